import { readFile } from 'node:fs/promises';
import { SourceError } from '../../core/errors/sourceError';
import type { SharedConfig } from './files/sharedConfig';
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
  const configured = config.profiles.get(profile)?.ca_bundle;
  const path = env.AWS_CA_BUNDLE || configured;
  if (!path) return undefined;
  const place = env.AWS_CA_BUNDLE ? undefined : config.placeOf('profile', profile, 'ca_bundle');
  const origin = place ? `${shownPath(place.path, config.home)}, line ${place.line}` : 'AWS_CA_BUNDLE';
  const text = await readFile(path, 'utf8').catch(() => '');
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new SourceError('caBundleUnreadable', {
    args: [origin],
    ...(place && { remedies: [{ kind: 'openConfig', file: place.file, line: place.line }, { kind: 'retry' }] }),
  });
}
