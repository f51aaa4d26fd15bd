import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Place, readSharedConfig } from '../../../../../src/aws/identity/files/sharedConfig';

describe('readSharedConfig', () => {
  let folder: string;
  let env: Readonly<Record<'AWS_CONFIG_FILE' | 'AWS_SHARED_CREDENTIALS_FILE', string>>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shared-'));
    env = { AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials') };
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const read = async (config?: string | Buffer, credentials?: string | Buffer) => {
    if (config !== undefined) await writeFile(env.AWS_CONFIG_FILE, config);
    if (credentials !== undefined) await writeFile(env.AWS_SHARED_CREDENTIALS_FILE, credentials);
    return readSharedConfig(env);
  };
  const at = (place: Place | undefined) => place && `${place.file} ${place.line}`;

  it('merges both files key by key, the credentials file first, and keeps each file', async () => {
    const { profiles, inFile } = await read(
      '[default]\nregion = a\noutput = x\n[profile dev]\naws_access_key_id = A\ns3 =\n  one = 1\n  two = 2\n',
      '[dev]\naws_access_key_id = B\ns3 =\n  one = 3\n[default]\nregion = b\n[other]\nregion = c\n',
    );
    assert.deepEqual([...profiles.keys()], ['default', 'dev', 'other']);
    assert.deepEqual({ ...profiles.get('default') }, { region: 'b', output: 'x' });
    assert.deepEqual({ ...profiles.get('dev') }, { aws_access_key_id: 'B', s3: '', 's3.one': '3' });
    assert.deepEqual({ ...inFile.config.get('dev') }, { aws_access_key_id: 'A', s3: '', 's3.one': '1', 's3.two': '2' });
    assert.equal(inFile.credentials.get('default')?.region, 'b');
    assert.equal(inFile.config.has('other'), false);
  });

  it('takes a name of the credentials file as it is written: [profile dev] is not dev', async () => {
    const { profiles } = await read(
      '[dev]\nregion = x\n',
      '[profile dev]\nregion = a\n["my team"]\n[a b c]\n[sso-session x]\n',
    );
    assert.deepEqual([...profiles.keys()], ['profile dev', '"my team"', 'a b c', 'sso-session x']);
  });

  it('takes the later of two headers that mean the same, and nothing of the earlier one', async () => {
    const { profiles, placeOf } = await read(
      '[profile a]\nregion = x\n[profile  "a"]\noutput = y\n[default]\n[profile default]\nk = 1\n',
    );
    assert.deepEqual({ ...profiles.get('a') }, { output: 'y' });
    assert.deepEqual({ ...profiles.get('default') }, { k: '1' });
    assert.equal(at(placeOf('profile', 'a')), 'config 3');
  });

  it('takes __proto__ and constructor for names like others', async () => {
    const { profiles } = await read('[profile __proto__]\n__proto__ = x\nregion = a\n[profile constructor]\n');
    assert.deepEqual([...profiles.keys()], ['__proto__', 'constructor']);
    const section = profiles.get('__proto__');
    assert.deepEqual(Object.entries(section ?? {}), [
      ['__proto__', 'x'],
      ['region', 'a'],
    ]);
    assert.equal(profiles.get('constructor')?.constructor, undefined);
    assert.equal(({} as Record<string, unknown>).region, undefined);
  });

  it('keeps a key with a dot of its own apart from the pairs of a block', async () => {
    const { services } = await read('[services s]\nsts.endpoint_url = http://a\nsts =\n  endpoint_url = http://b\n');
    assert.deepEqual({ ...services.get('s') }, { sts: '', 'sts.endpoint_url': 'http://b' });
    assert.deepEqual({ ...(await read('[services s]\nsts.endpoint_url = http://a\n')).services.get('s') }, {});
  });

  it('says where a section and a key are: in the file whose value counts', async () => {
    const { placeOf } = await read(
      '# x\n[profile dev]\nregion = a\nOutput = b\ns3 =\n  one = 1\n[sso-session corp]\nsso_region = c\n[services s]\nsts =\n\n  endpoint_url = d\n',
      '\n[dev]\nregion = b\n[only]\n[DEFAULT]\nmore = 1\n',
    );
    for (const [place, expected] of [
      [placeOf('profile', 'dev'), 'config 2'],
      [placeOf('profile', 'dev', 'region'), 'credentials 3'],
      [placeOf('profile', 'dev', 'output'), 'config 4'],
      [placeOf('profile', 'dev', 's3'), 'config 5'],
      [placeOf('profile', 'dev', 's3.one'), 'config 6'],
      [placeOf('profile', 'dev', 's3.two'), undefined],
      [placeOf('profile', 'dev', 'region.x'), undefined],
      [placeOf('profile', 'dev', 'more'), 'credentials 6'],
      [placeOf('profile', 'only'), 'credentials 4'],
      [placeOf('profile', 'only', 'region'), undefined],
      [placeOf('profile', 'none'), undefined],
      [placeOf('profile', 'corp'), undefined],
      [placeOf('ssoSession', 'corp'), 'config 7'],
      [placeOf('ssoSession', 'corp', 'sso_region'), 'config 8'],
      [placeOf('ssoSession', 'dev'), undefined],
      [placeOf('services', 's', 'sts.endpoint_url'), 'config 12'],
    ] as const) {
      assert.equal(at(place), expected);
    }
  });

  it('reads what is there now, and nothing where there is nothing', async () => {
    const nothing = await read();
    assert.deepEqual(
      nothing.faults.map(({ file, kind }) => [file, kind]),
      [
        ['config', 'missing'],
        ['credentials', 'missing'],
      ],
    );
    assert.equal((await read('', '')).faults.length, 0);
    assert.equal((await read('[default]\n')).profiles.size, 1);
    assert.equal((await read('[profile a]\n')).profiles.has('a'), true);
  });

  const utf16 = (text: string) => Buffer.from(text, 'utf16le');
  for (const [what, bytes, kind, line, reason] of [
    ['a wrong line', '[a]\nsecret\n', 'syntax', 2, /^line 2 is not a header, a setting or a comment\.$/],
    ['a byte order mark', '\ufeff[default]\n', 'encoding', 1, /byte order mark \(BOM\)/],
    ['UTF-16', utf16('\ufeff[default]\n'), 'encoding', 1, /UTF-16/],
    ['UTF-16, big end first', utf16('\ufeff[default]\n').swap16(), 'encoding', 1, /UTF-16/],
    ['UTF-16 without a mark', utf16('[default]\nregion = a\n'), 'encoding', 1, /UTF-16/],
    ['Latin-1 below empty lines', Buffer.from('[a]\n\n\nk = ü\n', 'latin1'), 'encoding', 4, /^line 4 is not UTF-8/],
    ['Latin-1 with old line ends', Buffer.from('[a]\r\rk = ü\r', 'latin1'), 'encoding', 3, /^line 3 is not UTF-8/],
    ['Latin-1', Buffer.from('[a]\r\n\r\nk = ü\n', 'latin1'), 'encoding', 3, /^line 3 is not UTF-8/],
    ['a cut character at the end', Buffer.from('[a]\rk = ü').subarray(0, -1), 'encoding', 2, /^line 2 is not UTF-8/],
    ['more than 1 MiB', Buffer.alloc(1024 * 1024 + 1, '#'), 'tooLarge', undefined, /larger than 1 MiB/],
  ] as const) {
    it(`says what is wrong with a file: ${what}`, async () => {
      for (const file of ['config', 'credentials'] as const) {
        const config = await (file === 'config' ? read(bytes, '[ok]\n') : read('[profile ok]\n', bytes));
        const { faults, profiles } = config;
        assert.deepEqual([...profiles.keys()], ['ok'], 'the other file is read all the same');
        assert.equal(faults.length, 1);
        assert.deepEqual([faults[0]?.file, faults[0]?.kind, faults[0]?.line], [file, kind, line]);
        assert.match(faults[0]?.reason ?? '', reason);
        assert.equal(faults[0]?.path, join(folder, file));
      }
    });
  }

  it('takes 1 MiB', async () => {
    assert.deepEqual((await read(Buffer.alloc(1024 * 1024, '#'), '')).faults, []);
  });

  it('says that a file may not be read', async () => {
    if (process.platform === 'win32') return;
    await writeFile(env.AWS_CONFIG_FILE, '[default]\n');
    await chmod(env.AWS_CONFIG_FILE, 0);
    const { seteuid } = process;
    const isRoot = process.geteuid?.() === 0;
    try {
      // Everything may be read by root.
      if (isRoot) seteuid?.(65_534);
      const { faults } = await readSharedConfig({ ...env, AWS_SHARED_CREDENTIALS_FILE: '' });
      assert.deepEqual(
        [faults[0]?.file, faults[0]?.kind, faults[0]?.reason],
        ['config', 'unreadable', 'you are not allowed to read it.'],
      );
    } finally {
      if (isRoot) seteuid?.(0);
    }
  });

  it('reads no more than 1 MiB of a larger file', async () => {
    if (process.platform === 'win32') return;
    await writeFile(env.AWS_CONFIG_FILE, '');
    await truncate(env.AWS_CONFIG_FILE, 8 * 1024 ** 3);
    assert.equal((await read()).faults[0]?.kind, 'tooLarge');
  });

  it('takes a folder for unreadable, and a device or a pipe for missing, without waiting for it', async () => {
    await mkdir(env.AWS_CONFIG_FILE);
    const [fault] = (await read(undefined, '')).faults;
    assert.deepEqual([fault?.kind, fault?.reason], ['unreadable', 'it is a folder.']);
    if (process.platform === 'win32') return;
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const path of ['/dev/null', '/dev/zero', pipe, '', join(env.AWS_SHARED_CREDENTIALS_FILE, 'x'), 'a\0b']) {
      const { faults } = await readSharedConfig({ ...env, AWS_CONFIG_FILE: path });
      assert.deepEqual(
        faults.map(({ kind }) => kind),
        ['missing'],
        path,
      );
    }
  });

  it('finds headers that look like the one of a profile, and says why they are not', async () => {
    const { lookalikes, profiles } = await read(
      [
        ...[
          '[dev]',
          'region = x',
          '[Profile dev]',
          '[ profile dev]',
          '[profile Dev]',
          '[profile dev] # [x]',
          '[profile "dev]',
        ],
        ...['[profile my team]', '[Default]', '[profile other]', 'region = x', '  [profile lost]', '[profile two]'],
      ].join('\n'),
      '[profile dev]\n["my team"]\n[ two ]\n[DEV]\n[my  Team]\n[lost] # [x]\n',
    );
    const found = (profile: string) =>
      lookalikes(profile).map(({ header, place, why }) => `${at(place)} [${header}] ${why}`);
    const form = 'In the config file, “profile” and a space stand before the name.';
    const spelling = 'Its name is spelled differently: capitals and spaces count.';
    assert.deepEqual(found('dev'), [
      `config 1 [dev] ${form}`,
      `config 3 [Profile dev] ${form}`,
      'config 4 [ profile dev] It begins with a space.',
      `config 5 [profile Dev] ${spelling}`,
      'config 6 [profile dev] # [x] The header ends at the last “]” of its line.',
      'config 7 [profile "dev] A quote in it is not closed.',
      'credentials 1 [profile dev] In the credentials file, the name stands alone, without “profile”.',
      `credentials 4 [DEV] ${spelling}`,
    ]);
    assert.deepEqual(found('my team'), [
      'config 8 [profile my team] A name that contains a space needs quotes in the config file.',
      'credentials 2 ["my team"] In the credentials file, the name has no quotes.',
      `credentials 5 [my  Team] ${spelling}`,
    ]);
    assert.deepEqual(found('default'), ['config 9 [Default] The header of this profile is [default], in lower case.']);
    assert.deepEqual(found('lost'), [
      'config 12 [profile lost] It is indented, so it continues the value above it.',
      'credentials 6 [lost] # [x] The header ends at the last “]” of its line.',
    ]);
    assert.deepEqual(found('two'), ['credentials 3 [ two ] There is a space beside its name.']);
    assert.deepEqual(found('none'), []);
    for (const name of profiles.keys())
      assert.equal(
        lookalikes(name).some(({ header }) => header === name),
        false,
      );
  });
});
