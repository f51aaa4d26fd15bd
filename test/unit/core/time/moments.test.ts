import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareMoments, isMoment, isSameMoment } from '../../../../src/core/time/moments';

const pad = (n: number) => String(n).padStart(2, '0');

/** A moment in some zone and with some digits of a second, and what it is in picoseconds. */
const moment = fc
  .record({
    // A few seconds, so that fractions and zones decide.
    second: fc.integer({ min: 1_767_225_598, max: 1_767_225_602 }),
    digits: fc.oneof(
      fc.constantFrom('', '0', '000', '5', '50', '500000', '4999999', '05'),
      fc.stringMatching(/^\d{1,12}$/),
    ),
    offset: fc.constantFrom(0, 0, 60, 330, -480, 840),
    letter: fc.constantFrom('T', 't'),
  })
  .map(({ second, digits, offset, letter }) => {
    const local = new Date((second + offset * 60) * 1000).toISOString().slice(0, 19).replace('T', letter);
    const size = Math.abs(offset);
    const zone = offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
    const exact = BigInt(second) * 1_000_000_000_000n + BigInt(digits.padEnd(12, '0'));
    return { text: `${local}${digits && `.${digits}`}${zone}`, exact };
  });

describe('moments', () => {
  it('are compared by what they mean, whatever their precision and zone', () => {
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        const expected = a.exact < b.exact ? -1 : a.exact > b.exact ? 1 : 0;
        assert.equal(Math.sign(compareMoments(a.text, b.text)), expected, `${a.text} and ${b.text}`);
        assert.equal(isSameMoment(a.text, b.text), expected === 0);
      }),
      { numRuns: 5_000 },
    );
  });

  it('are later with a fraction than without, unlike their texts', () => {
    assert.ok(compareMoments('2026-01-01T00:00:50.5Z', '2026-01-01T00:00:50Z') > 0);
    assert.ok(compareMoments('2026-01-01T00:00:50.123456Z', '2026-01-01T00:00:50.123Z') > 0);
    assert.equal(compareMoments('2026-01-01T00:00:50.000Z', '2026-01-01T00:00:50+00:00'), 0);
  });

  it('come after what is missing or none', () => {
    for (const none of [undefined, '', 'soon', '2026-01-01']) {
      assert.ok(compareMoments(none, '0001-01-01T00:00:00Z') < 0);
      assert.ok(compareMoments('0001-01-01T00:00:00Z', none) > 0);
      assert.equal(compareMoments(none, undefined), 0);
      assert.equal(isSameMoment(none, none), false);
    }
  });

  it('are written as RFC 3339 writes them', () => {
    for (const text of ['2026-02-28T23:59:59Z', '2024-02-29T00:00:00.123456789+05:30', '2026-01-01t00:00:00z']) {
      assert.ok(isMoment(text), text);
    }
    for (const text of [
      ...['', '2026-01-01', '2026-01-01T00:00:00', '2026-01-01T00:00Z', '2026-01-01 00:00:00Z', '2026-02-30T00:00:00Z'],
      ...['2026-01-01T24:00:00Z', '2026-01-01T00:00:60Z', '2026-01-01T00:00:00.Z', '2026-01-01T00:00:00+0000'],
      ...['2026-01-01T00:00:00Z\n', ' 2026-01-01T00:00:00Z', '2026-01-01T00:00:00+24:00', 5, null, undefined],
    ]) {
      assert.ok(!isMoment(text), String(text));
    }
  });
});
