import type { AwsFile } from './awsFile';
import { readHeader } from './configHeader';
import type { Place, SharedFile } from './sharedFiles';
import { shellWords } from './shellWords';

/** A header that a person may take for the one of a profile. */
export interface Lookalike {
  /** The text between its brackets. */
  readonly header: string;
  readonly place: Place;
  /** Why it is not the profile's, as a sentence. */
  readonly why: string;
}

/** Returns the headers of both files that look like a profile's but mean something else, in the order of the files. */
export function lookalikesOf(
  profile: string,
  files: Readonly<Record<SharedFile, AwsFile>>,
  paths: Readonly<Record<SharedFile, string>>,
): readonly Lookalike[] {
  const wanted = core(profile);
  return (['config', 'credentials'] as const).flatMap((file) => {
    const { sections, indentedHeaders } = files[file];
    const differs = file === 'config' ? inConfig : inCredentials;
    const headers = [...sections].map(([header, { line }]) => ({ header, line, why: differs(header, profile) }));
    const indented = indentedHeaders.map(({ header, line }) => ({
      ...{ header, line },
      why: 'It is indented, so it continues the value above it.',
    }));
    return [...headers, ...indented].flatMap(({ header, line, why }) =>
      why === undefined || core(header) !== wanted ? [] : [{ header, place: { file, path: paths[file], line }, why }],
    );
  });
}

/** Returns the text that headers have in common when a person may confuse them. */
function core(text: string): string {
  const inBrackets = text.split(']')[0] ?? '';
  const plain = inBrackets.replace(/["']/g, '').trim().toLowerCase();
  return plain.replace(/^profile\b\s*/, '').replace(/\s+/g, ' ');
}

/** Returns why a header of the config file is not the profile's; undefined when it is. */
function inConfig(header: string, profile: string): string | undefined {
  const found = readHeader(header);
  if (found?.kind === 'profile') return found.name === profile ? undefined : otherName;
  if (header.includes(']')) return 'The header ends at the last “]” of its line.';
  if (header !== header.trimStart()) return 'It begins with a space.';
  if (profile === 'default') return 'The header of this profile is [default], in lower case.';
  if (!header.startsWith('profile')) return 'In the config file, “profile” and a space stand before the name.';
  if (!shellWords(header)) return 'A quote in it is not closed.';
  return 'A name that contains a space needs quotes in the config file.';
}

/** Returns why a header of the credentials file is not the profile's; undefined when it is. */
function inCredentials(header: string, profile: string): string | undefined {
  if (header === profile) return undefined;
  if (header.includes(']')) return 'The header ends at the last “]” of its line.';
  if (/^\s*profile\b/i.test(header)) return 'In the credentials file, the name stands alone, without “profile”.';
  if (/["']/.test(header)) return 'In the credentials file, the name has no quotes.';
  if (header !== header.trim()) return 'There is a space beside its name.';
  return otherName;
}

const otherName = 'Its name is spelled differently: capitals and spaces count.';
