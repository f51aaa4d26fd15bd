import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dayText, momentText, monthText, timeText } from '../../../../src/core/text/calendar';

const locales = ['en', 'de', 'fr', 'ja', 'ko', 'ru', 'zh-cn', 'pt-br'];

describe('dates as a person reads them', () => {
  it('have the month in letters, in the format of the language', () => {
    assert.equal(dayText('2026-11-27', { locale: 'en' }), 'Nov 27, 2026');
    assert.equal(dayText('2026-11-27', { locale: 'de' }), '27. Nov. 2026');
    assert.equal(dayText('2026-11-27', { locale: 'ja' }), '2026年11月27日');
    assert.equal(monthText('2026-11', { locale: 'en' }), 'Nov 2026');
    assert.match(
      momentText('2026-11-27T23:30:00Z', { locale: 'en', zone: 'Europe/Berlin' }),
      /^Nov 28, 2026, 12:30\sAM GMT\+1$/,
    );
  });

  it('are shown as they are if they are none', () => {
    for (const text of ['', 'soon', '2026-02-30', '2026-13-01', '27.11.2026']) {
      assert.equal(dayText(text, { locale: 'en' }), text);
      assert.equal(monthText(text, { locale: 'en' }), text);
    }
    assert.equal(momentText('soon', { locale: 'en', zone: 'UTC' }), 'soon');
  });

  it('are the time alone today, and have the day otherwise, as the person’s own clock says', () => {
    const at = new Date('2026-11-27T23:30:00Z');
    const text = (instant: string, zone: string, locale = 'en') =>
      timeText(at, { at: new Date(instant), zone }, { locale }).replaceAll('\u202f', ' ');
    assert.equal(text('2026-11-27T23:59:00Z', 'UTC'), '11:30 PM');
    assert.equal(text('2026-11-28T00:00:00Z', 'UTC'), 'Nov 27, 11:30 PM');
    assert.equal(text('2026-11-28T00:00:00Z', 'Europe/Berlin'), '12:30 AM');
    assert.match(text('2026-11-29T00:00:00Z', 'Europe/Berlin', 'de'), /^28\. Nov\., 0?0:30$/);
  });

  it('never shift a day, in any language', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.constantFrom(...locales), (date, locale) => {
        const iso = date.toISOString().slice(0, 10);
        const numbers = dayText(iso, { locale }).match(/\d+/g)?.map(Number) ?? [];
        assert.ok(numbers.includes(Number(iso.slice(0, 4))) && numbers.includes(Number(iso.slice(8))), iso);
      }),
    );
  });
});
