import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSharedConfig, type Section, type SharedConfig } from '../../../src/aws/identity/files/sharedConfig';
import { profileOfEnvironment, sharedFiles } from '../../../src/aws/identity/files/sharedFiles';
import { baseOf, planOf } from '../../../src/aws/identity/plan';
import { listProfiles } from '../../../src/aws/identity/profiles';
import { type BotoConfig, type BotoPath, findBotocore, readFilesWithBotocore } from '../programs';
import { type AwsFilePair, awsFilePairs } from './filePairs';

const botocore = findBotocore();
const { FC_SEED: seed = '1' } = process.env;
const pairs = awsFilePairs(seed, 200);

/** Where we differ from botocore on purpose. */
const differences = {
  zeroByte: 'a file with zero bytes is refused here; botocore reads them as text',
  tooLarge: 'a file of more than 1 MiB is refused here; botocore reads it',
  noName: 'a profile without a name cannot be chosen here; botocore takes the profile default instead',
  noRegion: 'a region that is not the name of one is refused at once; botocore does so when it makes a client for it',
  noValue: 'a setting without a value, or with a block for one, counts as missing here; botocore goes on with it',
  order:
    'AWS_PROFILE comes before AWS_DEFAULT_PROFILE here, as in version 2 of the AWS CLI; botocore has the other order',
  unset: 'an empty variable names no profile here; botocore knows no profile of that name',
} as const;

/** A pair for each difference of the files. */
const differing: Readonly<Record<string, AwsFilePair>> = {
  zeroByte: { config: Buffer.from('[default]\nregion = a\0b\n'), credentials: undefined },
  tooLarge: { config: Buffer.from(`[default]\n# ${'x'.repeat(1024 * 1024)}\n`), credentials: undefined },
  noName: { config: Buffer.from('[profile ""]\ncredential_process = x\n'), credentials: undefined },
  noValue: {
    config: undefined,
    credentials: Buffer.from('[default]\naws_access_key_id =\naws_secret_access_key = x\n'),
  },
};

/** True for a file with zero bytes that does not begin with the mark of UTF-16, which botocore cannot read either. */
function hasZeroByte(bytes: Buffer | undefined): boolean {
  return bytes?.includes(0) === true && bytes[0] !== 0xff && bytes[0] !== 0xfe;
}

const methods: Readonly<Record<string, string>> = {
  'assume-role': 'role',
  'assume-role-with-web-identity': 'webIdentity',
  sso: 'sso',
  'shared-credentials-file': 'keys',
  'config-file': 'keys',
  login: 'login',
  'custom-process': 'process',
};

const home = {
  HOME: '/home/ann',
  USERPROFILE: 'C:\\Users\\ann',
  HOMEDRIVE: 'D:',
  HOMEPATH: '\\ann',
  NAME: 'x',
  'A-B': 'y',
};
const environments: readonly Readonly<Record<string, string>>[] = [
  ...[{}, { AWS_PROFILE: 'a' }, { AWS_DEFAULT_PROFILE: 'b' }, { AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: 'b' }],
  ...[{ AWS_PROFILE: '' }, { AWS_DEFAULT_PROFILE: '' }, { AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: '' }],
];
// Here, § is a dollar sign.
const paths: readonly BotoPath[] = [true, false].flatMap((windows) =>
  [home, { ...home, HOME: '/home/ann/' }, { HOME: '/h', HOMEPATH: '\\ann' }, { HOME: '', USERPROFILE: '' }].flatMap(
    (env) =>
      [
        ...[
          '~/.aws/config',
          '~\\.aws\\config',
          '/etc/~/c',
          '',
          'c',
          '~/§NAME/§{NAME}',
          '%NAME%/c',
          '%NAME',
          '§§NAME',
          '%%NAME%%',
        ],
        ...[
          "'§NAME'/§NAME",
          '§NONE/§{NONE}/%NONE%',
          '§A-B',
          '§{A-B}',
          '§',
          '§{',
          '§{}',
          '§HOME/c',
          '%USERPROFILE%\\c',
          "it's/§NAME",
        ],
      ].map((path) => ({ windows, env, path: path.replaceAll('§', '$') })),
  ),
);

('missing' in botocore ? describe.skip : describe)(
  `agreement on the AWS files: ${'missing' in botocore ? botocore.missing : `botocore ${botocore.version}`}`,
  function () {
    this.timeout(120_000);
    let folder: string;
    let theirs: readonly BotoConfig[];
    let theirPaths: readonly string[];
    let theirProfiles: readonly (string | null)[];
    const counts = new Map<string, number>();
    const count = (name: string, more = 1) => counts.set(name, (counts.get(name) ?? 0) + more);

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'aws-files-'));
      const base64 = (bytes: Buffer | undefined) => bytes?.toString('base64') ?? null;
      const files = [...pairs, ...Object.values(differing)].map(({ config, credentials }) => ({
        config: base64(config),
        credentials: base64(credentials),
      }));
      const read = await readFilesWithBotocore({ files, paths, environments });
      ({ files: theirs, paths: theirPaths, profiles: theirProfiles } = read);
    });

    after(async () => {
      await rm(folder, { recursive: true });
      console.log(`    of ${pairs.length} pairs of files (seed ${seed}):`);
      for (const [name, number] of [...counts].sort()) console.log(`      ${String(number).padStart(5)} ${name}`);
    });

    const open = async ({ config, credentials }: AwsFilePair) => {
      const env = { AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials') };
      for (const [path, bytes] of [
        [env.AWS_CONFIG_FILE, config],
        [env.AWS_SHARED_CREDENTIALS_FILE, credentials],
      ] as const) {
        await (bytes ? writeFile(path, bytes) : rm(path, { force: true }));
      }
      return env;
    };

    it('refuses the same pairs on the same line, and finds the same profiles, sections and credentials in all others', async () => {
      for (const [n, pair] of pairs.entries()) {
        const env = await open(pair);
        const config = await readSharedConfig(env);
        const listed = await listProfiles(env);
        const their = theirs[n];
        assert.ok(their);
        const about = `pair ${n} of seed ${seed}`;
        const fault = config.faults.find(({ kind }) => kind !== 'missing');
        if (hasZeroByte(pair.config) || hasZeroByte(pair.credentials)) {
          assert.ok(
            config.faults.some(({ kind }) => kind === 'encoding'),
            about,
          );
          count(`pairs differ: ${differences.zeroByte}`);
          continue;
        }
        assert.equal(fault?.file, their.refused, `${about}: ${fault?.reason}`);
        if (their.refused !== undefined) {
          // Python reports a repeated key or section before the lines that it could not read above.
          if (their.line !== null)
            assert.ok((fault?.line ?? 0) <= their.line, `${about}: ${fault?.line}, ${their.line}`);
          if (fault?.line === their.line) count('pairs refused on the same line');
          assert.ok(listed.profiles.every(({ unusable }) => unusable !== undefined));
          count('pairs refused by both');
          continue;
        }
        for (const kind of ['profiles', 'ssoSessions', 'services'] as const) {
          assert.deepEqual(plain(config[kind]), flat(their[kind]), `${about}: ${kind}`);
          count(`${kind} with equal keys and values`, config[kind].size);
        }
        assert.deepEqual(listed.profiles.map(({ name }) => name).sort(), Object.keys(their.profiles).sort(), about);
        for (const { name, kind, unusable } of listed.profiles) compare(name, kind, unusable, config, their, about);
        count('pairs read by both');
      }
    });

    function compare(
      name: string,
      kind: string,
      unusable: string | undefined,
      config: SharedConfig,
      their: BotoConfig,
      about: string,
    ): void {
      assert.ok(their.refused === undefined);
      const found = their.credentials[name];
      assert.ok(found, about);
      if (name === '') {
        assert.ok(unusable, about);
        count(`profiles differ: ${differences.noName}`);
        return;
      }
      const which = `${about}, profile ${name}: ${JSON.stringify(found)}, ${unusable}`;
      if (found.refused !== undefined) {
        assert.notEqual(unusable, undefined, which);
        count('profiles refused by both');
        return;
      }
      if (unusable?.includes('is not the name of a region')) {
        count(`profiles differ: ${differences.noRegion}`);
        return;
      }
      if (unusable !== undefined) {
        const sections = [...config.profiles.values(), ...config.ssoSessions.values()];
        assert.ok(sections.flatMap((section) => Object.values(section)).includes(''), which);
        assert.match(unusable, / (is empty|is missing|are missing|does not say where)\b/, which);
        count(`profiles differ: ${differences.noValue}`);
        return;
      }
      assert.equal(kind, methods[found.method], which);
      const key = keyIdOf(name, config);
      assert.equal(key, methods[found.base] === 'keys' ? found.key : undefined, which);
      count(`profiles of kind ${kind}${key ? ', with the same access key' : ''}`);
    }

    for (const [n, name] of (['zeroByte', 'tooLarge', 'noName', 'noValue'] as const).entries()) {
      it(`differs on purpose: ${differences[name]}`, async () => {
        const their = theirs[pairs.length + n];
        const pair = differing[name];
        assert.ok(pair && their && their.refused === undefined);
        assert.equal(Object.keys(their.profiles).length, 1);
        const { faults, profiles } = await listProfiles(await open(pair));
        const kinds = faults.map(({ kind }) => kind);
        assert.deepEqual(kinds, name === 'zeroByte' ? ['encoding'] : name === 'tooLarge' ? ['tooLarge'] : []);
        assert.ok(profiles.every(({ unusable }) => unusable !== undefined));
        assert.equal(profiles.length, 1 - faults.length);
        if (name === 'noValue') assert.equal(their.credentials.default?.refused, undefined);
      });
    }

    it('takes the profile that the environment names, but for two differences on purpose', () => {
      for (const [n, env] of environments.entries()) {
        const { AWS_PROFILE: own, AWS_DEFAULT_PROFILE: other } = env;
        if (own === '' || other === '') assert.equal(theirProfiles[n], other ?? own, differences.unset);
        else if (own && other) assert.deepEqual([profileOfEnvironment(env), theirProfiles[n]], [own, other]);
        else assert.equal(profileOfEnvironment(env), theirProfiles[n] ?? undefined);
      }
    });

    it('expands the same paths, but for the home of another person', () => {
      for (const [n, { windows, env, path }] of paths.entries()) {
        const { config } = sharedFiles({ ...env, AWS_CONFIG_FILE: path }, windows ? 'win32' : 'linux');
        assert.equal(config, theirPaths[n], JSON.stringify(paths[n]));
      }
      count('paths expanded alike', paths.length);
    });
  },
);

/** Returns the access key at the end of a profile's chain, when it is in a file. */
function keyIdOf(profile: string, config: SharedConfig): string | undefined {
  const base = baseOf(planOf(profile, config));
  return base?.kind === 'keys' ? base.keys.accessKeyId : undefined;
}

function plain(sections: ReadonlyMap<string, Section>): Map<string, Map<string, string | undefined>> {
  return new Map([...sections].map(([name, section]) => [name, new Map(Object.entries(section))]));
}

/** Returns what botocore read as we write it: pairs of blocks have dotted keys, and keys with a dot of their own are left out. */
function flat(
  sections: Extract<BotoConfig, { readonly profiles: unknown }>['profiles'],
): Map<string, Map<string, string>> {
  const flattened = Object.entries(sections).map(([name, section]): [string, Map<string, string>] => {
    const pairs = Object.entries(section).flatMap(([key, value]): [string, string][] => {
      if (key.includes('.')) return [];
      if (typeof value === 'string') return [[key, value]];
      return [[key, ''], ...Object.entries(value).map(([inner, text]): [string, string] => [`${key}.${inner}`, text])];
    });
    return [name, new Map(pairs)];
  });
  return new Map(flattened);
}
