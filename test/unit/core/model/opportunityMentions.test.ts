import assert from 'node:assert/strict';
import fc from 'fast-check';
import { opportunityLink, readLinkParts, readOpportunityLink } from '../../../../src/core/model/opportunityLinks';
import { findOpportunities } from '../../../../src/core/model/opportunityMentions';

const arn = 'arn:aws:partnercentral:us-east-1:123456789012:catalog/AWS/opportunity/O1234567';
const link = 'vscode://partner-central-tools.partner-central-opportunities/opportunity/O1234567?catalog=AWS';
const found = (line: string) =>
  findOpportunities(line).map(({ start, end, id, catalog }) =>
    [line.slice(start, end), id, ...(catalog ? [catalog] : [])].join(' → '),
  );

describe('opportunities that a text names', () => {
  const named = [
    'O1234567',
    'see O1234567.',
    'O1234567, then',
    '(O1234567)',
    '"Id": "O1234567",',
    "'O1234567'",
    '| O1234567 |',
    '**O1234567**',
    '`O1234567`',
    'O1234567: waits for the customer',
    '--identifier=O1234567',
    'id:O1234567',
    '#O1234567',
    '案件O1234567を確認する',
    'O1234567…',
    'What about O1234567?',
    'a,b,O1234567,c',
    'a;O1234567;c',
    'O1234567\r',
  ];
  for (const line of named)
    it(`are found in ${JSON.stringify(line)}`, () => assert.deepEqual(found(line), ['O1234567 → O1234567']));

  const others = [
    ...['O1', 'O12', 'O365', 'O12345', 'Office O365', 'o1234567', 'O', 'O-1234567', '0123456', 'O12345678901234567890'],
    ...[
      'xO1234567',
      'O1234567x',
      'PO1234567',
      'O1234567_2',
      '_O1234567',
      'O1234567-1',
      'a-O1234567',
      'ÉO1234567',
      'ЖO1234567',
    ],
    ...[
      'aGVsbG8/O1234567',
      'O1234567+aGVsbG8=',
      'O1234567=',
      'O1234567/aGVsbG8',
      '%2FO1234567',
      'O1234567%20',
      '\\O1234567',
    ],
    ...[
      'O1234567.opportunity.json',
      'example.O1234567',
      'O1234567@example.com',
      'O1234567:O',
      'arn:aws:s3:::O1234567',
      '$O1234567',
    ],
    ...[
      'https://example.com/a?id=O1234567&b=1',
      'https://example.com/#O1234567',
      'https://O1234567',
      'ftp://a.b,O1234567',
    ],
    ...['/opportunity/O1234567', '../O1234567', 'C:\\O1234567', '٣O1234567', 'O1234567٣'],
  ];
  for (const line of others) it(`are not in ${JSON.stringify(line)}`, () => assert.deepEqual(found(line), []));

  it('are found by their ARNs, which say the catalog', () => {
    assert.deepEqual(found(`"Arn": "${arn}"`), [`${arn} → O1234567 → AWS`]);
    const sandbox = arn.replace('AWS', 'Sandbox').replace('O1234567', 'O12');
    assert.deepEqual(found(`--arn=${sandbox}.`), [`${sandbox} → O12 → Sandbox`]);
    assert.deepEqual(found(arn.replace('123456789012', '')), [`${arn.replace('123456789012', '')} → O1234567 → AWS`]);
    for (const other of [
      arn.replace('catalog/AWS', 'catalog/Other'),
      arn.replace('partnercentral', 's3'),
      `${arn}/engagement`,
      arn.replace('opportunity/O', 'opportunity/x'),
      `x${arn}`,
    ]) {
      assert.deepEqual(found(other), [], other);
    }
  });

  it('are found by links of any editor, and not by what only looks like one', () => {
    assert.deepEqual(found(`(${link}).`), [`${link} → O1234567 → AWS`]);
    const insiders = link.replace('vscode:', 'vscode-insiders:');
    assert.deepEqual(found(`<${insiders}>`), [`${insiders} → O1234567 → AWS`]);
    for (const other of [
      `${link}&x=1`,
      link.replace('partner-central-tools', 'evil'),
      link.replace('AWS', 'aws'),
      link.replace('/opportunity/', '/opportunity//'),
      link.replace('O1234567', 'O12345678901234567890'),
      `${link}#x`,
    ]) {
      assert.deepEqual(found(other), [], other);
    }
  });

  it('are found all in one line, in the order of the text', () => {
    assert.deepEqual(found(`O1234567 ${arn} O7654321, ${link}`), [
      'O1234567 → O1234567',
      `${arn} → O1234567 → AWS`,
      'O7654321 → O7654321',
      `${link} → O1234567 → AWS`,
    ]);
  });

  it('are found between any words, and are ids wherever they are', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(arn, link, 'O1234567', '://', 'arn:aws:', 'O1', '"'),
    );
    fc.assert(
      fc.property(fc.array(word), fc.array(word), (before, after) => {
        const line = [...before, ' O7654321 ', ...after].join('');
        const mentions = findOpportunities(line);
        assert.ok(mentions.some(({ id }) => id === 'O7654321'));
        let last = 0;
        for (const { start, end, id } of mentions) {
          assert.ok(start >= last && end <= line.length);
          assert.match(id, /^O\d{1,19}$/);
          assert.ok(line.slice(start, end).includes(id));
          last = end;
        }
      }),
    );
  });

  it('take a time that grows with the text and no faster', () => {
    const timeOf = (unit: string, length: number) => {
      const line = unit.repeat(Math.ceil(length / unit.length));
      const begun = performance.now();
      findOpportunities(line);
      return performance.now() - begun;
    };
    for (const unit of [
      'a',
      'O',
      'O123456',
      'O123456789012345678901',
      'arn:aws:',
      ':/',
      '://',
      'arn:aws-',
      '/',
      'O1234567.',
      arn,
      link,
      ' O1234567',
    ]) {
      const [short, long] = [timeOf(unit, 50_000), timeOf(unit, 500_000)];
      assert.ok(long < 40 * Math.max(short, 10), `${unit}: ${short} ms, then ${long} ms`);
    }
  });
});

describe('links to opportunities', () => {
  it('are looked for in an address of any kind in linear time', () => {
    const timeOf = (line: string): number => {
      const begin = performance.now();
      findOpportunities(line);
      return performance.now() - begin;
    };
    for (const unit of ['x', '.', '/', '?', '#', 'x.', '/x', `/opportunity/O1?catalog=AWS.`]) {
      const length = (times: number) => `https://${unit.repeat(times)}x`;
      const [short, long] = [timeOf(length(3_000)), timeOf(length(60_000))];
      assert.ok(long < 40 * Math.max(short, 5), `${unit}: ${short} ms, then ${long} ms`);
    }
  });

  it('are read as they are written', () => {
    assert.equal(opportunityLink('vscode', { id: 'O1234567', catalog: 'AWS' }), link);
    fc.assert(
      fc.property(fc.stringMatching(/^O[0-9]{1,19}$/), fc.constantFrom('AWS', 'Sandbox'), (id, catalog) => {
        assert.deepEqual(readOpportunityLink(opportunityLink('code-oss', { id, catalog })), { id, catalog });
      }),
    );
  });

  it('are nothing else', () => {
    const refused = [
      ['', ''],
      ['/opportunity/O1', ''],
      ['/opportunity/O1', 'catalog='],
      ['/opportunity/O1', 'catalog=aws'],
      ['/opportunity/O1', 'catalog=AWS&catalog=Sandbox'],
      ['/opportunity/O1', 'catalog=AWS&profile=x'],
      ['/opportunity/', 'catalog=AWS'],
      ['/opportunity/O1/', 'catalog=AWS'],
      ['/opportunity/O1 ', 'catalog=AWS'],
      ['/opportunity/../O1', 'catalog=AWS'],
      ['opportunity/O1', 'catalog=AWS'],
      ['/Opportunity/O1', 'catalog=AWS'],
      ['/opportunity/O12345678901234567890', 'catalog=AWS'],
      ['/opportunity/o1', 'catalog=AWS'],
      ['/opportunity/O1\n', 'catalog=AWS'],
    ] as const;
    for (const [path, query] of refused) assert.equal(readLinkParts(path, query), undefined, `${path}?${query}`);
    assert.deepEqual(readLinkParts('/opportunity/O1', 'catalog=Sandbox'), { id: 'O1', catalog: 'Sandbox' });
  });
});
