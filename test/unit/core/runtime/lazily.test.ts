import assert from 'node:assert/strict';
import { lazily } from '../../../../src/core/runtime/lazily';

describe('lazily', () => {
  it('loads once, however often it is asked', async () => {
    let loads = 0;
    const load = lazily(async () => ({ loads: ++loads }));
    assert.equal(loads, 0);
    const [first, second] = await Promise.all([load(), load()]);
    assert.equal(first, second);
    assert.equal(await load(), first);
    assert.equal(loads, 1);
  });

  it('tries again after a failure', async () => {
    let loads = 0;
    const load = lazily(async () => {
      loads += 1;
      if (loads === 1) throw new Error('the disk is busy');
      return loads;
    });
    await assert.rejects(load(), /busy/);
    assert.equal(await load(), 2);
  });
});
