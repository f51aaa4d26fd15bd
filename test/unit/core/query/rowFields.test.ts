import assert from 'node:assert/strict';
import { fieldProblems, readRowFields, usualFields } from '../../../../src/core/query/rowFields';

const fieldsOf = (value: unknown) => readRowFields(value).fields;

describe('the setting of what a row shows', () => {
  it('has a default, and no fields at all are a choice too', () => {
    assert.deepEqual(fieldsOf(undefined), usualFields);
    assert.deepEqual(fieldsOf([]), []);
    assert.deepEqual(fieldProblems([]), []);
    assert.deepEqual(fieldProblems(undefined), []);
  });

  it('keeps its order, and takes each field once', () => {
    assert.deepEqual(fieldsOf(['Id', 'Stage', 'Id', 'TargetCloseDate']), ['Id', 'Stage', 'TargetCloseDate']);
    assert.deepEqual(fieldProblems(['Id', 'Id']), []);
  });

  it('names what is no field, and takes the others; if there are none, the usual ones', () => {
    assert.deepEqual(fieldsOf(['Amount', 'Id', 7]), ['Id']);
    assert.deepEqual(
      fieldProblems(['Amount', 'Id', 7]).map(({ key, skipped }) => [key, skipped]),
      [['rowDetails', ['"Amount"', '7']]],
    );
    for (const value of [['Amount'], 'Amount', {}, 7, null, [['Id']]]) {
      assert.deepEqual(fieldsOf(value), usualFields, JSON.stringify(value));
      assert.equal(fieldProblems(value).length, 1, JSON.stringify(value));
    }
  });
});
