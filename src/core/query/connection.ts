import type { Catalog } from '../model/opportunity';
import type { Settings } from './settings';

/** Where the opportunities of this window come from. A change of any part makes a new source and new lists. */
export type Connection = SampleConnection | AwsConnection;

export interface SampleConnection {
  readonly kind: 'sample';
  readonly catalog: Catalog;
}

export interface AwsConnection {
  readonly kind: 'aws';
  readonly catalog: Catalog;
  /**
   * The profile that was chosen (pick, setting, or `AWS_PROFILE`): its credentials and no others are used.
   * Absent: nothing was chosen, so the SDK's default chain decides (environment, the `default` profile, container, instance).
   */
  readonly profile?: string;
  /** The `partnerCentral.endpoint` setting, when it is set: it beats what the environment and the profile configure. */
  readonly endpoint?: string;
}

/** What the person picked for the window; each beats the setting of its name. */
export interface Choices {
  readonly profile: string | undefined;
  readonly catalog: Catalog | undefined;
  readonly sampleData: boolean;
}

/** @param awsProfile the environment's `AWS_PROFILE` */
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
