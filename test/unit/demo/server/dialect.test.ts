import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  answers,
  nameDialect,
  openQuestions,
  plainDialect,
  randomDialect,
  readDialect,
} from '../../../../src/demo/server/dialect';

describe('demo service: dialects', () => {
  it('are plain unless something else is said', () => {
    assert.deepEqual(readDialect([]), plainDialect);
    assert.deepEqual(readDialect(['tokens:keyset', 'plain']), plainDialect);
    assert.equal(nameDialect(plainDialect), 'plain');
  });

  it('take an answer by its name, the later one where a question is answered twice', () => {
    assert.deepEqual(readDialect(['tokens:keyset', 'pages:short', 'pages:empty']), {
      ...plainDialect,
      tokens: 'keyset',
      pages: 'empty',
    });
  });

  it('know what they do not know', () => {
    assert.equal(readDialect(['tokens:keyset', 'tokens:none']), 'tokens:none');
    for (const name of ['', 'random:', 'random', 'toString', 'tokens', '__proto__']) {
      assert.equal(readDialect([name]), name);
    }
  });

  it('have two answers to every question, and a name for each', () => {
    for (const [question, known] of Object.entries(openQuestions)) {
      assert.ok(Object.keys(known).length > 1, question);
      for (const answer of Object.keys(known)) {
        assert.deepEqual(readDialect([`${question}:${answer}`]), { ...plainDialect, [question]: answer });
      }
    }
  });

  it('are the same at random for the same seed, have a name that reads back, and leave out no answer', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const dialect = randomDialect(String(seed));
        assert.deepEqual(readDialect([`random:${seed}`]), dialect);
        assert.deepEqual(readDialect(nameDialect(dialect).split(',')), dialect);
        for (const [question, answer] of Object.entries(dialect)) seen.add(`${question}:${answer}`);
      }),
      { numRuns: 300 },
    );
    assert.deepEqual([...seen].sort(), [...answers.keys()].sort());
  });
});
