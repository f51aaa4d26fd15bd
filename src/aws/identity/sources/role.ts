import { readFile } from 'node:fs/promises';
import type { AssumeRoleCommandInput } from '@aws-sdk/nested-clients/sts';
import { SourceError } from '../../../core/errors/sourceError';
import { Answer } from '../../calls/answer';
import type { RolePlan, WebIdentityPlan } from '../plan';
import { clientConfig } from './clientConfig';
import type { LoadContext } from './context';
import { type AwsKeys, byThisClock, readKeys } from './keys';
import { ofRequest, ofRole, wasWrongCode } from './signInErrors';

/** What STS sends. */
interface Assumed {
  readonly Credentials?:
    | {
        readonly AccessKeyId: string | undefined;
        readonly SecretAccessKey: string | undefined;
        readonly SessionToken: string | undefined;
        readonly Expiration: Date | undefined;
      }
    | undefined;
}

const mostCodes = 3;

/**
 * Returns the keys of a role, assumed with the keys of its source. A person is asked for an MFA code, if the role needs
 * one, after the source has given its keys, and again after a wrong code.
 * @throws {SourceError} `roleDenied`, `mfaNeeded`, `mfaRejected`, or what happened on the way to STS
 */
export async function keysOfRole(plan: RolePlan, source: AwsKeys, context: LoadContext): Promise<AwsKeys> {
  const input: AssumeRoleCommandInput = {
    RoleArn: plan.roleArn,
    RoleSessionName: plan.sessionName ?? sessionName(),
    ...(plan.externalId && { ExternalId: plan.externalId }),
    ...(plan.duration !== undefined && { DurationSeconds: plan.duration }),
  };
  const { mfaSerial: serial, profile } = plan;
  if (!serial) return assume(input, plan, source, context).catch(explained);
  for (let attempt = 1; ; attempt++) {
    const code = (await context.askMfaCode({ profile, serial, attempt }))?.trim();
    if (!code) throw new SourceError('mfaNeeded', { args: [profile] });
    try {
      return await assume({ ...input, SerialNumber: serial, TokenCode: code }, plan, source, context);
    } catch (error) {
      if (!(error instanceof Refusal) || !wasWrongCode(error.cause)) return explained(error);
      if (attempt === mostCodes) throw new SourceError('mfaRejected', { args: [profile] });
    }
  }
}

/** What STS or the way there answered: as it was thrown, and in our own terms. */
class Refusal extends Error {
  constructor(
    cause: unknown,
    readonly told: SourceError,
  ) {
    super('', { cause });
  }
}

function explained(error: unknown): never {
  throw error instanceof Refusal ? error.told : error;
}

async function assume(
  input: AssumeRoleCommandInput,
  { profile }: RolePlan,
  source: AwsKeys,
  context: LoadContext,
): Promise<AwsKeys> {
  const { AssumeRoleCommand, STSClient } = await import('@aws-sdk/nested-clients/sts');
  const { config, host, seconds } = await clientConfig('sts', context.region, context);
  const client = new STSClient({ ...config, credentials: source });
  const command = new AssumeRoleCommand(input);
  const answer = new Answer();
  answer.addTo(command);
  const request = { operation: 'AssumeRole', profile, host, seconds, answer };
  try {
    const assumed = await client.send(command, { abortSignal: context.signal });
    return keysIn(assumed, answer, () => ofRequest(new TypeError(), request));
  } catch (error) {
    throw new Refusal(error, ofRole(error, request));
  } finally {
    client.destroy();
  }
}

/**
 * Returns the keys of a role, assumed with a token that a file holds.
 * @throws {SourceError} `roleDenied`, `profileInvalid` if the file cannot be read, or what happened on the way to STS
 */
export async function keysOfWebIdentity(plan: WebIdentityPlan, context: LoadContext): Promise<AwsKeys> {
  const token = await readFile(plan.tokenFile, 'utf8').catch(() => undefined);
  if (!token) {
    throw new SourceError('profileInvalid', {
      args: [plan.profile, 'the file that its web_identity_token_file names cannot be read.'],
    });
  }
  const { AssumeRoleWithWebIdentityCommand, STSClient } = await import('@aws-sdk/nested-clients/sts');
  const { config, host, seconds } = await clientConfig('sts', context.region, context);
  const client = new STSClient(config);
  const command = new AssumeRoleWithWebIdentityCommand({
    RoleArn: plan.roleArn,
    RoleSessionName: plan.sessionName ?? sessionName(),
    WebIdentityToken: token,
  });
  const answer = new Answer();
  answer.addTo(command);
  const request = { operation: 'AssumeRoleWithWebIdentity', profile: plan.profile, host, seconds, answer };
  try {
    const assumed = await client.send(command, { abortSignal: context.signal });
    return keysIn(assumed, answer, () => ofRequest(new TypeError(), request));
  } catch (error) {
    throw ofRole(error, request);
  } finally {
    client.destroy();
  }
}

function sessionName(): string {
  return `partner-central-${Math.floor(Date.now() / 1000)}`;
}

function keysIn({ Credentials: sent }: Assumed, { clockOffset }: Answer, unreadable: () => SourceError): AwsKeys {
  const keys = readKeys({
    accessKeyId: sent?.AccessKeyId,
    secretAccessKey: sent?.SecretAccessKey,
    sessionToken: sent?.SessionToken,
    expiration: sent?.Expiration,
  });
  if (typeof keys === 'object') return byThisClock(keys, clockOffset);
  throw unreadable();
}
