import { Actions } from '../support/actions';
import { expect, test } from '../support/fixtures';
import { recordsOf } from '../support/replies';

const [record] = recordsOf('Committed');
const id = record?.Id ?? '';

test('what changed since I last looked: one action, or none where the view is open', async ({
  workbench,
  opportunities,
  demo,
}) => {
  const { changes } = workbench;
  await opportunities.expand('Committed');
  await changes.open();
  await expect(changes.message).toContainText(/listed from now on|Nothing unseen/);
  await changes.close();
  const stage = { ...record?.LifeCycle, Stage: 'Launched' as const };
  demo.service.change(id, (now) => ({ ...now, LifeCycle: stage }), new Date());
  await opportunities.titleAction('Refresh');
  const icon = workbench.activity('Partner Central');
  await expect(icon, 'the badge says it to whoever does not look').toHaveAccessibleName(/1 change not marked as seen/);

  const person = new Actions();
  await person.do('open the view', () => changes.open());
  await expect(changes.row(new RegExp(`\\(${id}\\): Committed → Launched`))).toBeVisible();
  person.atMost(1);
});
