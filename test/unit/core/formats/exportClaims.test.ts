import assert from 'node:assert/strict';
import { readClaims } from '../../../../src/core/formats/exportClaims';

const facts = {
  catalog: 'Sandbox',
  filter: { LifeCycleStage: ['Prospect'] },
  sort: { SortBy: 'CreatedDate', SortOrder: 'ASCENDING' },
  profile: 'mine',
  sampleData: true,
  exportedAt: '2026-06-01T12:00:00.000Z',
  complete: true,
  missing: [],
};

describe('what a file says of its opportunities', () => {
  it('is all that an export says', () => {
    assert.deepEqual(readClaims(facts, false), { isExport: true, ...facts });
  });

  it('is nothing where the AWS CLI printed it, but for a token that goes on', () => {
    const nothing = { isExport: false, sampleData: false, complete: false };
    assert.deepEqual(readClaims(undefined, false), { ...nothing, missing: [] });
    assert.deepEqual(readClaims('all', true), { ...nothing, missing: ['moreExist'] });
  });

  it('leaves out what is missing, and what is of another kind than it should be', () => {
    const bare = { isExport: true, sampleData: false, complete: false, missing: [] };
    assert.deepEqual(readClaims({}, false), bare);
    const odd = { catalog: 1, profile: null, sampleData: 'yes', exportedAt: 5, complete: 'true', missing: 'none' };
    assert.deepEqual(readClaims(odd, false), bare);
  });

  it('is complete only where nothing in the file speaks against it', () => {
    const claimed = (more: object, goesOn = false) => {
      const { complete, missing } = readClaims({ complete: true, ...more }, goesOn);
      return { complete, missing };
    };
    assert.deepEqual(claimed({}), { complete: true, missing: [] });
    assert.deepEqual(claimed({}, true), { complete: false, missing: ['moreExist'] });
    assert.deepEqual(claimed({ missing: ['failedPage', 7] }), { complete: false, missing: ['failedPage'] });
    assert.deepEqual(claimed({ missing: ['failedPage'] }, true), { complete: false, missing: ['failedPage'] });
    assert.deepEqual(claimed({ missing: [7] }), { complete: true, missing: [] });
  });
});
