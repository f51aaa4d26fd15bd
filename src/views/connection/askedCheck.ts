import type { AccessStepId } from '../../core/present/access/accessFacts';
import type { AwsConnection } from '../../core/query/connection';

/** A connection that is to be checked, and whom to tell about it. */
export interface AskedCheck {
  readonly connection: AwsConnection;
  /** What of the window chose the profile; absent if nothing did. */
  readonly chosenBy?: 'window' | 'setting';
  /** Told what is checked next. */
  tell(step: AccessStepId): void;
  /** Tells that credentials take long; resolves once nobody waits for them any more. */
  tellWaiting(profile: string | undefined, signal: AbortSignal): Promise<void>;
}
