import { Random } from '../../../src/demo/data/random';

/** A pair of AWS files as bytes; undefined for one that does not exist. */
export interface AwsFilePair {
  readonly config: Buffer | undefined;
  readonly credentials: Buffer | undefined;
}

const allNames = [
  ...['dev', 'Dev', 'default', 'acme&co', 'kunde(prod)', 'a~b', 'x,y', 'dept#1', 'q;r', 'my team', 'ACME Corp', 'a.b'],
  ...[
    'münchen',
    '顧客',
    '__proto__',
    'constructor',
    "it's",
    'say"so',
    'back\\slash',
    '100%',
    'a=b',
    'c:d',
    'profile',
    '[x]',
  ],
];
const regions = ['us-east-1', 'eu-west-1 # not a comment', '"us-west-2"', "'x'", '%(region)s', 'a = b', '$HOME', ''];

/** Returns pairs of files that people and programs write, and some that nobody should. The same seed gives the same pairs. */
export function awsFilePairs(seed: string, count: number): readonly AwsFilePair[] {
  return Array.from({ length: count }, (_, n) => {
    const random = new Random(`${seed}/${n}`);
    // Few enough that files name the same profiles, and profiles name each other.
    const names = ['default', ...random.several(allNames, 5)];
    const config = fileOf(random, 'config', names);
    return { config, credentials: fileOf(random, 'credentials', names) };
  });
}

function fileOf(random: Random, file: 'config' | 'credentials', names: readonly string[]): Buffer | undefined {
  if (random.chance(0.06)) return undefined;
  const careless = random.chance(0.12);
  const headers = new Set<string>();
  const lines: string[] = [...comments(random)];
  if (careless && random.chance(0.2)) lines.push('region = us-east-1');
  for (let left = random.integer(0, 9); left > 0; left--) {
    const header = headerOf(random, file, names);
    if (headers.has(header) && !careless) continue;
    headers.add(header);
    lines.push(...sectionOf(random, header, names, careless));
  }
  return encoded(random, lines);
}

function headerOf(random: Random, file: 'config' | 'credentials', names: readonly string[]): string {
  const name = random.pick(names);
  const quoted = /['"\\]/.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : random.pick([`"${name}"`, `'${name}'`]);
  const shown = /[\s'"\\]/.test(name) ? quoted : name;
  if (random.chance(0.04)) return 'DEFAULT';
  const unusual = [
    ...[` profile ${shown}`, `profile ${shown} `, `profile\t${shown}`, `PROFILE ${shown}`, `profiles ${shown}`],
    ...[
      `profile ${shown} more`,
      `profile "${name}`,
      'a b c',
      'preview',
      `profile${shown}`,
      ']',
      `"${name}"`,
      ` ${name}`,
    ],
    ...[`profile ${name}`, name, 'Default', 'default ', `profile ""${shown}`, `profile '' `, `profile a\\ b`],
  ];
  if (random.chance(0.15)) return random.pick(unusual);
  if (file === 'credentials') return name;
  return random.weighted([
    ['default', 1],
    [`profile ${shown}`, 8],
    [`profile ${quoted}`, 2],
    [`profile  ${shown}`, 1],
    [`sso-session ${shown}`, 3],
    [`sso-session ${quoted}`, 1],
    [`services ${shown}`, 2],
  ]);
}

function sectionOf(random: Random, header: string, names: readonly string[], careless: boolean): string[] {
  const indentation = random.weighted([
    ['', 20],
    [' ', 1],
    ['\t', 1],
  ]);
  const behind = random.weighted([
    ['', 16],
    [' # a comment', 2],
    ['; [another]', 1],
    ['  ', 1],
  ]);
  const settings = new Map<string, string>();
  for (
    let left = random.weighted([
      [0, 5],
      [1, 2],
      [2, 1],
    ]);
    left >= 0;
    left--
  ) {
    for (const [key, value] of bundleOf(random, names)) settings.set(key, value);
  }
  const lines = [...settings].flatMap(([key, value]) => settingOf(random, key, value, indentation));
  if (careless)
    lines.push(...random.pick([['no delimiter'], ['= no key'], [], [...lines.slice(0, 1)], ['s3 =', '  x']]));
  return [`${indentation}[${header}]${behind}`, ...lines, ...comments(random)];
}

/** Returns settings that belong together, complete or not. */
function bundleOf(random: Random, names: readonly string[]): readonly (readonly [key: string, value: string])[] {
  const key = ['aws_access_key_id', `AKIA${random.integer(100_000, 999_999)}`] as const;
  const secret = ['aws_secret_access_key', `secret/${random.integer(0, 99)}+=`] as const;
  const token = [random.pick(['aws_session_token', 'aws_security_token']), 'token=='] as const;
  const role = ['role_arn', 'arn:aws:iam::123456789012:role/r'] as const;
  const source = ['source_profile', random.pick(names)] as const;
  const session = ['sso_session', random.pick(names)] as const;
  const place = [
    ['sso_region', random.pick(['us-east-1', 'us-east-1', 'eu-west-1'])],
    ['sso_start_url', 'https://example.com/start'],
  ] as const;
  const account = ['sso_account_id', '123456789012'] as const;
  const reader = ['sso_role_name', 'Reader'] as const;
  return random.weighted<readonly (readonly [string, string])[]>([
    [[key, secret], 10],
    [[key, secret, token], 2],
    [[key], 1],
    [[secret], 1],
    [[role, source], 6],
    [[role, ['credential_source', random.pick(['Environment', 'EcsContainer', 'ec2instancemetadata'])]], 1],
    [[role, source, ['credential_source', 'Environment']], 1],
    [[role], 1],
    [[role, ['web_identity_token_file', random.pick(['/token', ''])]], 1],
    [[['web_identity_token_file', '/token']], 1],
    [[session, account, reader], 4],
    [[session, account], 1],
    [[account, reader, ...place], 2],
    [place, 3],
    [[session], 1],
    [[['credential_process', '"/opt/my tool" --for "a # b"']], 2],
    [[['login_session', 'arn:aws:iam::123456789012:user/me']], 1],
    [[['region', random.pick(regions)]], 5],
    [[['endpoint_url', 'https://example.com:8443/']], 1],
    [[['s3', `\n    max_queue = 1\n    Style= a = b`]], 2],
    [[['partnercentral_selling', '\n  endpoint_url = http://localhost:1\n\n  # comment\n  x ='] as const], 2],
    [[['__proto__', 'x']], 1],
    [[['dotted.key', 'x']], 1],
    [[[random.pick(['aws_access_key_id', 'role_arn', 'sso_account_id']), '']], 0.3],
  ]);
}

function settingOf(random: Random, key: string, value: string, indentation: string): string[] {
  const written = random.chance(0.12) ? key.toUpperCase() : key;
  const delimiter = random.weighted([
    [' = ', 10],
    ['=', 3],
    [': ', 1],
    [':', 1],
    ['\t=\t', 1],
  ]);
  const [first = '', ...more] = value.split('\n');
  const behind = more.length === 0 && random.chance(0.04) ? ['   continued'] : [];
  return [`${indentation}${written}${delimiter}${first}`, ...more, ...behind, ...(random.chance(0.08) ? [''] : [])];
}

function comments(random: Random): string[] {
  return random.weighted([
    [[], 10],
    [['# a comment = x'], 2],
    [['  ; [profile commented]'], 1],
    [['', '   ', ''], 2],
  ]);
}

function encoded(random: Random, lines: readonly string[]): Buffer {
  const lineEnd = random.weighted([
    ['\n', 12],
    ['\r\n', 3],
    ['\r', 1],
  ]);
  const text = lines.join(lineEnd) + (random.chance(0.8) ? lineEnd : '');
  return random.weighted<() => Buffer>([
    [() => Buffer.from(text), 30],
    [() => Buffer.from(`\ufeff${text}`), 1],
    [() => Buffer.from(`\ufeff${text}`, 'utf16le'), 0.5],
    [() => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), 0.5],
    [() => Buffer.from(text, 'utf16le'), 0.5],
    [() => Buffer.from(text, 'latin1'), 0.5],
    [() => Buffer.alloc(0), 0.5],
  ])();
}
