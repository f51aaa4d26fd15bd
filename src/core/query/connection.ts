import type { Catalog } from '../model/opportunity';
import type { Settings } from './settings';

/** Where the opportunities of this window come from. A change of any part creates a new source and new lists. */
export type Connection = SampleConnection | AwsConnection;

export interface SampleConnection {
  readonly kind: 'sample';
  readonly catalog: Catalog;
}

export interface AwsConnection {
  readonly kind: 'aws';
  readonly catalog: Catalog;
  /**
   * The chosen profile (pick, setting, or environment): only its credentials are used. Absent: none was chosen, so
   * the SDK's default chain decides (environment, the `default` profile, container, instance).
   */
  readonly profile?: string;
  /** The `partnerCentral.endpoint` setting, if it is set. It overrides the environment and the profile. */
  readonly endpoint?: string;
}

/** What the person picked for the window; each choice overrides the setting of the same name. */
export interface Choices {
  readonly profile: string | undefined;
  readonly catalog: Catalog | undefined;
  readonly sampleData: boolean;
}

/** @param awsProfile the profile that the environment names */
export function connectionOf(settings: Settings, choices: Choices, awsProfile: string | undefined): Connection {
  const catalog = choices.catalog ?? settings.catalog;
  if (choices.sampleData) return { kind: 'sample', catalog };
  const profile = choices.profile || settings.profile || awsProfile;
  return {
    kind: 'aws',
    catalog,
    ...(profile && { profile }),
    ...(settings.endpoint && { endpoint: settings.endpoint }),
  };
}
