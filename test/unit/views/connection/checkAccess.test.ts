import assert from 'node:assert/strict';
import { SourceError, sourceErrorCodes } from '../../../../src/core/errors/sourceError';
import type { AccessFacts } from '../../../../src/core/present/access/accessFacts';
import { accessSteps } from '../../../../src/core/present/access/accessSteps';
import type * as itemsModule from '../../../../src/views/connection/accessItems';
import type { AskedCheck } from '../../../../src/views/connection/askedCheck';
import type * as checkModule from '../../../../src/views/connection/checkAccess';
import { FakeSource } from '../../../support/fakeSource';
import { type OpenPick, vscode } from '../../../support/fakeVscode';
import { openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';
import { english } from '../../../support/writing';
import { allFine, stoppedBy } from '../../core/present/access/facts';

const denied = new SourceError('accessDenied', {
  ...{ args: ['dev', 'partnercentral:ListOpportunities'], requestId: 'r-1', said: 'User: arn:aws:iam::1:user/me …' },
  request: { operation: 'ListOpportunities', catalog: 'AWS' },
});

describe('Check Access', () => {
  let window: WindowUnderTest;
  let checkAccess: typeof checkModule.checkAccess;
  let items: typeof itemsModule;
  let asked: AskedCheck[];
  let signals: AbortSignal[];
  const done: string[] = [];

  before(async () => {
    vscode.install();
    ({ checkAccess } = await import('../../../../src/views/connection/checkAccess'));
    items = await import('../../../../src/views/connection/accessItems');
  });

  beforeEach(async () => {
    window = await openWindow(() => new FakeSource());
    [asked, signals] = [[], []];
    done.length = 0;
  });

  afterEach(() => window.dispose());

  /** Runs the command; each check comes to the next of these facts, and the last one again and again. */
  async function run(...results: (AccessFacts | ((asked: AskedCheck, signal: AbortSignal) => Promise<AccessFacts>))[]) {
    await checkAccess({
      ...window.parts,
      forgetRefusals: async () => void done.push('forgetRefusals'),
      run: async (...call) => void done.push(call[0]),
      checkAccess: async (what, signal) => {
        asked.push(what);
        signals.push(signal);
        const result = results[Math.min(asked.length, results.length) - 1] ?? allFine;
        return typeof result === 'function' ? result(what, signal) : result;
      },
    });
  }

  /** What a person sees in the pick, before they leave it. */
  async function seen(facts: AccessFacts): Promise<Pick<OpenPick, 'title' | 'placeholder' | 'items'>> {
    let pick: OpenPick | undefined;
    vscode.steps.push((open) => {
      pick = open;
      open.hide();
    });
    await run(facts);
    assert.ok(pick);
    return pick;
  }
  const lines = ({ items: all }: Pick<OpenPick, 'items'>) =>
    all.map(({ label, description, detail }) => [label, description, detail].filter(Boolean).join(' | '));

  it('shows each step with what was found out, and offers the report', async () => {
    const pick = await seen(allFine);
    assert.deepEqual([pick.title, pick.placeholder], ['Check Access: AWS Catalog', 'Everything works.']);
    assert.deepEqual(lines(pick).slice(0, 3), [
      'Profile | dev, from the setting partnerCentral.profile: assumes a role. | dev → base · ~/.aws/config, line 3 · account 123456789012',
      'Credentials | Temporary keys, valid until Jun 15, 2026, 1:00 PM UTC.',
      'Clock | The same time as at AWS.',
    ]);
    assert.deepEqual(lines(pick).slice(7), ['', 'Copy Report', 'Check Again']);
    assert.deepEqual(
      pick.items.map(({ iconPath }) => iconPath?.id),
      [...Array(7).fill('check'), undefined, 'copy', 'refresh'],
    );
  });

  it('shows below a step that failed why, and what helps', async () => {
    const facts = stoppedBy(denied);
    const pick = await seen(facts);
    assert.equal(pick.placeholder, 'Permission failed. What can be done is listed below it.');
    assert.deepEqual(lines(pick).slice(5, 11), [
      'Permission: failed | AWS does not let dev call partnercentral:ListOpportunities. | Ask your AWS administrator.',
      'A policy has to allow it in the AWS catalog: | look also at conditions on partnercentral:Catalog.',
      ...['Copy IAM Policy', 'Select AWS Profile…', 'Check Again', 'Copy Error with AWS’s Own Message'],
    ]);
    assert.equal(pick.items[5]?.iconPath?.id, 'error');
    assert.equal(pick.items.filter(({ label }) => label === 'Check Again').length, 1);
  });

  it('puts every text on two lines at most, which VS Code shows whole', async () => {
    const args = ['a-usual-profile', 'partnercentral:ListOpportunities', 'A_USUAL_REASON'];
    for (const code of sourceErrorCodes()) {
      const steps = accessSteps(stoppedBy(new SourceError(code, { args, requestId: 'r' })), english);
      for (const { label, description = '', detail = '' } of items.accessItems(steps)) {
        assert.ok(`${label} ${description}`.length <= 84, `${code}: ${label} ${description}`);
        assert.ok(detail.length <= 95, `${code}: ${detail}`);
      }
    }
    assert.deepEqual(items.twoLines('One sentence here. And a second one.', 20), [
      'One sentence here.',
      'And a second one.',
    ]);
    assert.deepEqual(items.twoLines('What is wrong: the words', 16), ['What is wrong:', 'the words']);
    assert.deepEqual(items.twoLines('no end at all in it', 10), ['no end at', 'all in it']);
    assert.deepEqual(items.twoLines('short', 10), ['short']);
    assert.deepEqual(items.twoLines('oneverylongword', 10), ['oneverylongword']);
  });

  it('checks the connection of the window, and says who chose the profile', async () => {
    await seen(allFine);
    assert.deepEqual([asked[0]?.connection, asked[0]?.chosenBy], [{ kind: 'aws', catalog: 'AWS' }, undefined]);
    vscode.set('partnerCentral.profile', 'team');
    await seen(allFine);
    assert.equal(asked[1]?.chosenBy, 'setting');
    await window.choices.choose({ profile: 'mine', catalog: 'Sandbox' });
    await seen(allFine);
    assert.deepEqual(asked[2]?.connection, { kind: 'aws', catalog: 'Sandbox', profile: 'mine' });
    assert.equal(asked[2]?.chosenBy, 'window');
  });

  it('has nothing to check with sample data, and says so', async () => {
    await window.choices.choose({ sampleData: true });
    vscode.answer = ([first]) => first;
    await run();
    assert.deepEqual(asked, []);
    assert.match(vscode.textsIn('notification')[0] ?? '', /shows sample data/);
    assert.deepEqual(vscode.executed, [['partnerCentral.selectProfile']]);
  });

  it('says what is checked, and what is waited for, and can be cancelled', async () => {
    let pick: OpenPick | undefined;
    vscode.steps.push((open) => {
      pick = open;
      open.hide();
    });
    const { keys, clockOffset, ...known } = allFine;
    await run(async ({ tell, tellWaiting }, signal) => {
      tell('profile');
      tell('credentials');
      const over = tellWaiting('[x](command:y)', signal);
      assert.equal(vscode.inProgress, 1);
      vscode.cancel();
      await over;
      assert.equal(signal.aborted, true);
      return { ...known, calls: [], stoppedAt: 'credentials' };
    });
    assert.deepEqual(vscode.textsIn('progress.message'), [
      ...['Profile', 'Credentials', 'still waiting for the credentials of [x]\u200b(command:y)'],
    ]);
    assert.equal(pick?.placeholder, 'You stopped the check. This is what is known.');
    assert.equal(pick?.items[1]?.description, 'Stopped here.');
    assert.equal(vscode.inProgress, 0);
  });

  it('copies the report, and stays open', async () => {
    vscode.steps.push((pick) => {
      pick.pick('Copy Report');
      pick.press(0);
      pick.hide();
    });
    await run(allFine);
    assert.equal(vscode.clipboard.length, 2);
    assert.match(
      vscode.clipboard[0] ?? '',
      /^# Check Access\n\n- Extension: 0\.1\.0\n- VS Code: 1\.139\.0\n- Platform: /,
    );
    assert.equal(vscode.clipboard[0], vscode.clipboard[1]);
  });

  it('copies what AWS said, which is not in the report, only where a person asks for it', async () => {
    vscode.steps.push((pick) => {
      pick.pick('Copy Report');
      pick.pick('Copy Error with AWS’s Own Message');
      pick.hide();
    });
    await run(stoppedBy(denied));
    assert.deepEqual(
      vscode.clipboard.map((text) => text.includes('arn:aws:iam::1:user/me')),
      [false, true],
    );
    assert.equal(JSON.stringify(vscode.shown).includes('arn:aws'), false);
  });

  it('does what helps: from its own row, or the first of it from the row of the step', async () => {
    vscode.steps.push((pick) => pick.pick('Permission: failed'));
    await run(stoppedBy(denied));
    assert.match(vscode.clipboard[0] ?? '', /partnercentral:ListOpportunities/);
    vscode.steps.push((pick) => pick.pick('Select AWS Profile…'));
    await run(stoppedBy(denied));
    assert.deepEqual(done, ['partnerCentral.selectProfile']);
  });

  it('checks again where that helps, also after an endpoint is allowed or a code is to be entered', async () => {
    const refused = new SourceError('endpointRefused', { args: ['host', 'AWS_ENDPOINT_URL'] });
    const code = new SourceError('mfaNeeded', { args: ['dev'] });
    vscode.steps.push(
      (pick) => pick.pick('Check Again'),
      (pick) => pick.pick('Allow This Endpoint…'),
      (pick) => pick.pick('Enter MFA Code…'),
      (pick) => pick.hide(),
    );
    await run(allFine, stoppedBy(refused, 'endpoint'), stoppedBy(code, 'credentials'), allFine);
    assert.equal(asked.length, 4);
    assert.deepEqual(done, ['forgetRefusals']);
  });

  it('does nothing for a row that only tells', async () => {
    vscode.steps.push((pick) => {
      pick.pick('Clock');
      assert.deepEqual(done, []);
      pick.hide();
    });
    await run(allFine);
    assert.equal(asked.length, 1);
  });
});
