import assert from 'node:assert/strict';
import { remembering } from '../../../../src/core/runtime/remembering';

describe('what is remembered', () => {
  it('is made once for each key, as long as there is room', () => {
    const made: string[] = [];
    const valueFor = remembering((key) => {
      made.push(key);
      return { key };
    }, 2);
    const first = valueFor('a');
    assert.equal(valueFor('a'), first);
    for (const key of ['b', 'c', 'c', 'b', 'a']) assert.equal(valueFor(key).key, key);
    assert.deepEqual(made, ['a', 'b', 'c', 'c']);
  });

  it('is nothing that failed', () => {
    let fails = true;
    const valueFor = remembering((key) => {
      if (fails) throw new RangeError(key);
      return key;
    }, 2);
    assert.throws(() => valueFor('a'), RangeError);
    fails = false;
    assert.equal(valueFor('a'), 'a');
  });
});
