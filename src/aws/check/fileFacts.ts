import type { EndpointFacts, KeyFacts, ProfileFacts, ProxyFacts } from '../../core/present/access/accessFacts';
import type { AwsConnection } from '../../core/query/connection';
import { awsHost } from '../calls/client';
import { caBundleOf } from '../identity/caBundle';
import { planOfNobody } from '../identity/credentials';
import { resolveEndpoint } from '../identity/endpoint';
import type { SharedConfig } from '../identity/files/sharedConfig';
import { type Environment, profileOfEnvironment, shownPath } from '../identity/files/sharedFiles';
import { type Plan, planOf, profilesOf } from '../identity/plan';
import type { AwsKeys } from '../identity/sources/keys';

/** A connection, and what is known of how it was chosen. */
export interface ChosenConnection {
  readonly connection: AwsConnection;
  /** What of the window chose the profile; absent if nothing did. */
  readonly chosenBy?: 'window' | 'setting';
  /** The proxy that requests go through, as far as that is known. */
  readonly proxy?: ProxyFacts;
}

/** Facts, and what is wrong with what they are about. */
export interface Found<T> {
  readonly facts: T;
  readonly fault?: unknown;
}

/** Returns which profile a connection signs as, and how that gets its credentials. It asks nobody and runs nothing. */
export function profileFacts({ connection, chosenBy }: ChosenConnection, config: SharedConfig, env: Environment) {
  const name = connection.profile || profileOfEnvironment(env);
  const variable = env.AWS_PROFILE ? 'AWS_PROFILE' : 'AWS_DEFAULT_PROFILE';
  const chosen = name === undefined ? {} : ({ name, chosenBy: (connection.profile && chosenBy) || variable } as const);
  return attempt<ProfileFacts>(
    () => ({ ...chosen, ...(name === undefined ? withoutProfile(config, env) : ofPlan(planOf(name, config), config)) }),
    { ...chosen, chain: [] },
  );
}

/** Returns where credentials come from if no profile was chosen: from the first of these, as in the AWS CLI. */
function withoutProfile(config: SharedConfig, env: Environment): ProfileFacts {
  if (env.AWS_ACCESS_KEY_ID) return { kind: 'environment', chain: [] };
  const plan = planOfNobody(config, env);
  if (plan) return ofPlan(plan, config);
  const isContainer = env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  return { kind: isContainer ? 'container' : 'instance', chain: [] };
}

function ofPlan(plan: Plan, config: SharedConfig): ProfileFacts {
  const place = config.placeOf('profile', plan.profile);
  const account = accountOf(plan);
  return {
    kind: plan.kind,
    chain: profilesOf(plan),
    ...(place && { place: `${shownPath(place.path, config.home)}, line ${place.line}` }),
    ...(account && { account }),
  };
}

/** Returns the account that a plan names; for keys and programs, no file says whose they are. */
function accountOf(plan: Plan): string | undefined {
  const ofArn = (arn: string): string | undefined => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];
  switch (plan.kind) {
    case 'sso':
      return plan.account;
    case 'role':
    case 'webIdentity':
      return ofArn(plan.roleArn);
    case 'login':
      return ofArn(plan.session);
    case 'keys':
    case 'process':
      return undefined;
  }
}

/** Returns where requests go. It asks nobody and sends nothing. */
export function endpointFacts(
  { connection, proxy }: ChosenConnection,
  config: SharedConfig,
  env: Environment,
): Found<EndpointFacts> {
  const profile = (connection.profile || profileOfEnvironment(env)) ?? 'default';
  const caBundle = caBundleOf(env, profile, config)?.origin;
  const common = { scheme: 'https', ...(caBundle && { caBundle }), ...(proxy && { proxy }) } as const;
  return attempt<EndpointFacts>(() => {
    const setting = connection.endpoint;
    const endpoint = resolveEndpoint({ service: 'partnercentral_selling', setting, env, profile, config });
    if (!endpoint) return { ...common, host: awsHost };
    const { url, host, origin } = endpoint;
    return { ...common, host, origin, scheme: url.startsWith('http:') ? 'http' : 'https' };
  }, common);
}

/** Returns what may be told of keys. */
export function keyFacts({ accessKeyId, sessionToken, expiration }: AwsKeys): KeyFacts {
  // AWS's ids begin with what they are.
  const isLongTerm = accessKeyId.startsWith('AKIA') && !sessionToken;
  const isTemporary = accessKeyId.startsWith('ASIA') || sessionToken;
  return {
    kind: isLongTerm ? 'longTerm' : isTemporary ? 'temporary' : 'other',
    ...(expiration && { expiration: expiration.getTime() }),
  };
}

function attempt<T>(find: () => T, otherwise: T): Found<T> {
  try {
    return { facts: find() };
  } catch (fault) {
    return { facts: otherwise, fault };
  }
}
