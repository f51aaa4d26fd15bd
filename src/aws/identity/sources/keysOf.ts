import { fromHttp, fromInstanceMetadata } from '@aws-sdk/credential-providers';
import { isSourceError, SourceError } from '../../../core/errors/sourceError';
import type { Environment } from '../files/sharedFiles';
import type { CredentialSource, Plan } from '../plan';
import type { LoadContext } from './context';
import { type AwsKeys, readKeys } from './keys';
import { keysOfLogin } from './login';
import { keysOfProcess } from './process';
import { keysOfRole, keysOfWebIdentity } from './role';
import { keysOfSso } from './sso';

/** Returns the keys that a plan leads to. Nobody else's are ever taken instead. */
export async function keysOf(plan: Plan, context: LoadContext): Promise<AwsKeys> {
  switch (plan.kind) {
    case 'keys':
      return plan.keys;
    case 'process':
      return keysOfProcess(plan, context.env, context.trust, context.signal);
    case 'sso':
      return keysOfSso(plan, context);
    case 'login':
      return keysOfLogin(plan, context);
    case 'webIdentity':
      return keysOfWebIdentity(plan, context);
    case 'role': {
      const { source, profile } = plan;
      const keys = typeof source === 'string' ? keysOfSource(source, profile, context) : keysOf(source, context);
      return keysOfRole(plan, await keys, context);
    }
  }
}

/** Returns the keys of a `credential_source`, or says which of its causes there is if it gives none. */
async function keysOfSource(source: CredentialSource, profile: string, { env }: LoadContext): Promise<AwsKeys> {
  const keys = await ofSource(source, env);
  if (typeof keys === 'object') return keys;
  throw new SourceError('credentialSource', { args: [source, profile, keys] });
}

/** Returns keys, or why there are none. */
async function ofSource(source: CredentialSource, env: Environment): Promise<AwsKeys | string> {
  switch (source) {
    case 'Environment':
      return keysOfEnvironment(env);
    case 'EcsContainer':
      return keysOfContainer(env);
    case 'Ec2InstanceMetadata':
      return keysOfInstance(env);
  }
}

/** Returns the keys in the environment's variables, or which variable is not set. */
export function keysOfEnvironment(env: Environment): AwsKeys | string {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!accessKeyId) return 'AWS_ACCESS_KEY_ID is not set.';
  if (!secretAccessKey) return 'AWS_SECRET_ACCESS_KEY is not set.';
  const { AWS_SESSION_TOKEN: sessionToken, AWS_CREDENTIAL_EXPIRATION: expiration } = env;
  const keys = readKeys({ accessKeyId, secretAccessKey, sessionToken, expiration });
  return typeof keys === 'object' ? keys : 'AWS_CREDENTIAL_EXPIRATION cannot be read.';
}

/** Returns the keys that a container's own service gives, or why there are none. */
export async function keysOfContainer(env: Environment): Promise<AwsKeys | string> {
  const relative = env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  const full = env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  if (!relative && !full) {
    return 'neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set.';
  }
  try {
    const provider = fromHttp({
      ...(relative
        ? { awsContainerCredentialsRelativeUri: relative }
        : full && { awsContainerCredentialsFullUri: full }),
      maxRetries: 1,
      logger: quiet,
    });
    const keys = readKeys(await provider());
    return typeof keys === 'object' ? keys : 'the container’s service sent no keys.';
  } catch (error) {
    return /non-2xx|status|\b[45]\d\d\b/i.test(messageOf(error))
      ? 'the container’s service refused.'
      : 'the container’s service did not answer.';
  }
}

/** Returns the keys of the role of this EC2 instance, or why there are none. */
export async function keysOfInstance(env: Environment): Promise<AwsKeys | string> {
  if (env.AWS_EC2_METADATA_DISABLED?.toLowerCase() === 'true') return 'AWS_EC2_METADATA_DISABLED is set.';
  try {
    const keys = readKeys(await fromInstanceMetadata({ timeout: 1_000, maxRetries: 0, logger: quiet })());
    return typeof keys === 'object' ? keys : 'the instance’s metadata service sent no keys.';
  } catch (error) {
    if (isSourceError(error)) throw error;
    const status = Number((error as { readonly statusCode?: unknown }).statusCode);
    if (status === 404) return 'this instance has no role.';
    return status > 0
      ? `the instance’s metadata service answered ${status}.`
      : 'the instance’s metadata service did not answer; this may be no EC2 instance.';
  }
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
