import { dayText } from '../../src/core/text/calendar';
import { dateIn } from '../../src/core/time/zone';
import { expect, test } from './support/fixtures';
import { only } from './support/replies';

// Between these two it is never the same day; the machine that the extension runs on is somewhere in between.
const west = 'Pacific/Pago_Pago';
const east = 'Pacific/Kiritimati';
const host = Intl.DateTimeFormat().resolvedOptions().timeZone;
const dateOf = (zone: string) => dateIn(zone, new Date());
/** Where the person sits: where it is another day than on that machine. */
const elsewhere = dateOf(east) === dateOf(host) ? west : east;

const closing = (TargetCloseDate: string) => ({
  ...{ Catalog: 'AWS', Id: 'O1', Customer: { Account: { CompanyName: 'Example Corp' } } },
  LifeCycle: { Stage: 'Prospect', TargetCloseDate, ReviewStatus: 'Approved' },
  LastModifiedDate: '2023-11-14T22:13:20Z',
});

test('days are those of the person, once a page has said where they are', async ({
  workbench,
  opportunities,
  intercept,
  page,
}) => {
  const [early = '', late = ''] = [dateOf(host), dateOf(elsewhere)].sort();
  // Over where it is late, due where it is early.
  intercept(only('Prospect', [closing(early)]));
  const isOverdueFor = (zone: string) => dateOf(zone) === late;
  const row = opportunities.item('Example Corp');
  const shown = dayText(early, { locale: 'en' });
  const says = async (zone: string) => {
    await expect(opportunities.description(row)).toHaveText(
      isOverdueFor(zone) ? `${shown} · O1 · overdue` : `${shown} · O1`,
    );
  };
  const { details, editor } = workbench;
  const browser = await page.context().newCDPSession(page);

  await opportunities.expand('Prospect');
  await says(host);
  await browser.send('Emulation.setTimezoneOverride', { timezoneId: elsewhere });
  await opportunities.press(row);
  await details.shows('O1');
  await says(elsewhere);
  await expect(details.frame.locator('body')).toContainText(isOverdueFor(elsewhere) ? '1 day overdue' : 'closes today');
  const modified = details.field('LastModifiedDate');
  // 22:13:20 on 14 November 2023 in UTC.
  await expect(modified).toContainText(elsewhere === east ? /Nov 15, 2023.*GMT\+14/ : /Nov 14, 2023.*GMT-11/);

  await editor.closeActive();
  await browser.send('Emulation.setTimezoneOverride', { timezoneId: '' });
  await browser.detach();
  await opportunities.press(row);
  await details.shows('O1');
  await says(host);
});
