import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Strays } from '../../../../src/core/lists/strays';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';

const unstaged = (id: string, day: number): OpportunitySummary => ({
  ...{ Catalog: 'AWS', Id: id, LastModifiedDate: `2026-01-0${day}T00:00:00.000Z` },
});

describe('opportunities without a known stage', () => {
  it('are found by their ids as they come, are replaced by newer versions, and go', () => {
    const strays = new Strays();
    const [old, newer] = [unstaged('O1', 1), unstaged('O1', 2)];
    assert.equal(strays.find('O1'), undefined);
    strays.put(old, 'Prospect');
    assert.equal(strays.find('O1'), old);
    strays.put(newer, 'Other');
    assert.equal(strays.find('O1'), newer);
    strays.put(old, 'Other');
    assert.equal(strays.find('O1'), newer, 'an older version changes nothing');
    assert.ok(!strays.yieldTo(old) && strays.find('O1') === newer);
    assert.ok(strays.yieldTo(newer));
    assert.deepEqual([strays.find('O1'), strays.items], [undefined, []]);
    strays.put(old, 'Prospect');
    strays.put(unstaged('O2', 1), 'Other');
    strays.forget('Prospect');
    assert.deepEqual([strays.find('O1'), strays.find('O2')?.Id], [undefined, 'O2']);
  });

  it('are found if and only if they are among the items, in whatever order they come and go', () => {
    const id = fc.constantFrom('O1', 'O2', 'O3');
    const from = fc.constantFrom('Prospect' as const, 'Committed' as const, 'Other' as const);
    const step = fc.record({
      what: fc.constantFrom('put', 'yieldTo', 'forget'),
      id,
      day: fc.integer({ min: 1, max: 9 }),
      from,
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const strays = new Strays();
        for (const { what, id: of, day, from: list } of steps) {
          if (what === 'put') strays.put(unstaged(of, day), list);
          else if (what === 'yieldTo') strays.yieldTo(unstaged(of, day));
          else strays.forget(list);
          for (const one of ['O1', 'O2', 'O3']) {
            assert.equal(
              strays.find(one),
              strays.items.find(({ Id }) => Id === one),
            );
          }
          assert.equal(strays.items.length, strays.size);
        }
      }),
    );
  });
});
