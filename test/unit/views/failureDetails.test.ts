import assert from 'node:assert/strict';
import { SourceError, sourceErrorCodes } from '../../../src/core/errors/sourceError';
import type * as detailsModule from '../../../src/views/failureDetails';
import type { copyCommands as copyCommandsType } from '../../../src/views/opportunities/copyCommands';
import type { Row } from '../../../src/views/opportunities/rows';
import type { Selection } from '../../../src/views/opportunities/selection';
import type { reportFailure as reportFailureType } from '../../../src/views/reportFailure';
import { vscode } from '../../support/fakeVscode';
import { hostileMessages } from '../../support/hostileTexts';

const said =
  'User: arn:aws:iam::111122223333:user/dev is not authorized to perform: partnercentral:ListOpportunities on resource: * with an explicit deny in a service control policy';
const request = { operation: 'ListOpportunities', catalog: 'Sandbox' };
const denied = new SourceError('accessDenied', {
  args: ['dev', 'partnercentral:ListOpportunities'],
  ...{ requestId: 'request-1', origin: 'AccessDeniedException', request, said },
});

describe('what is known about a failure', () => {
  let details: typeof detailsModule;
  let reportFailure: typeof reportFailureType;
  let copyCommands: typeof copyCommandsType;

  before(async () => {
    vscode.install();
    details = await import('../../../src/views/failureDetails');
    ({ reportFailure } = await import('../../../src/views/reportFailure'));
    ({ copyCommands } = await import('../../../src/views/opportunities/copyCommands'));
  });

  beforeEach(() => vscode.forget());

  it('is a hint and what AWS said, in this order', () => {
    assert.deepEqual(details.failureNotes(denied), [
      'A control policy of the AWS organization denies it. Only an administrator of the organization can change that.',
      `AWS says: ${said}`,
    ]);
    assert.deepEqual(details.failureNotes(new SourceError('offline')), []);
  });

  it('names AWS’s reason unless the sentence does', () => {
    const reason = 'INCOMPATIBLE_BENEFIT_AWS_PARTNER_STATE';
    assert.deepEqual(details.failureNotes(new SourceError('notLinked', { args: ['dev'], reason, said: 'no' })), [
      `AWS’s reason: ${reason}`,
      'AWS says: no',
    ]);
    const refused = new SourceError('accountRefused', { args: ['dev', 'AWS', reason], reason });
    assert.deepEqual(details.failureNotes(refused), []);
  });

  it('names the catalog that a policy may have left out', () => {
    const [hint] = details.failureNotes(new SourceError('accessDenied', { request }));
    assert.match(hint ?? '', /in the Sandbox catalog/);
  });

  it('lists ten fields at most, and counts the others', () => {
    const invalidFields = Array.from({ length: 14 }, (_, n) => ({ field: `F${n}`, message: 'no' }));
    const notes = details.failureNotes(new SourceError('invalidRequest', { invalidFields }));
    assert.deepEqual([notes.length, notes[0], notes.at(-1)], [11, 'F0: no', '… and 4 more']);
  });

  it('is one text with all that an administrator or AWS Support asks for', () => {
    assert.equal(
      details.errorReport(denied),
      [
        'AWS does not let dev call partnercentral:ListOpportunities. Ask your AWS administrator.',
        'A control policy of the AWS organization denies it. Only an administrator of the organization can change that.',
        `AWS says: ${said}`,
        '',
        'Code: accessDenied',
        'Error: AccessDeniedException',
        'Operation: ListOpportunities',
        'Catalog: Sandbox',
        'Request ID: request-1',
        `Time: ${denied.at.toISOString()}`,
        '',
      ].join('\n'),
    );
  });

  it('R27: can be copied for every code, with the request id, and without a stack or a gap', () => {
    for (const code of sourceErrorCodes()) {
      const text = details.errorReport(new SourceError(code, { args: ['dev', 'x', 'y'], requestId: 'request-1' }));
      assert.match(text, new RegExp(`\nCode: ${code}\n`));
      assert.match(text, /\nRequest ID: request-1\nTime: \d{4}-\d\d-\d\dT[\d:.]+Z\n$/);
      assert.doesNotMatch(text, /undefined|null|\[object|\{\d\}|\bat .*:\d+:\d+|\n\n\n/);
      assert.doesNotMatch(
        details.errorReport(new SourceError(code)),
        /undefined|Request ID|Operation|Catalog:|AWS says/,
      );
    }
  });

  it('has no line of its own for what was put into AWS’s text', () => {
    for (const text of hostileMessages) {
      const report = details.errorReport(new SourceError('unknown', { args: ['X'], said: `a${text}`, request }));
      assert.equal(report.split('\n').length, 8, text);
      assert.doesNotMatch(report.replaceAll('\n', ''), /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
    }
  });

  it('is in the tooltip of the row that says what failed, as text', async () => {
    const { RowLooks } = await import('../../../src/views/opportunities/rowLooks');
    const row: Row = { kind: 'failed', list: { kind: 'whole' }, error: denied, of: 'page' };
    const { label, tooltip, description } = new RowLooks().toTreeItem(row, {
      lists: { query: { profile: 'dev' } },
    } as never);
    assert.deepEqual(String(tooltip).split('\n'), [
      denied.message,
      ...details.failureNotes(denied),
      'Request ID: request-1',
      'Profile: dev',
    ]);
    assert.equal(typeof tooltip, 'string');
    assert.doesNotMatch(`${label} ${description}`, /111122223333/);
  });

  it('goes from failed rows to the clipboard', async () => {
    const copy = copyCommands({ today: () => '2026-01-01', now: () => ({ at: new Date(), zone: 'UTC' }) })[
      'partnerCentral.copyError'
    ];
    const failed = (error: SourceError): Row => ({ kind: 'failed', list: { kind: 'whole' }, error, of: 'page' });
    const selected = (...rows: readonly Row[]) => ({ rows }) as Selection;
    await copy(selected(failed(denied)));
    assert.deepEqual(vscode.clipboard, [details.errorReport(denied)]);
    const offline = new SourceError('offline', { args: ['AWS'] });
    await copy(selected({ kind: 'other' }, failed(offline), failed(denied)));
    assert.equal(vscode.clipboard[1], `${details.errorReport(offline)}\n${details.errorReport(denied)}`);
    await copy(selected({ kind: 'other' }));
    assert.equal(vscode.clipboard.length, 2, 'nothing failed');
    assert.deepEqual(vscode.textsIn('notification'), []);
  });

  it('S07: is in no notification, whose button copies it', async () => {
    let offered: readonly string[] = [];
    vscode.answer = (buttons) => {
      offered = buttons;
      return 'Copy Error';
    };
    await reportFailure('O1', denied, () => assert.fail('nobody asked for it again'));
    assert.deepEqual(offered, ['Copy IAM Policy', 'Select AWS Profile…', 'Retry', 'Check Access…', 'Copy Error']);
    assert.deepEqual(vscode.clipboard, [details.errorReport(denied)]);
    const shown = JSON.stringify(vscode.shown);
    assert.match(shown, /O1: AWS does not let dev call/);
    assert.doesNotMatch(shown, /111122223333|explicit deny/);
  });

  it('is offered in a notification where there is more than it says', async () => {
    const offered = async (error: SourceError) => {
      let all: readonly string[] = [];
      vscode.answer = (buttons) => {
        all = buttons;
        return undefined;
      };
      await reportFailure('O1', error, () => {});
      return all.includes('Copy Error');
    };
    assert.equal(await offered(new SourceError('offline')), false);
    assert.equal(await offered(new SourceError('throttled', { requestId: 'r1' })), true);
    assert.equal(await offered(new SourceError('unknown', { said: 'no' })), true);
  });
});
