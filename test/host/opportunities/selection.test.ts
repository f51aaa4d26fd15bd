import assert from 'node:assert/strict';
import { env, type TreeView, window } from 'vscode';
import type { ListKey } from '../../../src/core/lists/listKeys';
import type { OpportunitySummary } from '../../../src/core/model/opportunity';
import { detailCommands } from '../../../src/views/details/detailCommands';
import type { Documents } from '../../../src/views/documents/documents';
import { loadAllCommands } from '../../../src/views/loadAll/loadAllCommands';
import { copyCommands } from '../../../src/views/opportunities/copyCommands';
import { listCommands } from '../../../src/views/opportunities/listCommands';
import { rowCommands } from '../../../src/views/opportunities/rowCommands';
import type { OpportunityRow, Row } from '../../../src/views/opportunities/rows';
import { FakeSource, page, summary } from '../../support/fakeSource';
import { asVscodeRuns } from '../support/asVscodeRuns';
import { now, TreeUnderTest, today } from '../support/treeUnderTest';

const prospect = { kind: 'stage', stage: 'Prospect' } as const;
const qualified = { kind: 'stage', stage: 'Qualified' } as const;

describe('what a command of the tree is for', () => {
  const { showInformationMessage } = window;
  const named = (id: string, CompanyName?: string): OpportunitySummary => ({
    ...summary(id),
    Arn: `arn:${id}`,
    Customer: { Account: { CompanyName } },
  });
  const items = [named('O1', 'One\r\nInc.'), named('O2'), named('O3', 'Three')];
  const rows: readonly OpportunityRow[] = items.map((item) => ({
    kind: 'opportunity',
    group: prospect,
    item,
    key: item.Id ?? '',
  }));
  const [first] = rows;
  let open: TreeUnderTest;
  let selection: readonly Row[];
  let said: string[];

  beforeEach(async () => {
    open = new TreeUnderTest(
      () =>
        new FakeSource(({ LifeCycleStage: [stage] = [] }, n) =>
          page(n === 1 ? items : [summary(`O7${n}`, stage)], `token ${n}`),
        ),
    );
    await open.expand('Prospect');
    [selection, said] = [[], []];
    Object.assign(window, { showInformationMessage: async (words: string) => void said.push(words) });
  });

  afterEach(() => {
    Object.assign(window, { showInformationMessage });
    open.dispose();
  });

  const view = {
    get selection() {
      return selection;
    },
  } as TreeView<Row>;

  /** What a command leaves on the clipboard. */
  async function copied(run: () => unknown): Promise<string> {
    await env.clipboard.writeText('nothing');
    await run();
    return env.clipboard.readText();
  }

  const list = () => ({ current: open.current, view });
  const copies = () => asVscodeRuns('opportunities', copyCommands({ today: () => today, now }), list());

  it('copies what one opportunity has, exactly', async () => {
    const { 'partnerCentral.copyCompanyName': copy } = copies();
    assert.equal(await copied(() => copy(first)), 'One\r\nInc.');
    assert.equal(await copied(() => copy(rows[1])), 'nothing');
  });

  it('copies of several one a line: of those in a menu, or of those selected', async () => {
    const table = copies();
    const { 'partnerCentral.copyId': id, 'partnerCentral.copyArn': arn } = table;
    assert.equal(await copied(() => id(first, rows)), 'O1\nO2\nO3');
    assert.equal(await copied(() => arn(rows[2], rows)), 'arn:O1\narn:O2\narn:O3');
    assert.equal(await copied(() => table['partnerCentral.copyCompanyName'](first, rows)), 'One Inc.\nThree');
    assert.match(
      await copied(() => table['partnerCentral.copyMarkdown'](first, rows)),
      /^## .*O1[\s\S]*\n\n## .*O2[\s\S]*O3/,
    );
    selection = [qualified, ...rows.slice(1)];
    assert.equal(await copied(() => id()), 'O2\nO3');
    assert.equal(await copied(() => id(first)), 'O1', 'a row beside those selected is meant alone');
  });

  it('means nothing that is selected of a connection that was left', async () => {
    const { Id: _, ...unnamed } = summary('O9');
    selection = [...rows, { kind: 'opportunity', group: prospect, item: unnamed, key: '#3' }];
    await open.choices.choose({ catalog: 'Sandbox' });
    assert.equal(await copied(() => copies()['partnerCentral.copyId']()), 'nothing');
  });

  it('opens one at a time, and says so', async () => {
    const opened: string[] = [];
    const panels = { open: (item: OpportunitySummary) => void opened.push(item.Id ?? ''), keep: () => {} };
    const table = asVscodeRuns('details', detailCommands({ current: open.current }, panels), list());
    const { 'partnerCentral.openDetails': details } = table;
    selection = rows;
    await details();
    await details(first, rows);
    assert.deepEqual(opened, []);
    assert.deepEqual(said, Array(2).fill('This works on one opportunity at a time; 3 are selected.'));
    await details(first);
    selection = [qualified, ...rows.slice(2)];
    await details();
    assert.deepEqual(opened, ['O1', 'O3']);
  });

  it('copies the AWS CLI command of the list, of each stage, or of opportunities as one', async () => {
    const { choices, current } = open;
    const table = asVscodeRuns('opportunities', listCommands({ choices, current, now }), list());
    const { 'partnerCentral.copyCliCommand': copy, 'partnerCentral.copyListCliCommand': copyList } = table;
    selection = [prospect];
    const whole = await copied(() => copyList());
    assert.doesNotMatch(whole, /stage/i);
    assert.equal(await copied(() => copy()), whole, 'from the palette, for the whole list');
    const stages = (await copied(() => copy(prospect, [prospect, qualified]))).split('\n');
    assert.deepEqual(
      stages.map((line) => /Prospect|Qualified/.exec(line)?.[0]),
      ['Prospect', 'Qualified'],
    );
    assert.match(await copied(() => copy(first, rows)), /O1\W+O2\W+O3/);
    const many = Array.from({ length: 41 }, (_, n) => ({ ...rows[0], item: summary(`O${n}`) }) as OpportunityRow);
    assert.equal((await copied(() => copy(many[0], many))).split('\n').length, 3);
  });

  it('loads all lists, or those of the rows in whose menu it is', async () => {
    const asked: (readonly ListKey[] | undefined)[] = [];
    const start = async (keys?: readonly ListKey[]) => void asked.push(keys);
    const table = asVscodeRuns(
      'opportunities',
      loadAllCommands({ start, startToEnd: start, stop: () => {}, goOn: async () => {} }, { opened: undefined }),
      list(),
    );
    const { 'partnerCentral.loadAll': loadAll, 'partnerCentral.loadAllLists': allLists } = table;
    selection = [prospect];
    await allLists();
    await loadAll();
    await loadAll(prospect);
    await loadAll(prospect, [prospect, qualified, ...rows]);
    await loadAll({ kind: 'more', list: qualified, loaded: 3 });
    await loadAll({ kind: 'other' });
    assert.deepEqual(asked, [undefined, undefined, ['Prospect'], ['Prospect', 'Qualified'], ['Qualified'], []]);
  });

  it('loads more of every stage in whose menu it is', async () => {
    const { current, tree } = open;
    const deps = { current, tree, view, documents: {} as Documents };
    const table = asVscodeRuns('opportunities', rowCommands(deps), list());
    await open.expand('Qualified');
    const pages = () => [current.value.listOf('Prospect')?.pages, current.value.listOf('Qualified')?.pages];
    await table['partnerCentral.loadMore'](prospect, [prospect, qualified, ...rows]);
    assert.deepEqual(pages(), [2, 2]);
    selection = [first ?? prospect];
    await table['partnerCentral.loadMore']();
    assert.deepEqual(pages(), [3, 2]);
  });
});
