import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeStartingToken, encodeResumeToken, startingTokenAt } from '../../../../src/core/paging/resumeToken';
import { anyCharacter } from '../../../support/anyCharacter';

describe('resume tokens', () => {
  it('are written as botocore writes them, byte by byte', () => {
    // base64.b64encode(json.dumps({"NextToken": 'a"\\é😀\x7f', "boto_truncate_amount": 3}).encode())
    assert.equal(
      encodeResumeToken({ nextToken: 'a"\\é😀\x7f', used: 3 }),
      'eyJOZXh0VG9rZW4iOiAiYVwiXFxcdTAwZTlcdWQ4M2RcdWRlMDBcdTAwN2YiLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAzfQ==',
    );
  });

  it('are read back', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), fc.nat(100), (nextToken, used) => {
        fc.pre(nextToken !== 'None' && nextToken !== '');
        assert.deepEqual(decodeStartingToken(encodeResumeToken({ nextToken, used })), { nextToken, used });
      }),
    );
  });

  it('may be the service’s own that is base64 of JSON, too: then it is sent as it is', () => {
    for (const json of ['{"offset": 3000}', '{}', '[1]', '7', 'null', '"text"', '{"boto_truncate_amount": 5}']) {
      assert.deepEqual(decodeStartingToken(btoa(json)), { nextToken: btoa(json), used: 0 }, json);
    }
    const unpadded = btoa('{"NextToken": "p1"}').replace(/=+$/, '');
    assert.deepEqual(decodeStartingToken(unpadded), { nextToken: unpadded, used: 0 });
  });

  it('are refused where they hold a NextToken and the AWS CLI could not use it: none begins at the first row unsaid', () => {
    for (const json of [
      '{"NextToken": 5}',
      '{"NextToken": ""}',
      '{"NextToken": {"offset": 3000}}',
      '{"NextToken": "p1", "offset": 3000}',
      '{"NextToken": "p1", "boto_truncate_amount": "3"}',
      '{"NextToken": "p1", "boto_truncate_amount": -3}',
      '{"NextToken": "p1", "boto_truncate_amount": 0.5}',
      '{"NextToken": null, "boto_encoded_keys": []}',
    ]) {
      assert.throws(() => decodeStartingToken(btoa(json)), RangeError, json);
    }
    assert.deepEqual(decodeStartingToken(btoa('{"NextToken": null, "boto_truncate_amount": 3}')), {
      nextToken: undefined,
      used: 3,
    });
  });

  it('may be the service’s own, or of botocore’s older kind', () => {
    assert.deepEqual(decodeStartingToken('AQIC-opaque_1'), { nextToken: 'AQIC-opaque_1', used: 0 });
    assert.deepEqual(decodeStartingToken('tok___7'), { nextToken: 'tok', used: 7 });
    assert.deepEqual(decodeStartingToken('tok___120'), { nextToken: 'tok', used: 120 });
    assert.deepEqual(decodeStartingToken('None___7'), { nextToken: undefined, used: 7 });
    assert.throws(() => decodeStartingToken('a___b___c'), RangeError);
  });

  it('are read as Python reads base64: whatever is none of its letters is left out', () => {
    const token = encodeResumeToken({ nextToken: 'p1', used: 3 });
    for (const text of [
      `${token.slice(0, 5)}\n${token.slice(5)}`,
      ` ${token}\t`,
      `${token.slice(0, 8)}-_é${token.slice(8)}`,
    ]) {
      assert.deepEqual(decodeStartingToken(text), { nextToken: 'p1', used: 3 }, JSON.stringify(text));
    }
    const letters = btoa('{"NextToken": "\u007e?>~~?"}');
    assert.match(letters, /[+/]/);
    assert.deepEqual(decodeStartingToken(letters), { nextToken: '~?>~~?', used: 0 });
  });

  it('are the service’s own where their bytes are no UTF-8, or begin with a mark of the order of bytes', () => {
    const own = (...bytes: readonly number[]) => btoa(String.fromCharCode(...bytes));
    const json = [...new TextEncoder().encode('{"NextToken": "p1"}')];
    const latin = [...json.slice(0, 16), 0xe9, ...json.slice(16)];
    for (const text of [own(0xef, 0xbb, 0xbf, ...json), own(...latin)]) {
      assert.deepEqual(decodeStartingToken(text), { nextToken: text, used: 0 });
    }
    const utf8 = own(...new TextEncoder().encode('{"NextToken": "é😀"}'));
    assert.deepEqual(decodeStartingToken(utf8), { nextToken: 'é😀', used: 0 });
  });

  it('take a NextToken of an object’s own alone, and None for none', () => {
    const list = btoa('["NextToken"]');
    assert.deepEqual(decodeStartingToken(list), { nextToken: list, used: 0 });
    assert.deepEqual(decodeStartingToken(btoa('{"NextToken": "None"}')), { nextToken: undefined, used: 0 });
    assert.deepEqual(decodeStartingToken('None'), { nextToken: undefined, used: 0 });
    for (const text of ['tok___', '___7', 'tok___x7', 'tok___7x', 'tok___-7']) {
      assert.deepEqual(decodeStartingToken(text), { nextToken: text, used: 0 }, text);
    }
    assert.throws(
      () => decodeStartingToken(btoa('{"NextToken": "p1", "boto_truncate_amount": 9007199254740992}')),
      RangeError,
    );
    assert.deepEqual(decodeStartingToken(btoa('{"NextToken": "p1", "boto_truncate_amount": 0}')), {
      nextToken: 'p1',
      used: 0,
    });
  });

  it('name every place but the beginning', () => {
    assert.equal(startingTokenAt({ nextToken: undefined, used: 0 }), undefined);
    assert.equal(
      atob(startingTokenAt({ nextToken: undefined, used: 2 }) ?? ''),
      '{"NextToken": null, "boto_truncate_amount": 2}',
    );
    assert.equal(atob(startingTokenAt({ nextToken: 'p1', used: 0 }) ?? ''), '{"NextToken": "p1"}');
    assert.equal(
      atob(startingTokenAt({ nextToken: 'p1', used: 2 }) ?? ''),
      '{"NextToken": "p1", "boto_truncate_amount": 2}',
    );
  });
});
