import assert from 'node:assert/strict';
import { isPipelineState, type PipelineState } from '../../../../../src/core/present/summary/pipelineState';

describe('a message to the page of the pipeline', () => {
  const state: PipelineState = {
    kind: 'pipeline',
    language: 'en',
    words: { showTable: 'Table', showChart: 'Chart', breakdown: 'Lines' },
    place: 'sidebar',
    by: 'stage',
    extent: { text: '3 loaded' },
    ...{ choices: [], limits: [], rates: [], notes: [], charts: [] },
  };

  it('is a state where all its parts are there', () => {
    assert.equal(isPipelineState(state), true);
  });

  it('is none where one part is missing or something else', () => {
    const others: Partial<Record<keyof PipelineState, readonly unknown[]>> = {
      kind: ['opportunity', undefined],
      language: [7, undefined],
      words: [null, 'words', undefined],
      extent: [null, '3 loaded', undefined],
      by: ['week', undefined],
      choices: [{}, undefined],
      rates: ['none', undefined],
      limits: [{}, undefined],
      notes: ['none', undefined],
      charts: [null, undefined],
    };
    for (const [part, values] of Object.entries(others)) {
      for (const value of values) assert.equal(isPipelineState({ ...state, [part]: value }), false, `${part} ${value}`);
    }
  });

  it('is none where it is no object', () => {
    for (const message of [null, undefined, 'pipeline', 7, []]) assert.equal(isPipelineState(message), false);
  });
});
