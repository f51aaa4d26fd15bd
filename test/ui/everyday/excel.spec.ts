import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCsv } from '../../unit/files/readCsv';
import { Actions } from '../support/actions';
import { expect, test } from '../support/fixtures';
import { recordsOf } from '../support/replies';

test('all Committed for my boss in Excel', async ({ workbench, opportunities: view, vscode, requests }) => {
  const { quickPick } = workbench;
  const file = join(vscode.folder, 'committed.csv');
  const stage = view.stage('Committed');
  await expect(stage).toBeVisible();
  expect(requests.filter((request) => request.stage === 'Committed')).toEqual([]);

  // A right click and what is chosen in the menu that it opens are one action, as is a name that is typed and taken.
  const person = new Actions();
  await person.do('choose Export to CSV in the menu of the stage', () =>
    view.contextMenu(stage, 'Export Loaded Opportunities to CSV…'),
  );
  await quickPick.shown('What to export');
  await person.do('choose everything of the stage', () => quickPick.pick(/^Everything AWS Has of Committed/));
  await quickPick.shown('Export to CSV: Everything AWS Has of Committed');
  await person.do('choose the form for Excel', () => quickPick.pick(/^Save for Excel…/));
  await person.do('save', () => quickPick.saveAs(file, /\/partner-central-AWS-committed-[\d-]+\.opportunities\.csv$/));
  person.atMost(4);

  const records = recordsOf('Committed');
  const count = records.length;
  await expect(
    workbench.notification(`committed.csv was written: ${count}, everything AWS lists.`),
    'nothing was loaded before',
  ).toBeVisible();
  const [head = [], ...rows] = readCsv(await readFile(file, 'utf8'), { separator: ',' });
  const column = (name: string) => rows.map((row) => row[head.indexOf(name)]);
  expect(head).toEqual(expect.arrayContaining(['Customer', 'Monthly spend', 'Target close date']));
  expect(column('ID')).toEqual(records.map(({ Id }) => Id));
  expect(new Set(column('Stage'))).toEqual(new Set(['Committed']));
});
