import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Environment, homeOf } from '../files/sharedFiles';
import type { LoginPlan, Plan, SsoPlan } from '../plan';

/** Returns the file in which the AWS CLI keeps the sign-in of a session, or of a start URL without one. */
export function ssoTokenFile({ session, startUrl }: SsoPlan, env: Environment): string {
  const name = createHash('sha1')
    .update(session ?? startUrl, 'utf8')
    .digest('hex');
  return join(homeOf(env), '.aws', 'sso', 'cache', `${name}.json`);
}

/** Returns the file in which `aws login` keeps a session. */
export function loginTokenFile({ session }: LoginPlan, env: Environment): string {
  const folder = env.AWS_LOGIN_CACHE_DIRECTORY ?? join(homeOf(env), '.aws', 'login', 'cache');
  const name = createHash('sha256').update(session, 'utf8').digest('hex');
  return join(folder, `${name}.json`);
}

/** Returns the files in which somebody else leaves what a plan needs: a sign-in, or a web identity. */
export function tokenFilesOf(plan: Plan, env: Environment): readonly string[] {
  switch (plan.kind) {
    case 'sso':
      return [ssoTokenFile(plan, env)];
    case 'login':
      return [loginTokenFile(plan, env)];
    case 'webIdentity':
      return [plan.tokenFile];
    case 'role':
      return typeof plan.source === 'string' ? [] : tokenFilesOf(plan.source, env);
    default:
      return [];
  }
}
