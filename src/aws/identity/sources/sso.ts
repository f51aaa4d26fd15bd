import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isSourceError, type SourceError } from '../../../core/errors/sourceError';
import { Answer } from '../../calls/answer';
import type { SsoPlan } from '../plan';
import { clientConfig } from './clientConfig';
import type { LoadContext } from './context';
import { type AwsKeys, byThisClock, readDate, readKeys } from './keys';
import { isSessionOver, ofPortal, ofRequest, signInNeeded } from './signInErrors';
import { ssoTokenFile } from './tokenFiles';

/** A sign-in that the AWS CLI stored, with what renews it if it can be renewed. */
interface Token {
  readonly accessToken: string;
  readonly expiresAt: Date;
  /** All that the file contains: other tools keep more there. */
  readonly stored: Readonly<Record<string, unknown>>;
}

/** Milliseconds before its end from which a token is renewed. */
const renewBefore = 5 * 60_000;

/**
 * Returns the keys of a role in IAM Identity Center, for the sign-in that `aws sso login` stored. A sign-in that is about
 * to end is renewed as the AWS CLI renews it, and stored for it.
 *
 * The SDK's own provider hides why a sign-in could not be renewed, and then sends nothing for 30 seconds.
 * @throws {SourceError} `signInNeeded`, `signInRefused`, `signInNotFound`, or what happened on the way
 */
export async function keysOfSso(plan: SsoPlan, context: LoadContext): Promise<AwsKeys> {
  const accessToken = await accessTokenOf(plan, context);
  const { GetRoleCredentialsCommand, SSOClient } = await import('@aws-sdk/nested-clients/sso');
  const { config, host, seconds } = await clientConfig('sso', plan.region, context);
  const client = new SSOClient(config);
  const command = new GetRoleCredentialsCommand({ accountId: plan.account, roleName: plan.role, accessToken });
  const answer = new Answer();
  answer.addTo(command);
  const request = { operation: 'GetRoleCredentials', profile: plan.profile, host, seconds, answer };
  try {
    const { roleCredentials } = await client.send(command, { abortSignal: context.signal });
    const keys = readKeys(roleCredentials ?? {});
    if (typeof keys === 'object') return byThisClock(keys, answer.clockOffset);
    throw ofRequest(new TypeError('no keys'), request);
  } catch (error) {
    throw ofPortal(error, request, { kind: 'openConfig', file: 'config' });
  } finally {
    client.destroy();
  }
}

async function accessTokenOf(plan: SsoPlan, context: LoadContext): Promise<string> {
  const file = ssoTokenFile(plan, context.env);
  const token = await readToken(file);
  if (token && leftOf(token) > renewBefore) return token.accessToken;
  return context.turns.of(file, () => renewedToken(file, plan, context));
}

/** Returns the token in the file, renewed where it has to be and can be. */
async function renewedToken(file: string, plan: SsoPlan, context: LoadContext): Promise<string> {
  const token = await readToken(file);
  if (token && leftOf(token) > renewBefore) return token.accessToken;
  let failure: SourceError | undefined;
  if (token && plan.session !== undefined) {
    try {
      const renewed = await renew(token, plan, context);
      if (renewed) {
        await store(renewed, file).catch(() => {});
        context.tokenStored();
        return String(renewed.accessToken);
      }
    } catch (error) {
      if (!isSourceError(error) || error.code === 'aborted') throw error;
      failure = error;
    }
  }
  // Another program may have renewed it first: a token is renewed once. And it is good until its end, whatever failed.
  const latest = await readToken(file);
  if (latest && leftOf(latest) > 0) return latest.accessToken;
  throw failure ?? signInNeeded(plan.profile, 'sso');
}

/** Returns the milliseconds until a token ends. */
function leftOf({ expiresAt }: Token): number {
  return expiresAt.getTime() - Date.now();
}

async function readToken(file: string): Promise<Token | undefined> {
  try {
    const stored: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof stored !== 'object' || stored === null) return undefined;
    const { accessToken, expiresAt } = stored as Readonly<Record<string, unknown>>;
    const end = typeof expiresAt === 'string' ? readDate(expiresAt) : undefined;
    if (typeof accessToken !== 'string' || accessToken === '' || !end) return undefined;
    return { accessToken, expiresAt: end, stored: { ...stored } };
  } catch {
    return undefined;
  }
}

/**
 * Returns the token that replaces this one; undefined if it can only be replaced by a new sign-in.
 * @throws {SourceError} what happened on the way to IAM Identity Center
 */
async function renew(
  { stored }: Token,
  plan: SsoPlan,
  context: LoadContext,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { clientId, clientSecret, refreshToken, registrationExpiresAt } = stored;
  if (typeof clientId !== 'string' || typeof clientSecret !== 'string' || typeof refreshToken !== 'string')
    return undefined;
  const registered = readDate(registrationExpiresAt);
  if (registered && registered.getTime() <= Date.now()) return undefined;
  const { CreateTokenCommand, SSOOIDCClient } = await import('@aws-sdk/nested-clients/sso-oidc');
  const { config, host, seconds } = await clientConfig('sso_oidc', plan.region, context);
  const client = new SSOOIDCClient(config);
  const command = new CreateTokenCommand({ clientId, clientSecret, refreshToken, grantType: 'refresh_token' });
  const answer = new Answer();
  answer.addTo(command);
  try {
    const sent = await client.send(command, { abortSignal: context.signal });
    if (!sent.accessToken || !sent.expiresIn) return undefined;
    const expiresAt = new Date(Date.now() + sent.expiresIn * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
    const next = { ...stored, startUrl: plan.startUrl, region: plan.region, accessToken: sent.accessToken, expiresAt };
    return sent.refreshToken ? { ...next, refreshToken: sent.refreshToken } : next;
  } catch (error) {
    if (!answer.isWebPage && isSessionOver(error as Error)) return undefined;
    throw ofRequest(error, { operation: 'CreateToken', profile: plan.profile, host, seconds, answer });
  } finally {
    client.destroy();
  }
}

/** Replaces the stored token as a whole, readable for the person alone: another tool may read it at any moment. */
async function store(token: object, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(beside, JSON.stringify(token, null, 2), { mode: 0o600 });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
