import { expect, test } from '../support/fixtures';
import { failure } from '../support/replies';

const denied = failure(400, 'AccessDeniedException', {
  Message: 'User: arn:aws:iam::111122223333:user/me is not authorized to perform this',
});

test('Check Access ticks what works, says what does not, and has a report that can be shared', async ({
  workbench,
  requests,
  intercept,
}) => {
  const { quickPick } = workbench;
  const title = 'Check Access: AWS Catalog';

  await test.step('without the view ever opened', async () => {
    await workbench.runCommand('Partner Central: Check Access…');
    await quickPick.shown(title);
    const names = await quickPick.names();
    expect(names.slice(0, 2)).toEqual([
      expect.stringMatching(
        /^Profile, demo, from the setting partnerCentral\.profile: access keys\., .*credentials, line 1$/,
      ),
      'Credentials, Keys of an unknown kind.',
    ]);
    await expect(
      quickPick.widget.getByText('Everything works.').or(quickPick.widget.getByPlaceholder('Everything works.')),
    ).toBeVisible();
    expect(requests, 'one row and the two halves of its full record').toHaveLength(3);
    await quickPick.cancel();
  });

  await test.step('what is refused here, and may be done in the other catalog', async () => {
    intercept(({ input }) => ((input as { Catalog: string }).Catalog === 'AWS' ? denied : undefined));
    await workbench.runCommand('Partner Central: Check Access…');
    await quickPick.shown(title);
    await expect(quickPick.option(/^Permission: failed, AWS does not let demo call/)).toBeVisible();
    await expect(quickPick.option(/^It is allowed in Sandbox/)).toBeVisible();
    await quickPick.widget.getByRole('button', { name: 'Copy Report' }).click();
    await expect.poll(() => workbench.clipboard()).toMatch(/^# Check Access\n/);
    const report = await workbench.clipboard();
    expect(report).toContain('✗ **Permission** (`accessDenied`)');
    expect(report).not.toMatch(/111122223333|not-a-secret|DEMO\b/);
    await expect(quickPick.widget, 'it stays open').toBeVisible();
    await quickPick.pick('Copy IAM Policy');
    await expect(quickPick.widget).toBeHidden();
    await expect(workbench.notification(/The IAM policy is on the clipboard/)).toBeVisible();
  });

  await test.step('a row of the view that failed offers it, too', async () => {
    const opportunities = await workbench.openPartnerCentral();
    await opportunities.expand('Prospect');
    await opportunities.click('Check Access…');
    await expect(quickPick.option(/^Permission: failed/)).toBeVisible();
    await quickPick.cancel();
  });
});
