import assert from 'node:assert/strict';
import { failedRows, type Row } from '../../../src/views/opportunities/rows';
import { vscode } from '../../support/fakeVscode';
import { faultsOf } from '../../support/service/faults';
import { openWindow, type WindowUnderTest } from '../../support/windowUnderTest';
import { canary, Harness, pageOf, patient } from '../aws/harness';

const stage: Row = { kind: 'stage', stage: 'Prospect' };

describe('What a person sees of a fault', function () {
  // For a machine that is busy with other things; each takes milliseconds.
  this.timeout(20_000);
  const harness = new Harness();
  let window: WindowUnderTest;

  beforeEach(() => {
    harness.write('[dev]\naws_access_key_id = AKIADEV\naws_secret_access_key = s\n', '.aws/credentials');
  });
  afterEach(() => window.dispose());

  for (const [what, step] of Object.entries(faultsOf(JSON.stringify(pageOf(['O1', 'O2'])), canary))) {
    it(`R27: is a sentence or two with the profile, a way out and an id to copy: ${what}`, async () => {
      const timing = /^(no answer|an answer that (stops|trickles))$/.test(what) ? { ...patient, page: 300 } : patient;
      window = await openWindow(() => harness.source({ profile: 'dev', timing }));
      await window.choices.choose({ profile: 'dev' });
      harness.server.script([step]);
      const rows = await window.tree.getChildren(stage);
      const [failed, ...remedies] = rows;
      assert.ok(failed?.kind === 'failed', `shows ${failed?.kind}`);
      const { label, tooltip } = await window.tree.getTreeItem(failed);
      const [words, told] = [String(label), String(tooltip)];
      assert.ok((words.match(/[.!?](\s|$)/g) ?? []).length <= 2, words);
      for (const text of [words, told]) {
        assert.doesNotMatch(text, /undefined|Unexpected token|\n\s+at |\[object|No opportunities/);
      }
      assert.ok(!words.includes(canary), words);
      assert.match(told, /^Profile: dev$/m);
      assert.deepEqual(remedies, failedRows(failed).slice(1));
      assert.ok(remedies.length > 0, 'offers nothing');

      // Each way out does something.
      const { runRemedy } = await import('../../../src/views/connection/runRemedy');
      for (const row of remedies) {
        assert.ok(row.kind === 'remedy');
        const done: unknown[] = [];
        for (const list of [vscode.executed, vscode.clipboard, vscode.visited]) list.length = 0;
        const { current, choices, forgetRefusals } = window.parts;
        await runRemedy(row.remedy, failed, {
          ...{ ...window.parts, current, choices, forgetRefusals },
          openConfig: async () => void done.push('a file'),
          log: { show: () => void done.push('the log') },
          run: async (id, ..._) => void done.push(id),
        });
        const effects = [...done, ...vscode.executed, ...vscode.clipboard, ...vscode.visited];
        assert.ok(effects.length > 0, `${row.remedy.kind} does nothing`);
      }

      const { copyErrors } = await import('../../../src/views/failureDetails');
      const { requestId } = failed.error;
      if (requestId !== undefined) assert.ok(told.includes(requestId), told);
      await copyErrors([failed.error]);
      const copied = vscode.clipboard.at(-1) ?? '';
      assert.ok(copied.includes(words), copied);
      if (requestId !== undefined) assert.ok(copied.includes(requestId), copied);
    });
  }
});
