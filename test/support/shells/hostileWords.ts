import fc from 'fast-check';
import { decodeStartingToken } from '../../../src/core/paging/resumeToken';
import { anyCharacter } from '../anyCharacter';

const pieces = [
  ...["'", '"', '`', '\u2018', '\u2019', '\u201a', '\u201b', '\u201c', '\u201d', '\u201e'],
  ...['\\', '\\\\', '$', '$(id)', '$HOME', '`id`', ';', '&', '&&', '|', '<', '>', '(', ')', '{', '}', '[', ']'],
  ...['%', '%PATH%', '%%', '!', '!x!', '!!', '^', '^^', '@', '#', ',', '=', '~', '*', '?', '/', '://'],
  ...['\n', '\r\n', '\0', '\t', '\u001b', '\u001b[201~', '\u0003', '\u007f', '\u009b', ' ', '  ', '\u00a0', '\u3000'],
  ...['\u202e', '\u2066', '\u200b', '\u2028', '\ufeff', '😀', '𝒜', '\ud800', '\udc00', 'é', 'Łódź', '日本', 'مرحبا'],
  ...['-', '--', '–', '—', '―', 'a', 'B', '0', 'calc', 'aws'],
];

const whole = [
  ...['', ' ', '-x', '--profile', '--%', '-–x', '~', '~/x', '=ls', '@x', '$x', 'a b\\', 'a\\', '\\', '"', "'", '""'],
  ...['file:///etc/passwd', 'fileb://x', 'http://x/y', 'https://x', '[1]', '["a"]', '{"a":1}', '[', 'null', 'None'],
  ...[
    'x’; calc; ‘y',
    'O’Neil',
    "O'Neil",
    'R&D',
    'AT&T',
    '100%',
    'Yahoo!',
    'C:\\a b\\',
    'a"b c"d',
    '\\"',
    'a" b',
    '0x10',
  ],
];

/** Words that a shell, a terminal or the AWS CLI could misinterpret. */
export const hostileWords: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: fc.constantFrom(...pieces), maxLength: 8 }),
  fc.constantFrom(...whole),
  fc.tuple(fc.constantFrom(...whole), fc.constantFrom(...pieces)).map((parts) => parts.join('')),
  fc.string({ unit: anyCharacter, maxLength: 6 }),
);

/** Returns the place in a list that a token encodes. */
export function cliText(token: string): unknown {
  return decodeStartingToken(token);
}
