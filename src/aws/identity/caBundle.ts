import { readFile } from 'node:fs/promises';
import { SourceError } from '../../core/errors/sourceError';
import type { Place, SharedConfig } from './files/sharedConfig';
import { type Environment, shownPath } from './files/sharedFiles';

/**
 * Returns the certificates of the authorities that are trusted instead of the system's, as PEM: those that `AWS_CA_BUNDLE`
 * or the profile's `ca_bundle` names, as in the AWS CLI. Undefined: the system's.
 * @throws {SourceError} `caBundleUnreadable`
 */
export async function readCaBundle(
  env: Environment,
  profile: string,
  config: SharedConfig,
): Promise<string | undefined> {
  const bundle = caBundleOf(env, profile, config);
  if (!bundle) return undefined;
  const { path, place, origin } = bundle;
  const text = await readFile(path, 'utf8').catch(() => '');
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new SourceError('caBundleUnreadable', {
    args: [origin],
    ...(place && { remedies: [{ kind: 'openConfig', file: place.file, line: place.line }, { kind: 'retry' }] }),
  });
}

/** Returns the file that is named, and what names it. */
export function caBundleOf(
  env: Environment,
  profile: string,
  config: SharedConfig,
): { readonly path: string; readonly origin: string; readonly place?: Place | undefined } | undefined {
  if (env.AWS_CA_BUNDLE) return { path: env.AWS_CA_BUNDLE, origin: 'AWS_CA_BUNDLE' };
  const path = config.profiles.get(profile)?.ca_bundle;
  if (!path) return undefined;
  const place = config.placeOf('profile', profile, 'ca_bundle');
  return { path, place, origin: place ? `${shownPath(place.path, config.home)}, line ${place.line}` : 'ca_bundle' };
}
