import assert from 'node:assert/strict';
import type { Sort } from '../../../../src/core/model/opportunity';
import type * as stepModule from '../../../../src/views/filterPick/sortStep';
import { type OpenPick, pick, vscode } from '../../../support/fakeVscode';

describe('the pick of an order', () => {
  let module: typeof stepModule;
  const fromSettings: Sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' };
  const chosen: Sort = { SortBy: 'CreatedDate', SortOrder: 'ASCENDING' };

  before(async () => {
    vscode.install();
    module = await import('../../../../src/views/filterPick/sortStep');
  });

  beforeEach(() => vscode.forget());

  const choose = (present: Sort | undefined, canGoBack: boolean, step: (on: OpenPick) => void) => {
    vscode.steps.push(step);
    return module.pickSort({ chosen: present, fromSettings, canGoBack });
  };
  const iconOf = (on: OpenPick, label: string) => on.items.find((item) => item.label === label)?.iconPath?.id;

  it('offers every order that AWS has, the newest first, and that of the settings', async () => {
    const { length } = module.allSorts;
    assert.equal(new Set(module.allSorts.map(({ SortBy, SortOrder }) => `${SortBy} ${SortOrder}`)).size, length);
    assert.deepEqual(module.allSorts[0], fromSettings);
    await choose(undefined, false, (on) => {
      assert.equal(on.title, 'Sort Opportunities By');
      assert.equal(on.placeholder, 'Order of the opportunities within a stage');
      assert.equal(on.items.length, length + 2);
      assert.deepEqual(
        [on.items[0]?.label, on.items[0]?.description],
        ['Last modified, newest first', 'LastModifiedDate DESCENDING'],
      );
      assert.deepEqual([on.items.at(-2)?.label, on.items.at(-2)?.kind], ['', -1]);
      assert.equal(on.items.at(-1)?.description, 'Last modified, newest first');
      on.hide();
    });
  });

  it('marks what counts: what was chosen, else the settings', async () => {
    for (const [present, label] of [
      [chosen, 'Created, oldest first'],
      [undefined, 'Last modified, newest first'],
    ] as const) {
      await choose(present, true, (on) => {
        assert.equal(on.title, 'Filter Opportunities: Sort');
        const marked = on.items.filter(({ iconPath }) => iconPath?.id === 'check');
        assert.deepEqual(
          marked.map((item) => item.label),
          [label],
        );
        assert.equal(iconOf(on, 'Customer company name, A to Z'), 'arrow-up');
        assert.equal(iconOf(on, 'Customer company name, Z to A'), 'arrow-down');
        // Enter takes what is marked.
        on.accept();
      }).then((left) => assert.deepEqual(left, { value: present ?? fromSettings }));
    }
  });

  it('gives what is picked, or leaves it to the settings', async () => {
    assert.deepEqual(await choose(undefined, true, pick('Created, oldest first')), { value: chosen });
    assert.deepEqual(await choose(chosen, true, pick('From the Settings')), { value: undefined });
    assert.equal(await choose(chosen, true, (on) => on.hide()), 'closed');
  });
});
