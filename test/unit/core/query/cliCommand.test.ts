import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ListRequest } from '../../../../src/core/model/opportunity';
import { encodeResumeToken } from '../../../../src/core/paging/resumeToken';
import { type CliCommandOptions, toCliCommand } from '../../../../src/core/query/cliCommand';
import { toRequest } from '../../../../src/core/query/request';
import { type Shell, shells } from '../../../../src/core/text/shells';
import { utc } from '../../../support/moments';
import { cliText, hostileWords } from '../../../support/shells/hostileWords';
import { posixArguments, posixShells } from '../../../support/shells/posixShells';
import { readCliWords } from '../../../support/shells/readCliWords';
import {
  type ArgumentPassing,
  cmdProgramLine,
  powershellArguments,
  programArguments,
  programLine,
} from '../../../support/shells/windowsShells';

const sort = { SortBy: 'CreatedDate', SortOrder: 'ASCENDING' } as const;
const base = { catalog: 'AWS', sort, pageSize: 100, now: utc('2026-06-15') } as const;
const full = toRequest({
  ...base,
  filter: {
    LifeCycleStage: ['Prospect', 'Closed Lost'],
    CustomerCompanyName: ['Acme'],
    Identifier: ['O1', 'O2'],
    TargetCloseDate: { AfterTargetCloseDate: '2026-01-01', BeforeTargetCloseDate: '2026-06-30' },
  },
});

function written(request: ListRequest, options: CliCommandOptions, shell: Shell): string {
  const result = toCliCommand(request, options, shell);
  return 'command' in result ? result.command : assert.fail(JSON.stringify(result));
}

describe('toCliCommand', () => {
  const expected: Readonly<Record<Shell, string>> = {
    posix:
      "--life-cycle-stage Prospect 'Closed Lost' --customer-company-name '[\"Acme\"]' --identifier O1 O2 " +
      `--target-close-date '{"AfterTargetCloseDate":"2026-01-01","BeforeTargetCloseDate":"2026-06-30"}' ` +
      "--sort 'SortBy=CreatedDate,SortOrder=ASCENDING' --page-size 100 --max-items 50 --starting-token 'abc='",
    powershell:
      "--life-cycle-stage Prospect 'Closed Lost' --customer-company-name Acme --identifier O1 O2 " +
      "--target-close-date 'AfterTargetCloseDate=2026-01-01,BeforeTargetCloseDate=2026-06-30' " +
      "--sort 'SortBy=CreatedDate,SortOrder=ASCENDING' --page-size 100 --max-items 50 --starting-token 'abc='",
    windowsPowershell:
      "--life-cycle-stage Prospect 'Closed Lost' --customer-company-name Acme --identifier O1 O2 " +
      "--target-close-date 'AfterTargetCloseDate=2026-01-01,BeforeTargetCloseDate=2026-06-30' " +
      "--sort 'SortBy=CreatedDate,SortOrder=ASCENDING' --page-size 100 --max-items 50 --starting-token 'abc='",
    cmd:
      '--life-cycle-stage Prospect "Closed Lost" --customer-company-name Acme --identifier O1 O2 ' +
      '--target-close-date "AfterTargetCloseDate=2026-01-01,BeforeTargetCloseDate=2026-06-30" ' +
      '--sort "SortBy=CreatedDate,SortOrder=ASCENDING" --page-size 100 --max-items 50 --starting-token "abc="',
  };
  for (const shell of shells) {
    it(`writes the whole request for ${shell}`, () => {
      const start =
        'aws partnercentral-selling list-opportunities --region us-east-1 --profile alliances --catalog AWS ';
      const options = { profile: 'alliances', maxItems: 50, startingToken: 'abc=' };
      assert.equal(written(full, options, shell), start + expected[shell]);
    });
  }

  it('hands what Windows could not quote to --cli-input-json, all signs escaped', () => {
    const request = toRequest({ ...base, filter: { CustomerCompanyName: ['O’Neil & Łódź', 'Acme'] } });
    const json = (quoted: string) => quoted.replaceAll('Q', '"');
    const inner = json('{QCustomerCompanyNameQ:[QO\\u2019Neil\\u0020\\u0026\\u0020\\u0141\\u00f3d\\u017aQ,QAcmeQ]}');
    const escaped = inner.replaceAll('"', '\\"');
    assert.ok(written(request, {}, 'powershell').includes(` --cli-input-json '${inner}' `));
    assert.ok(written(request, {}, 'windowsPowershell').includes(` --cli-input-json '${escaped}' `));
    assert.ok(written(request, {}, 'cmd').includes(` --cli-input-json "${escaped}" `));
  });

  it('says which value a shell has no sure way to write, and when a line is longer than a shell takes', () => {
    const request = toRequest({ ...base, filter: {} });
    assert.deepEqual(toCliCommand(request, { profile: '%PATH%' }, 'cmd'), { unwritable: '--profile' });
    assert.deepEqual(toCliCommand(request, { endpoint: 'https://a/%20b' }, 'cmd'), { unwritable: '--endpoint-url' });
    assert.deepEqual(toCliCommand(request, { profile: 'a\0' }), { unwritable: '--profile' });
    const long = toRequest({
      ...base,
      filter: { CustomerCompanyName: Array.from({ length: 10 }, (_, n) => '日'.repeat(200 + n)) },
    });
    assert.deepEqual(toCliCommand(long, {}, 'cmd'), { tooLong: 8191 });
    assert.ok('command' in toCliCommand(long, {}, 'powershell'));
  });

  it('gives the CLI no token that it would read a file for, and no value that it would take for an option', () => {
    const request = toRequest({ ...base, filter: {} });
    const encoded = encodeResumeToken({ nextToken: 'file:///etc/passwd', used: 0, onPageBoundary: true });
    for (const shell of shells) {
      assert.ok(written(request, { startingToken: 'file:///etc/passwd' }, shell).includes(encoded.replace(/=+$/, '')));
      assert.match(written(request, { profile: '-x' }, shell), / ['"]{1,2}--profile=-x['"]{1,2} /);
    }
  });
});

/** A request with hostile words wherever words come from outside, and what is asked of the CLI beside it. */
const cases = fc.record({
  companies: fc.array(hostileWords, { minLength: 1, maxLength: 3 }),
  ids: fc.array(hostileWords, { maxLength: 2 }),
  profile: fc.option(hostileWords, { nil: undefined }),
  startingToken: fc.option(
    hostileWords.filter((text) => !/\p{Cs}/u.test(text) && !text.includes('___')),
    { nil: undefined },
  ),
});

type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

function requestOf({ companies, ids }: Case): ListRequest {
  return {
    ...toRequest({ ...base, filter: { LastModifiedDate: { AfterLastModifiedDate: '2026-01-01' } } }),
    CustomerCompanyName: companies,
    ...(ids.length > 0 && { Identifier: ids }),
  };
}

/** Cases that the shell can be given, each with its line. */
function* lines(shell: Shell, sample: readonly Case[]): Generator<{ readonly line: string; readonly meant: Case }> {
  for (const meant of sample) {
    const result = toCliCommand(requestOf(meant), meant, shell);
    if ('command' in result) yield { line: result.command, meant };
    else assert.equal('unwritable' in result && result.unwritable, '--profile');
  }
}

/** The arguments, read as the AWS CLI reads them, are what was meant. */
function assertMeant(words: readonly string[], meant: Case): void {
  const { request, profile, startingToken } = readCliWords(words);
  assert.deepEqual(request, JSON.parse(JSON.stringify({ ...requestOf(meant), MaxResults: undefined })));
  assert.equal(profile, meant.profile || undefined);
  const { startingToken: token } = meant;
  assert.deepEqual(startingToken ? cliText(startingToken) : undefined, token ? cliText(token) : undefined);
}

const runs = { numRuns: 500 };

describe('a copied command, read by its shell', () => {
  const sample = fc.sample(cases, { ...runs, seed: 9 });

  for (const { name, start } of posixShells) {
    it(`is what was meant: ${name}`, () => {
      const written = [...lines('posix', sample)].filter(({ line }) => name !== 'dash' || !line.includes(" $'"));
      assert.ok(written.length > sample.length / 3, `${written.length} lines`);
      const read = posixArguments(
        start,
        written.map(({ line }) => line),
      );
      assert.equal(read.length, written.length);
      for (const [n, words] of read.entries()) assertMeant(words, written[n]?.meant ?? assert.fail());
    });
  }

  const passings: Readonly<Record<ArgumentPassing, Shell>> = {
    standard: 'powershell',
    windowsPowershell5: 'windowsPowershell',
    legacy7: 'windowsPowershell',
  };
  for (const [passing, shell] of Object.entries(passings) as [ArgumentPassing, Shell][]) {
    it(`is what was meant: ${shell}, ${passing}`, () => {
      fc.assert(
        fc.property(cases, (each) => {
          for (const { line, meant } of lines(shell, [each])) {
            const [program, ...words] = powershellArguments(line);
            assert.equal(program, 'aws');
            assertMeant(programArguments(programLine(words, passing)), meant);
          }
        }),
        runs,
      );
    });
  }

  it('is what was meant: windowsPowershell, where aws is a batch file', () => {
    fc.assert(
      fc.property(cases, (each) => {
        for (const { line, meant } of lines('windowsPowershell', [each])) {
          // What has a percent sign is replaced in every batch file, whatever PowerShell writes.
          if (line.includes('%')) continue;
          const passed = programLine(powershellArguments(line).slice(1), 'windowsPowershell5');
          assertMeant(programArguments(cmdProgramLine(cmdProgramLine(passed, 'prompt', false), 'batch', false)), meant);
        }
      }),
      runs,
    );
  });

  for (const kind of ['prompt', 'batch'] as const) {
    for (const delayed of [false, true]) {
      it(`is what was meant: cmd, ${kind}, delayed expansion ${delayed ? 'on' : 'off'}, aws a program or a batch file`, () => {
        fc.assert(
          fc.property(cases, (each) => {
            for (const { line, meant } of lines('cmd', [each])) {
              const once = cmdProgramLine(line.replace(/^aws /, ''), kind, delayed);
              assertMeant(programArguments(once), meant);
              assertMeant(programArguments(cmdProgramLine(once, 'batch', delayed)), meant);
            }
          }),
          runs,
        );
      });
    }
  }
});
