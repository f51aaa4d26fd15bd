import assert from 'node:assert/strict';
import { firstDayOfWeek } from '../../../../src/core/time/weeks';

describe('the first day of a week', () => {
  it('goes by the language or region, and is Monday where neither says', () => {
    assert.deepEqual(['en-US', 'de', 'en-GB', 'ar-EG'].map(firstDayOfWeek), [7, 1, 1, 6]);
    assert.equal(firstDayOfWeek('no such locale!'), 1);
  });

  it('is read where it is a method, a property, or missing', () => {
    const { Locale } = Intl;
    const info = { firstDay: 3 };
    try {
      for (const [locale, first] of [
        [{ getWeekInfo: () => info }, 3],
        [{ weekInfo: info }, 3],
        [{}, 1],
        [{ weekInfo: { firstDay: 9 } }, 1],
      ] as const) {
        Reflect.set(Intl, 'Locale', function fake() {
          return locale;
        });
        assert.equal(firstDayOfWeek('en'), first);
      }
    } finally {
      Reflect.set(Intl, 'Locale', Locale);
    }
  });
});
