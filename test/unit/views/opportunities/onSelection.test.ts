import assert from 'node:assert/strict';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import type { CommandTable } from '../../../../src/views/opportunities/onSelection';
import type { OpportunityRow, Row } from '../../../../src/views/opportunities/rows';
import type { Selection } from '../../../../src/views/opportunities/selection';
import type { RunnableCommands } from '../../../../src/views/registerCommands';
import { summary } from '../../../support/fakeSource';
import { vscode } from '../../../support/fakeVscode';

const group = { kind: 'stage', stage: 'Prospect' } as const;
const rowOf = (item: OpportunitySummary): OpportunityRow => ({ kind: 'opportunity', group, item, key: item.Id ?? '' });
const [one, two] = [rowOf(summary('O1')), rowOf(summary('O2'))];

describe('what a command works on', () => {
  let selected: readonly Row[];
  let given: unknown[][];

  before(async () => {
    vscode.install();
    const { registerCommands } = await import('../../../../src/views/registerCommands');
    const { onSelection } = await import('../../../../src/views/opportunities/onSelection');
    const take = (...args: readonly unknown[]) => void given.push([...args]);
    const table: Partial<CommandTable<'opportunities'>> = {
      ...{ 'partnerCentral.copyId': take, 'partnerCentral.loadAll': take, 'partnerCentral.loadAllLists': take },
    };
    const list = {
      view: {
        get selection() {
          return selected;
        },
      },
      current: {
        value: { find: (id: string) => (id === 'O9' ? undefined : summary(id)), loaded: () => [] },
        wasLeft: () => false,
      },
    } as never;
    const runnable: RunnableCommands<'opportunities'> = onSelection(
      'opportunities',
      table as CommandTable<'opportunities'>,
      list,
    );
    registerCommands('opportunities', async () => runnable);
  });

  beforeEach(() => {
    [selected, given] = [[], []];
    vscode.shown.length = 0;
  });

  /** What the command was given. */
  async function run(name: string, ...args: readonly unknown[]): Promise<Selection> {
    await vscode.run(`partnerCentral.${name}`, ...args);
    const [[selection] = [], ...others] = given.splice(0);
    assert.equal(others.length, 0);
    return selection as Selection;
  }

  it('is the row of the menu, or all that are selected where it is one of them', async () => {
    const alone = await run('copyId', one);
    assert.deepEqual([alone.rows, alone.opportunities, alone.clicked], [[one], [one.item], true]);
    assert.deepEqual((await run('copyId', one, [one, two])).rows, [one, two]);
    assert.deepEqual((await run('loadAll', one, [one, two])).rows, [one, two]);
  });

  it('is what is selected where it was given no row, but for what also has a meaning without rows', async () => {
    selected = [two, rowOf(summary('O9')), group];
    const { rows, opportunities, clicked } = await run('copyId');
    assert.deepEqual([rows, opportunities, clicked], [[two, group], [two.item], false], 'O9 is of a connection left');
    assert.deepEqual((await run('loadAll')).rows, []);
  });

  it('is an opportunity that is shown elsewhere, with or without a row', async () => {
    selected = [two];
    const { rows, opportunities, clicked } = await run('copyId', { kind: 'shown', item: one.item });
    assert.deepEqual([rows, opportunities, clicked], [[], [one.item], false]);
  });

  it('is never the row with the focus for an action in the title', async () => {
    selected = [two];
    await vscode.run('partnerCentral.loadAllLists', one, [one, two]);
    assert.deepEqual(given, [[]]);
  });

  it('is nothing where VS Code no longer knows the row that was clicked, which is said', async () => {
    selected = [two];
    await vscode.run('partnerCentral.copyId', undefined, undefined);
    await vscode.run('partnerCentral.loadAll', undefined, [undefined]);
    assert.deepEqual(given, []);
    assert.match(vscode.shown.at(-1)?.text ?? '', /Click again/);
    assert.deepEqual((await run('copyId', one, [one, undefined])).rows, [one]);
  });

  it('is one opportunity where only one can be meant, and says so where there are several', async () => {
    assert.equal((await run('copyId', one, [one, group])).one(), one.item);
    assert.equal((await run('copyId', one, [one, two])).one(), undefined);
    assert.deepEqual(
      vscode.shown.map(({ text }) => text),
      ['This works on one opportunity at a time; 2 are selected.'],
    );
    assert.equal((await run('copyId', group)).one(), undefined);
    assert.equal(vscode.shown.length, 1);
  });
});
