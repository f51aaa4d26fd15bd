import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { toCliCommand } from '../../../src/core/cliCommand';
import { toRequest } from '../../../src/core/filter';
import { utc } from '../../support/moments';

const sort = { SortBy: 'CreatedDate', SortOrder: 'ASCENDING' } as const;
const base = { catalog: 'AWS', sort, pageSize: 100, now: utc('2026-06-15') } as const;

/** The words of a command line as a POSIX shell understands them. */
function shellWords(command: string): string[] {
  const out = execFileSync('sh', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' });
  return out.split('\0').slice(0, -1);
}

describe('toCliCommand', () => {
  it('writes the whole request', () => {
    const request = toRequest({
      ...base,
      filter: {
        LifeCycleStage: ['Prospect', 'Closed Lost'],
        CustomerCompanyName: ['Acme'],
        Identifier: ['O1', 'O2'],
        TargetCloseDate: { AfterTargetCloseDate: '2026-01-01' },
      },
    });
    assert.equal(
      toCliCommand(request, { profile: 'alliances', maxItems: 50, startingToken: 'abc=' }),
      "aws partnercentral-selling list-opportunities --region us-east-1 --profile alliances --catalog AWS --life-cycle-stage Prospect 'Closed Lost' " +
        `--customer-company-name '["Acme"]' --identifier O1 O2 --target-close-date '{"AfterTargetCloseDate":"2026-01-01"}' ` +
        "--sort 'SortBy=CreatedDate,SortOrder=ASCENDING' --page-size 100 --max-items 50 --starting-token abc=",
    );
  });

  it('lets a shell run nothing and change nothing of what a person typed', () => {
    const hostile = fc.string({
      unit: fc.constantFrom("'", '"', '$', '`', '(', ')', ';', '\\', '\n', ' ', '-', '!', '*', 'é', 'a'),
    });
    fc.assert(
      fc.property(hostile, hostile, (company, profile) => {
        fc.pre(profile !== '' && company.trim() !== '');
        const request = toRequest({ ...base, filter: { CustomerCompanyName: [company] } });
        const words = shellWords(toCliCommand(request, { profile }));
        assert.equal(words[words.indexOf('--profile') + 1], profile);
        assert.deepEqual(JSON.parse(words[words.indexOf('--customer-company-name') + 1] ?? ''), [company]);
      }),
      { numRuns: 60 },
    );
  });

  it('doubles quotes for PowerShell', () => {
    const request = toRequest({ ...base, filter: {} });
    assert.match(toCliCommand(request, { profile: "it's" }, 'powershell'), /--profile 'it''s'/);
  });
});
