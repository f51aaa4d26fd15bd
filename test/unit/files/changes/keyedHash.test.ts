import assert from 'node:assert/strict';
import { hashedFields, hashLength } from '../../../../src/core/changes/version';
import { KeyedHash } from '../../../../src/files/changes/keyedHash';

describe('the keyed hash', () => {
  it('differs by the field, the opportunity, the value and the key, and is the same for all of them together', () => {
    const [one, other] = [KeyedHash.newKey(), KeyedHash.newKey()];
    const hashes = [one, other].flatMap((key) => {
      const { ofField } = new KeyedHash(key);
      return [
        ofField('LifeCycle.NextSteps', 'O1', '["x"]'),
        ofField('LifeCycle.NextSteps', 'O2', '["x"]'),
        ofField('LifeCycle.NextSteps', 'O1', '["y"]'),
        ofField('OpportunityType', 'O1', '["x"]'),
        ofField('LifeCycle.NextSteps', 'O1["x', '"]'),
      ];
    });
    assert.equal(new Set(hashes).size, 10);
    assert.ok(hashes.every((hash) => hash.length === hashLength));
    assert.equal(new KeyedHash(one).ofField('LifeCycle.NextSteps', 'O1', '["x"]'), hashes[0]);
  });

  it('has 256 random bits, and can name a file', () => {
    const key = KeyedHash.newKey();
    assert.equal(Buffer.from(key, 'base64').length, 32);
    const keyed = new KeyedHash(key);
    const names = hashedFields.map((_, n) => keyed.of('connection', String(n)));
    assert.equal(new Set(names).size, names.length);
    for (const name of names) assert.match(name, /^[\w-]{22}$/);
    assert.notEqual(keyed.of('connection', 'a'), keyed.of('account', 'a'));
  });
});
