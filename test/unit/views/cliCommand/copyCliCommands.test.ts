import assert from 'node:assert/strict';
import type { Row } from '../../../../src/views/opportunities/rows';
import type { RunnableCommands } from '../../../../src/views/registerCommands';
import { FakeSource } from '../../../support/fakeSource';
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
  const copy = async (row: Row) => {
    await commands['partnerCentral.copyCliCommand'](row);
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
});
