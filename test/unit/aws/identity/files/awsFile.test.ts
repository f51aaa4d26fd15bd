import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseAwsFile, type Setting } from '../../../../../src/aws/identity/files/awsFile';

type Read = Readonly<Record<string, Readonly<Record<string, string | Readonly<Record<string, string>>>>>>;

const plainValue = ({ value }: Setting) =>
  typeof value === 'string' ? value : Object.fromEntries([...value].map(([key, pair]) => [key, pair.value]));

/** Returns the sections of a file without lines. */
function read(text: string): Read {
  const file = parseAwsFile(text);
  assert.ok('sections' in file, 'reason' in file ? file.reason : '');
  return Object.fromEntries(
    [...file.sections].map(([header, { settings }]) => [
      header,
      Object.fromEntries([...settings].map(([key, setting]) => [key, plainValue(setting)])),
    ]),
  );
}

function refused(text: string): string {
  const file = parseAwsFile(text);
  assert.ok('reason' in file, text);
  assert.match(file.reason, new RegExp(`^line ${file.line} `));
  return file.reason;
}

const anyCharacter = fc.nat(0x10ffff).map((code) => String.fromCodePoint(code));

describe('parseAwsFile', () => {
  it('takes a header as it is written, up to the last bracket of its line', () => {
    for (const [line, header] of [
      ['[default]', 'default'],
      ['  [default]  ', 'default'],
      ['[ default ]', ' default '],
      ['[profile  dev]', 'profile  dev'],
      ['[profile dev] # a comment', 'profile dev'],
      ['[profile dev]; see [other]', 'profile dev]; see [other'],
      ['[a]=b', 'a'],
      ['[[a]]', '[a]'],
      ['[__proto__]', '__proto__'],
      ['[constructor]', 'constructor'],
    ] as const) {
      const file = parseAwsFile(`${line}\nregion = x\n`);
      assert.deepEqual('sections' in file && [...file.sections.keys()], [header], line);
    }
  });

  it('takes keys in lower case, and values to the end of their line', () => {
    const text = [
      '[s]',
      'Region=a',
      'two words : b = c',
      'colon:a:b',
      'comment = a # b ; c',
      'quotes = "a # b"',
      'empty =',
      'percent = %(region)s',
      '\tindented\t=\ttabs\t',
    ];
    assert.deepEqual(read(text.slice(0, -1).join('\n')), {
      s: {
        ...{ region: 'a', 'two words': 'b = c', colon: 'a:b', comment: 'a # b ; c', quotes: '"a # b"' },
        ...{ empty: '', percent: '%(region)s' },
      },
    });
    assert.deepEqual(read(['[s]', text.at(-1)].join('\n')), { s: { indented: 'tabs' } });
  });

  it('skips comments of their own line, even within a value, and takes what is indented deeper for the same value', () => {
    const text = '# a\n; b\n[s]\n  # c\nx = 1\n  2\n  ; d\n\n  3 = 4\n y = 5\nz = 6\n';
    assert.deepEqual(read(text), { s: { x: '1\n2\n\n3 = 4\ny = 5', z: '6' } });
  });

  it('takes a header that is indented deeper than the key above it for a part of that value, and remembers it', () => {
    const file = parseAwsFile('[a]\nregion = x\n  [b]\n  k = 1\n[c]\n  k = 2\n [d]\n');
    assert.ok('sections' in file);
    assert.deepEqual([...file.sections.keys()], ['a', 'c', 'd']);
    assert.deepEqual(file.indentedHeaders, [{ header: 'b', line: 3 }]);
  });

  it('takes a value that begins below its key for pairs, whose keys stay as they are', () => {
    const text = '[services x]\nSTS =\n  Endpoint_URL = http://a:1/?b=c\n\n  # no\n  two=\n\ns3:\n  a = 1\n  a = 2\n';
    assert.deepEqual(read(text), {
      'services x': { sts: { Endpoint_URL: 'http://a:1/?b=c', two: '' }, s3: { a: '2' } },
    });
    assert.deepEqual(read('[x]\ns3 =\n  = 1\n'), { x: { s3: { '': '1' } } });
    assert.deepEqual(read('[x]\ns3 =\n  a = 1\u2028 b = 2\f\n'), { x: { s3: { a: '1', b: '2' } } });
  });

  it('ends lines at LF, CR LF and CR alone', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = ['[a]', 'x = 1', '', '[b]', 's =', '  y = 2', ''].join(end);
      assert.deepEqual(read(text), { a: { x: '1' }, b: { s: { y: '2' } } }, JSON.stringify(end));
      const file = parseAwsFile(text);
      assert.ok('sections' in file);
      assert.equal(file.sections.get('b')?.settings.get('s')?.line, 5);
    }
  });

  it('lets every section inherit the keys of [DEFAULT], which is none itself', () => {
    const text = '[a]\nregion = own\n[DEFAULT]\nregion = all\noutput = json\n[b]\n[DEFAULT]\nmore = 1\n';
    assert.deepEqual(read(text), {
      a: { region: 'own', output: 'json', more: '1' },
      b: { region: 'all', output: 'json', more: '1' },
    });
    assert.deepEqual(read('[DEFAULT]\nregion = x\n'), {});
  });

  it('strips what is white space to Python, and nothing else', () => {
    const lines = [...Array(0x1_0000).keys()].filter((code) => code !== 0x0a && code !== 0x0d);
    const text = lines.map((code) => `k${code} = ${String.fromCharCode(code)}v${String.fromCharCode(code)}\n`);
    const values = read(`[s]\n${text.join('')}`).s;
    const stripped = lines.filter((code) => values?.[`k${code}`] === 'v');
    const kept = lines.filter((code) => values?.[`k${code}`]?.length === 3);
    assert.equal(stripped.length + kept.length, lines.length);
    assert.deepEqual(stripped, [
      ...[0x09, 0x0b, 0x0c, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0, 0x1680],
      ...[0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a],
      ...[0x2028, 0x2029, 0x202f, 0x205f, 0x3000],
    ]);

    assert.deepEqual(read('\u00a0[s]\u3000\n\u2003k\u0085 =\u001c v\u001f\n'), { s: { k: 'v' } });
    assert.match(refused('\ufeff[s]\n'), /no \[header\] above/);
    assert.deepEqual(read('[s]\nk = \ufeffv\ufeff\n'), { s: { k: '\ufeffv\ufeff' } });
  });

  for (const [what, text, reason] of [
    ['a setting before the first header', '\nregion = x\n', 'line 2 is not in a section: it has no [header] above it.'],
    ['a header without its end', '[a\nk = v\n', 'line 1 begins a [header], but the ] at its end is missing.'],
    ['a later header without its end', '[a]\n[b\n', 'line 2 begins a [header], but the ] at its end is missing.'],
    ['a section that occurs twice', '[a]\n[b]\n[a]\n', 'line 3 repeats the section of line 1.'],
    ['a key that occurs twice', '[a]\nk = 1\nx = 2\nK = 3\n', 'line 4 repeats the key of line 2.'],
    [
      'a key that occurs twice in [DEFAULT]',
      '[DEFAULT]\nk = 1\n[DEFAULT]\nk = 2\n',
      'line 4 repeats the key of line 2.',
    ],
    ['a line without a delimiter', '[a]\nsecret-words\n', 'line 2 is not a header, a setting or a comment.'],
    ['an empty header', '[a]\n[]\n', 'line 2 is not a header, a setting or a comment.'],
    ['a value without a key', '[a]\n= secret\n', 'line 2 has a value without a key.'],
    [
      'a block with anything but pairs',
      '[a]\nrole_arn =\n\n  arn:secret\n',
      'line 4 is not a “key = value” of the block that begins on line 2.',
    ],
    [
      'such a block in [DEFAULT]',
      '[DEFAULT]\nk =\n  x\n[a]\n',
      'line 3 is not a “key = value” of the block that begins on line 2.',
    ],
  ] as const) {
    it(`refuses ${what}, and quotes nothing of it`, () => {
      assert.equal(refused(text), reason);
    });
  }

  it('does not mind a wrong block in [DEFAULT] that no section inherits', () => {
    assert.deepEqual(read('[DEFAULT]\nk =\n  x\n'), {});
    assert.deepEqual(read('[DEFAULT]\nk =\n  x\n[a]\nk = 1\n'), { a: { k: '1' } });
  });

  it('never fails, whatever the text is, and blames a line of the text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '[a]',
        '[b',
        'k',
        '=',
        ':',
        ' ',
        '\t',
        '\n',
        '\r\n',
        '\r',
        '#',
        ';',
        '\ufeff',
        '[DEFAULT]',
        '__proto__',
      ),
      fc.string({ unit: anyCharacter, maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const file = parseAwsFile(text);
        const lines = text.split(/\r\n|\r|\n/);
        if ('reason' in file) {
          assert.ok(file.line >= 1 && file.line <= lines.length);
          assert.notEqual(lines[file.line - 1], '');
          return;
        }
        for (const [header, { line, settings }] of file.sections) {
          assert.ok(lines[line - 1]?.includes(`[${header}]`), text);
          for (const [key, { line: at }] of settings) assert.ok(lines[at - 1]?.toLowerCase().includes(key), text);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds what was written, on its line', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9_ &(),~#;.-]{0,12}[a-z0-9]$/);
    const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);
    const keys = fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, maxLength: 6 });
    const sections = fc.uniqueArray(fc.tuple(name, keys), { selector: ([header]) => header, maxLength: 6 });
    const between = fc.constantFrom('', '# x = y\n', '  ; [z]\n', '\n', '\r\n');
    fc.assert(
      fc.property(sections, between, fc.constantFrom('=', ' = ', ': ', '\t:'), (written, gap, delimiter) => {
        const text = written.map(
          ([header, pairs]) =>
            `${gap}[${header}]\n${pairs.map(([key, text]) => `${gap}${key.toUpperCase()}${delimiter}${text}\n`).join('')}`,
        );
        const file = parseAwsFile(text.join(''));
        assert.ok('sections' in file);
        const lines = text.join('').split(/\r\n|\n/);
        assert.deepEqual(
          [...file.sections.keys()],
          written.map(([header]) => header),
        );
        for (const [header, pairs] of written) {
          const section = file.sections.get(header);
          assert.equal(lines[(section?.line ?? 0) - 1], `[${header}]`);
          for (const [key, text] of pairs) {
            const setting = section?.settings.get(key);
            assert.equal(setting?.value, text);
            assert.equal(lines[(setting?.line ?? 0) - 1], `${key.toUpperCase()}${delimiter}${text}`);
          }
        }
      }),
    );
  });

  it('needs time in proportion to the file, whatever it consists of', () => {
    const size = 256 * 1024;
    const begun = performance.now();
    for (const unit of [' ', '\n', 'k', '[', '# \n', 'k = v\n  ', '=', '\t\u3000']) {
      parseAwsFile(`[a]\nk = v\n${unit.repeat(size / unit.length)}x`);
    }
    assert.ok(performance.now() - begun < 5_000);
  });
});
