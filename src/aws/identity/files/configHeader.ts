import { shellWords } from './shellWords';

/** The sections of the config file that mean something to this extension. */
export type HeaderKind = 'profile' | 'ssoSession' | 'services';

const beginnings: readonly (readonly [beginning: string, kind: HeaderKind])[] = [
  ['profile', 'profile'],
  ['sso-session', 'ssoSession'],
  ['services', 'services'],
];

/**
 * Returns what a header of the config file names, or undefined if it means nothing to the AWS CLI.
 *
 * botocore looks only at how the header begins and takes its second word: `[profiles dev]` is the profile `dev`, but
 * `[ profile dev]` and `[profile my team]` are no profiles.
 */
export function readHeader(header: string): { readonly kind: HeaderKind; readonly name: string } | undefined {
  if (header === 'default') return { kind: 'profile', name: header };
  const kind = beginnings.find(([beginning]) => header.startsWith(beginning))?.[1];
  if (!kind) return undefined;
  const [, name, ...more] = shellWords(header) ?? [];
  return name !== undefined && more.length === 0 ? { kind, name } : undefined;
}
