import assert from 'node:assert/strict';
import { lazily } from '../../../../src/core/runtime/lazily';

describe('what is loaded lazily', () => {
  it('is loaded once, when it is first asked for', async () => {
    let loads = 0;
    const get = lazily(async () => ++loads);
    assert.equal(loads, 0);
    assert.deepEqual(await Promise.all([get(), get()]), [1, 1]);
    assert.equal(await get(), 1);
  });
});
