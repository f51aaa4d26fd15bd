import assert from 'node:assert/strict';
import type { OpportunityRow, Row } from '../../../../src/views/opportunities/rows';
import type { RunnableCommands } from '../../../../src/views/registerCommands';
import { FakeSource, summary } from '../../../support/fakeSource';
import { vscode, vscodeModule } from '../../../support/fakeVscode';
import { calm, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

const stage = (name: 'Prospect' | 'Qualified' | 'Committed'): Row => ({ kind: 'stage', stage: name });

describe('Copy as AWS CLI Command', () => {
  let window: WindowUnderTest;
  let commands: RunnableCommands<'opportunities'>;

  beforeEach(async () => {
    vscode.install();
    Object.assign(vscodeModule().env, { shell: '/bin/bash' });
    window = await openWindow(() => new FakeSource());
    const { opportunityCommands } = await import('../../../../src/views/opportunities/opportunityCommands');
    commands = opportunityCommands(window.parts);
    await window.choices.choose({
      filter: { TargetCloseDate: { BeforeTargetCloseDate: '-1d' } },
      sort: { SortBy: 'CustomerCompanyName', SortOrder: 'ASCENDING' },
    });
  });

  afterEach(() => {
    Reflect.deleteProperty(vscodeModule().env, 'shell');
    window.dispose();
  });

  /** Presses the button of the next notification, and of none after it. */
  const answerOnce = () => {
    vscode.answer = ([first]) => {
      vscode.answer = () => undefined;
      return first;
    };
  };
  const copy = async (row: Row, rows?: readonly Row[]) => {
    await commands['partnerCentral.copyCliCommand'](row, rows);
    await calm();
    return vscode.clipboard.at(-1) ?? '';
  };

  it('copies the list of a stage with its filter and order for the shell of the terminal, and says which', async () => {
    assert.equal(
      await copy(stage('Prospect')),
      'aws partnercentral-selling list-opportunities --region us-east-1 --catalog AWS --life-cycle-stage Prospect ' +
        `--target-close-date '{"BeforeTargetCloseDate":"2026-03-14"}' ` +
        "--sort 'SortBy=CustomerCompanyName,SortOrder=ASCENDING' --page-size 100",
    );
    assert.deepEqual(vscode.textsIn('notification'), ['The AWS CLI command for bash or zsh is on the clipboard.']);
    assert.deepEqual(vscode.textsIn('notification.button'), ['Another Shell…']);
  });

  it('copies it for another shell, which stays chosen', async () => {
    answerOnce();
    vscode.answers.push('Command Prompt');
    const line = await copy(stage('Qualified'));
    assert.deepEqual(
      vscode.offered.map(({ label }) => label),
      ['bash or zsh', 'PowerShell 7', 'Windows PowerShell 5.1', 'Command Prompt'],
    );
    assert.ok(line.includes(' --life-cycle-stage Qualified '), line);
    assert.ok(line.includes(' --sort "SortBy=CustomerCompanyName,SortOrder=ASCENDING"'), line);
    assert.equal(vscode.clipboard.length, 2);
    const next = await copy(stage('Committed'));
    assert.ok(next.includes(' --life-cycle-stage Committed '), next);
    assert.ok(next.includes(' --target-close-date "BeforeTargetCloseDate='), next);
    assert.equal(vscode.textsIn('notification').at(-1), 'The AWS CLI command for Command Prompt is on the clipboard.');
  });

  it('copies nothing else where no other shell is picked', async () => {
    answerOnce();
    await copy(stage('Qualified'));
    assert.deepEqual([vscode.clipboard.length, window.choices.shell], [1, undefined]);
  });

  it('says of each shell which it is, which is the terminal’s, and which was copied for', async () => {
    answerOnce();
    await copy(stage('Qualified'));
    assert.deepEqual(
      vscode.offered.map(({ description, iconPath }) => [description, iconPath?.id]),
      [
        ['Linux, macOS, Git Bash, WSL · the terminal’s default', 'check'],
        ['7.3 or newer', 'blank'],
        ['and PowerShell 7.0 to 7.2', 'blank'],
        ['cmd.exe', 'blank'],
      ],
    );
    assert.deepEqual(vscode.textsIn('pick.title'), ['Copy AWS CLI Commands For']);
  });

  it('copies opportunities by their ids, as many in a command as AWS takes, then the stages', async () => {
    const opportunities = Array.from({ length: 23 }, (_, n): OpportunityRow => {
      const stage = 'Qualified';
      return { kind: 'opportunity', item: summary(`O${n + 1}`), group: { kind: 'stage', stage }, key: `O${n + 1}` };
    });
    const withoutId = { ...opportunities[0], item: { Catalog: 'AWS' } } as OpportunityRow;
    const rows = [stage('Prospect'), withoutId, ...opportunities];
    const lines = (await copy(stage('Prospect'), rows)).split('\n');
    const ids = (line: string | undefined) => line?.match(/O\d+/g)?.length ?? 0;
    const size = (line: string | undefined) => line?.match(/--page-size (\d+)/)?.[1];
    assert.deepEqual(lines.map(ids), [20, 3, 0]);
    assert.deepEqual(lines.map(size), ['20', '3', '100']);
    assert.ok(
      lines.slice(0, 2).every((line) => !line.includes('--target-close-date')),
      'ids say it all',
    );
    assert.match(lines[2] ?? '', / --life-cycle-stage Prospect .*--target-close-date/);
    assert.deepEqual(vscode.textsIn('notification'), ['3 AWS CLI commands for bash or zsh are on the clipboard.']);
  });

  it('copies the profile and the endpoint, and where the list begins and ends', async () => {
    vscode.set('partnerCentral.endpoint', 'http://localhost:8080');
    await window.choices.choose({ profile: 'dev', maxItems: 30, startingToken: 'abc' });
    await calm();
    const line = await copy(stage('Prospect'));
    for (const option of ['--profile dev', '--endpoint-url http', '--max-items 30', '--starting-token abc']) {
      assert.ok(line.includes(option), `${option} in ${line}`);
    }
  });

  it('copies nothing where one of the commands cannot be written, and says why', async () => {
    Object.assign(vscodeModule().env, { shell: 'C:\\Windows\\cmd.exe' });
    for (const [choice, why] of [
      [{ profile: 'a%PATH%' }, 'the name of this AWS profile cannot be written safely for Command Prompt'],
      [
        { profile: 'dev', startingToken: 'x'.repeat(9_000) },
        'the AWS CLI command would be longer than the 8191 characters that Command Prompt accepts',
      ],
    ] as const) {
      // Another profile lets go of a place in a list.
      for (const [name, value] of Object.entries(choice)) await window.choices.choose({ [name]: value });
      await copy(stage('Prospect'), [stage('Prospect'), stage('Committed')]);
      assert.equal(vscode.textsIn('notification').at(-1), `Nothing was copied: ${why}.`);
    }
    assert.deepEqual(vscode.clipboard, []);
  });

  it('copies nothing of what has no id, and says what keeps a filter from being sent', async () => {
    const withoutId = { kind: 'opportunity', item: { Catalog: 'AWS' } } as Row;
    await copy(withoutId);
    assert.deepEqual([vscode.clipboard, vscode.textsIn('notification')], [[], []]);
    await window.choices.choose({ filter: { TargetCloseDate: { BeforeTargetCloseDate: '2026-1-1' } } });
    await copy(stage('Prospect'));
    assert.deepEqual(vscode.clipboard, []);
    assert.match(vscode.textsIn('notification').at(-1) ?? '', /^AWS CLI command/);
  });
});
