import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fromLoginCredentials } from '@aws-sdk/credential-providers';
import { externalDataInterceptor } from '@smithy/core/config';
import { isSourceError, SourceError } from '../../../core/errors/sourceError';
import { networkError } from '../../calls/serviceErrors';
import type { LoginPlan } from '../plan';
import { clientConfig } from './clientConfig';
import type { LoadContext } from './context';
import { type AwsKeys, readKeys } from './keys';
import { signInNeeded } from './signInErrors';
import { loginTokenFile } from './tokenFiles';

/** The region whose sign-in service renews a session that names none. */
const usualRegion = 'us-east-1';

/** What the last request for a new session met: the SDK tells neither. */
interface Met {
  error?: unknown;
  status?: number;
  isWebPage?: boolean;
}

/** The part of the SDK's configuration of a client that an extension of it may change. */
interface ExtensionConfiguration {
  httpHandler(): Handler;
}
interface Handler {
  handle(...request: readonly unknown[]): Promise<{
    readonly response: { readonly statusCode: number; readonly headers: Readonly<Record<string, string>> };
  }>;
}

/**
 * Returns the keys of the session that `aws login` stored. The SDK renews it, which takes a signature of its own.
 * @throws {SourceError} `signInNeeded`, or what happened on the way to the sign-in service
 */
export async function keysOfLogin(plan: LoginPlan, context: LoadContext): Promise<AwsKeys> {
  const { profile, session } = plan;
  const region = plan.region ?? usualRegion;
  if (!(await hasToken(plan, context))) throw signInNeeded(profile, 'login');
  const { config, host, seconds } = await clientConfig('signin', region, context);
  const met: Met = {};
  const clean = (value: string): string => value.replace(/[\r\n]/g, '');
  // The SDK takes this one from a file only: from one that exists nowhere, so that it says the same to the SDK and to us.
  const file = `partner-central:${randomUUID()}`;
  externalDataInterceptor.interceptFile(
    file,
    `[default]\nlogin_session = ${clean(session)}\nregion = ${clean(region)}\n`,
  );
  const extension = { configure: (sdk: ExtensionConfiguration) => watch(sdk.httpHandler(), met) };
  const provider = fromLoginCredentials({
    profile: 'default',
    filepath: file,
    configFilepath: file,
    clientConfig: { ...config, extensions: [extension] },
  });
  try {
    const keys = readKeys(await provider());
    context.tokenStored();
    if (typeof keys === 'object') return keys;
    throw signInNeeded(profile, 'login');
  } catch (error) {
    if (isSourceError(error)) throw error;
    throw (
      networkError(met.error, host) ?? ofTimeout(met.error, seconds) ?? ofStatus(met) ?? signInNeeded(profile, 'login')
    );
  } finally {
    delete externalDataInterceptor.getFileRecord()[file];
  }
}

/** Without a stored session there is nothing that could be renewed. */
async function hasToken(plan: LoginPlan, { env }: LoadContext): Promise<boolean> {
  return (await readFile(loginTokenFile(plan, env)).catch(() => undefined)) !== undefined;
}

function watch(handler: Handler, met: Met): void {
  const handle = handler.handle.bind(handler);
  handler.handle = async (...request) => {
    try {
      const answered = await handle(...request);
      met.error = undefined;
      met.status = answered.response.statusCode;
      met.isWebPage = /html/.test(answered.response.headers['content-type'] ?? '');
      return answered;
    } catch (error) {
      met.error = error;
      throw error;
    }
  };
}

function ofTimeout(error: unknown, seconds: number): SourceError | undefined {
  const isTimeout = error instanceof Error && error.name === 'TimeoutError';
  return isTimeout ? new SourceError('timedOut', { args: [String(seconds)] }) : undefined;
}

function ofStatus({ status = 0, isWebPage = false }: Met): SourceError | undefined {
  const args = [String(status)];
  if (status === 407 || (status === 403 && isWebPage)) return new SourceError('proxyRefused', { args });
  if (status >= 500) return new SourceError('unavailable', { args });
  if (status === 429) return new SourceError('throttled');
  return isWebPage ? new SourceError('webPage') : undefined;
}
