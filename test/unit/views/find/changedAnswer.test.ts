import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import type { RunnableCommands } from '../../../../src/views/registerCommands';
import { change, FakeWhatChanged, shownOf, watching } from '../../../support/changes/fakeWhatChanged';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { type OpenPick, vscode } from '../../../support/fakeVscode';
import { assertInert } from '../../../support/inert';
import { calm, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

const named = (id: string, CompanyName: string, NextSteps = ''): OpportunitySummary => ({
  ...summary(id),
  LifeCycle: { Stage: 'Prospect', NextSteps },
  Customer: { Account: { CompanyName } },
});

describe('what changed since the person last looked, in the find pick', () => {
  const [acme, bolt, core, away] = [
    named('O1', 'Acme', 'Their contact changed'),
    named('O2', 'Bolt'),
    named('O3', 'Core'),
    named('O9', 'Away'),
  ];
  const moved = { stage: { from: 'Qualified', to: 'Committed' }, closes: { from: '2026-06-01', to: '2026-06-15' } };
  let window: WindowUnderTest;
  let whatChanged: FakeWhatChanged;
  let source: FakeSource;
  let commands: RunnableCommands<'opportunities'>;

  beforeEach(async () => {
    vscode.install();
    window = await openWindow(() => {
      source = new FakeSource(({ LifeCycleStage: [stage] = [] }) =>
        page(stage === 'Prospect' ? [acme, bolt, core] : []),
      );
      return source;
    });
    whatChanged = new FakeWhatChanged();
    const { opportunityCommands } = await import('../../../../src/views/opportunities/opportunityCommands');
    commands = opportunityCommands({ ...window.parts, whatChanged });
    await window.current.value.listOf('Prospect')?.firstPage();
  });

  afterEach(() => window.dispose());

  const inPick = async (act: (pick: OpenPick) => unknown, how: 'find' | 'triage' = 'find') => {
    let done: unknown;
    vscode.steps.push((pick) => {
      done = (async () => {
        await calm();
        await act(pick);
        pick.hide();
      })();
    });
    await commands[`partnerCentral.${how}`]();
    await calm();
    await done;
  };
  /** Waits until the pick shows something, which it does a moment after a change. */
  const until = async (isShown: () => boolean) => {
    while (!isShown()) await calm();
  };
  const lines = (pick: OpenPick) =>
    pick.items
      .filter(({ kind }) => kind === undefined)
      .map(({ label, description, detail }) => [label, detail ?? description].filter(Boolean).join(': '));
  const question = (pick: OpenPick) => pick.items.find(({ label }) => label === 'Changed')?.description;

  it('is a question that nobody asks before the person does', async () => {
    whatChanged.found = () =>
      whatChanged.be([change('O9', { item: away, kind: 'new' }), change('O2', { item: bolt, ...moved })]);
    await inPick(async (pick) => {
      assert.equal(question(pick), 'Enter asks AWS what changed since you last looked');
      assert.equal(whatChanged.starts, 0);
      pick.pick('Changed');
      await until(() => lines(pick).length === 2);
      assert.equal(whatChanged.starts, 1);
      assert.equal(pick.title, 'Changed: 2 since you last looked');
      assert.deepEqual(lines(pick), [
        'Away: new in Prospect',
        'Bolt: Qualified → Committed · close date moved 14 days later',
      ]);
      pick.type('bolt');
      await calm();
      assert.equal(pick.title, 'Changed: 1 of 2 since you last looked');
      pick.pick('Bolt');
      await calm();
    });
    assert.ok(
      vscode.executed.some(
        ([id, shown]) => id === 'partnerCentral.openDetails' && (shown as { item: unknown }).item === bolt,
      ),
    );
    await inPick((pick) => assert.equal(question(pick), '2 since you last looked'), 'triage');
    assert.equal(whatChanged.starts, 1, 'what is known is not asked for again');
  });

  it('is a word beside any others, which may be an ordinary word, too', async () => {
    whatChanged.found = () => whatChanged.be([change('O2', { item: bolt, ...moved }), change('O9', { item: away })]);
    await inPick(async (pick) => {
      pick.type('change');
      await calm();
      assert.equal(whatChanged.starts, 0);
      pick.type('changed');
      await until(() => lines(pick).length === 5);
      assert.equal(whatChanged.starts, 1);
      assert.deepEqual(lines(pick).slice(0, 4), [
        'changed since you last looked, or the words “changed”',
        'Bolt: Qualified → Committed · close date moved 14 days later',
        'Acme: Their contact changed',
        'Changed: 1 more changed that is not loaded',
      ]);
      pick.type('changed bolt');
      await calm();
      assert.equal(pick.title, 'Find in Loaded Opportunities: 1 of 3 loaded, more exist');
      pick.pick('Changed');
      await until(() => pick.title === 'Changed: 2 since you last looked');
    });
  });

  it('never says that nothing changed, unless AWS listed everything since then', async () => {
    const shown: unknown[] = [];
    for (const state of [watching, { ...watching, isFirst: true }, { ...watching, isWhole: false }]) {
      whatChanged.be([], state);
      await inPick(async (pick) => {
        pick.pick('Changed');
        await calm();
        shown.push([pick.title, ...lines(pick)]);
      });
    }
    assert.deepEqual(shown, [
      ['Changed: 0 since you last looked', 'Nothing changed since you last looked'],
      ['Changed: 0 since you last looked', 'This is the first look: changes are listed from now on'],
      ['Changed: 0 since you last looked, among what was loaded', 'Among what was loaded: others may have changed too'],
    ]);
  });

  it('says that it is looking, counts what is not read yet, and says what failed with a way to try again', async () => {
    whatChanged.found = () => whatChanged.be([], { kind: 'asking' });
    await inPick(async (pick) => {
      pick.pick('Changed');
      await calm();
      assert.deepEqual([pick.title, ...lines(pick)], ['Changed: looking…', 'Looking what changed…']);
      const error = new SourceError('offline');
      whatChanged.be([change('O5')], { ...watching, isWhole: false, error });
      await until(() => lines(pick).length > 2);
      assert.equal(lines(pick)[0], '1 more changed that was not read in this window yet');
      assert.match(lines(pick)[2] ?? '', /offline/i);
      whatChanged.found = () => whatChanged.be([change('O2', { item: bolt })]);
      pick.pick(lines(pick)[2] ?? '');
      await until(() => lines(pick)[0]?.startsWith('Bolt') ?? false);
      assert.equal(whatChanged.starts, 2);
    });
  });

  it('follows what is marked as seen meanwhile, and closes with its connection', async () => {
    whatChanged.be([change('O2', { item: bolt }), change('O3', { item: core })]);
    await inPick(async (pick) => {
      pick.pick('Changed');
      await calm();
      assert.equal(lines(pick).length, 2);
      whatChanged.markSeen(shownOf(whatChanged, 'O2'));
      await until(() => lines(pick).length === 1);
      assert.equal(pick.title, 'Changed: 1 since you last looked');
      const { length } = vscode.steps;
      await window.choices.choose({ catalog: 'Sandbox' });
      assert.equal(vscode.steps.length, length);
    });
    assert.equal(source.calls.length, 1);
  });

  it('shows what opportunities say as text', async () => {
    const stage = { from: '$(trash) [x](command:y)', to: '\u202eCommitted' };
    whatChanged.be([change('O2', { item: bolt, stage })]);
    await inPick(async (pick) => {
      pick.pick('Changed');
      await calm();
      for (const { label, description = '', detail = '' } of pick.items) {
        for (const text of [label, description, detail]) assertInert({ where: 'pick', text });
      }
    });
  });
});
