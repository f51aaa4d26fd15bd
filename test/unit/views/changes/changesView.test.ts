import assert from 'node:assert/strict';
import type { TreeItem } from 'vscode';
import type { OpportunityChange } from '../../../../src/core/changes/opportunityChange';
import { SourceError } from '../../../../src/core/errors/sourceError';
import type { ChangesRow } from '../../../../src/views/changes/changeRows';
import type { ChangesView } from '../../../../src/views/changes/changesView';
import type { WatchState } from '../../../../src/views/changes/whatChanged';
import { FakeClock } from '../../../support/fakeClock';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { hostileMessages } from '../../../support/hostileTexts';
import { assertInert } from '../../../support/inert';
import { utc } from '../../../support/moments';
import { filledWith } from '../../../support/summaries';
import { FakeTreeView, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';
import { changeOf } from '../../core/present/changes/someChanges';
import { FakeWhatChanged } from './fakeWhatChanged';

const watching = { kind: 'watching', since: '2026-03-14T10:04:00Z', isFirst: false, isWhole: true } as const;
const acme = { ...summary('O1'), Customer: { Account: { CompanyName: 'Acme' } } };
const moved: OpportunityChange = changeOf({
  ...{ id: 'O1', item: acme, modified: '2026-03-15T09:00:00Z' },
  stage: { from: 'Qualified', to: 'Committed' },
});
const unread = changeOf({ id: 'O2', modified: '2026-03-14T09:00:00Z', kind: 'unknown' });

describe('the view of changes', () => {
  let open: WindowUnderTest;
  let what: FakeWhatChanged;
  let view: FakeTreeView<ChangesRow>;
  let time: FakeClock;
  let shown: ChangesView;
  let repaints: number;
  let hasCredentials: boolean;

  beforeEach(async () => {
    open = await openWindow(() => new FakeSource(() => page([])));
    const { ChangesView: View } = await import('../../../../src/views/changes/changesView');
    what = new FakeWhatChanged();
    view = new FakeTreeView();
    time = new FakeClock();
    repaints = 0;
    hasCredentials = true;
    const deps = { ...open.parts, whatChanged: what, hasCredentials: () => hasCredentials };
    view.visible = false;
    const repaint = () => {
      repaints += 1;
    };
    shown = new View(view, deps, repaint, time);
  });

  afterEach(() => {
    shown.dispose();
    open.dispose();
  });

  const become = async (state: WatchState, changes: readonly OpportunityChange[] = []) => {
    what.become(state, changes);
    await time.pass(300);
  };
  const rows = (row?: ChangesRow): ChangesRow[] => shown.children(row);
  const item = (row: ChangesRow): TreeItem => shown.resolve(shown.item(row), row);
  /** What is on the screen, indented as the tree is. */
  const screen = (row?: ChangesRow, indent = ''): string[] =>
    rows(row).flatMap((each) => {
      const { label, description } = item(each);
      return [`${indent}${label} | ${description}`, ...screen(each, `${indent}  `)];
    });

  describe('asks', () => {
    it('nothing before the person can see it, and then once', () => {
      assert.deepEqual(what.done, []);
      view.look(true);
      assert.deepEqual(what.done, ['start']);
      what.become({ kind: 'asking' });
      view.look(false);
      view.look(true);
      rows();
      assert.deepEqual(what.done, ['start']);
    });

    it('nothing where there is nobody to ask as, until there is', async () => {
      hasCredentials = false;
      view.look(true);
      rows();
      assert.deepEqual(what.done, []);
      hasCredentials = true;
      rows();
      assert.deepEqual(what.done, ['start']);
    });

    it('with sample data and with a chosen profile whatever the machine has', async () => {
      hasCredentials = false;
      view.look(true);
      await open.choices.choose({ profile: 'demo' });
      assert.deepEqual(what.done, ['start']);
    });

    it('again for another connection, also where that is chosen while AWS is asked', async () => {
      view.look(true);
      what.become({ kind: 'asking' });
      await open.choices.choose({ profile: 'other' });
      what.become({ kind: 'idle' });
      assert.deepEqual(what.done, ['start', 'start']);
      view.look(false);
      what.become({ kind: 'asking' });
      what.become({ kind: 'idle' });
      assert.deepEqual(what.done, ['start', 'start'], 'nothing for a view that nobody sees');
    });
  });

  describe('has rows', () => {
    it('by day, with the company and what changed in words', async () => {
      await become(watching, [moved, unread]);
      assert.deepEqual(screen(), [
        'Today | 1',
        '  Acme | Qualified → Committed',
        'Yesterday | 1',
        '  O2 | changed; what it was before is not known',
      ]);
      open.moveTo(utc('2026-03-16T00:00:01Z'));
      await time.pass(300);
      assert.deepEqual(
        rows().map((row) => item(row).label),
        ['Yesterday', 'Earlier'],
      );
    });

    it('that say in a sentence what they are, and more when the pointer rests on them', async () => {
      await become(watching, [moved, unread]);
      const [today, yesterday] = rows();
      assert.ok(today && yesterday);
      assert.equal(item(today).accessibilityInformation?.label, 'Today, 1 change');
      const [first] = rows(today);
      const [second] = rows(yesterday);
      assert.ok(first && second);
      assert.equal(
        item(first).accessibilityInformation?.label,
        'Acme (O1): Qualified → Committed. Modified Mar 15, 2026, 9:00 AM UTC.',
      );
      assert.equal(item(first).tooltip, 'Acme (O1)\nStage: Qualified → Committed\nModified Mar 15, 2026, 9:00 AM UTC');
      assert.equal(item(first).contextValue, 'change known');
      assert.equal(item(first).command?.command, 'partnerCentral.openChange');
      assert.equal(item(second).contextValue, 'change', 'only its id is known');
      assert.deepEqual([item(today).contextValue, item(first).id, item(today).id], ['changeDay', 'change/O1', 'today']);
    });

    it('with an icon for what counts most', async () => {
      const icons: readonly (readonly [string, string | undefined, Partial<OpportunityChange>])[] = [
        ['bell-dot', 'list.warningForeground', { reviewStatus: { from: 'Submitted', to: 'Action Required' } }],
        ['pass', 'testing.iconPassed', { reviewStatus: { from: 'Submitted', to: 'Approved' } }],
        ['rocket', 'testing.iconPassed', { stage: { from: 'Committed', to: 'Launched' } }],
        ['circle-slash', 'list.errorForeground', { stage: { from: 'Committed', to: 'Closed Lost' } }],
        ['arrow-right', undefined, { stage: { from: 'Qualified', to: 'Committed' }, closes: { from: '', to: '' } }],
        ['calendar', undefined, { closes: { from: '2026-01-01', to: '2026-01-02' } }],
        ['edit', undefined, { reviewStatus: { from: 'Submitted', to: 'constructor' } }],
        ['add', 'testing.iconPassed', { kind: 'new' }],
        ['question', undefined, { kind: 'unknown' }],
      ];
      await become(
        watching,
        icons.map(([, , part], n) => changeOf({ id: `O${n}`, ...part })),
      );
      const [day] = rows();
      const found = rows(day).map((row) => item(row).iconPath as { id: string; color?: { id: string } });
      assert.deepEqual(
        found.map(({ id, color }) => [id, color?.id]),
        icons.map(([icon, color]) => [icon, color]),
      );
    });

    it('that stay the same for VS Code while others come and go', async () => {
      await become(watching, [moved]);
      const before = rows(rows()[0]);
      await become(watching, [changeOf({ id: 'O9', modified: '2026-03-15T10:00:00Z' }), moved]);
      const after = rows(rows()[0]);
      assert.equal(after[1], before[0]);
      assert.equal(new Set(after.map((row) => item(row).id)).size, 2);
    });

    it('in ranges where there are thousands, each in a moment', async () => {
      const many = Array.from({ length: 5_000 }, (_, n) =>
        changeOf({ ...moved, id: `O${n}`, modified: '2026-03-15T09:00:00Z' }),
      );
      await become(watching, many);
      const [day] = rows();
      const ranges = rows(day);
      assert.deepEqual(
        ranges.map((row) => [item(row).label, item(row).collapsibleState]),
        [
          ['1–1,000', 2],
          ['1,001–2,000', 1],
          ['2,001–3,000', 1],
          ['3,001–4,000', 1],
          ['4,001–5,000', 1],
        ],
      );
      assert.equal(rows(ranges[4]).length, 1_000);
      const ids = [day, ...ranges, ...ranges.flatMap((row) => rows(row))].map((row) => row && item(row).id);
      assert.equal(new Set(ids).size, 5_006);
      assert.deepEqual(view.badge, { value: 5_000, tooltip: '5,000 changes not marked as seen' });
    });

    it('of which nothing draws, links or hides, whatever AWS sends', async () => {
      const hostile = hostileMessages.flatMap((text, n): OpportunityChange[] => [
        changeOf({
          ...{ id: `O${n}`, item: filledWith(text), before: filledWith('x'), modified: text },
          stage: { from: text, to: text },
          reviewStatus: { from: text, to: undefined },
          closes: { from: text, to: text },
          fields: ['LifeCycle.NextSteps', 'Customer.Account.CompanyName'],
        }),
        changeOf({ id: text, kind: 'new', item: filledWith(text) }),
        changeOf({ id: text }),
      ]);
      await become(watching, hostile);
      let seen = 0;
      for (const row of rows().flatMap((day) => rows(day))) {
        const { label, description, tooltip, accessibilityInformation } = item(row);
        const texts = [label, description, accessibilityInformation?.label, ...String(tooltip).split('\n')];
        for (const text of texts) {
          assert.equal(typeof text, 'string');
          assertInert({ where: 'row', text: String(text).slice(0, 1_000) });
        }
        seen += 1;
      }
      assert.equal(seen, hostile.length);
    });
  });

  describe('says', () => {
    const said = async (state: WatchState, changes: readonly OpportunityChange[] = []) => {
      await become(state, changes);
      return view.message;
    };
    const noNetwork = new SourceError('unreachable', { args: ['AWS'] });

    it('what is known, and never more', async () => {
      const since = 'Mar 14, 2026, 10:04 AM UTC';
      assert.equal(await said({ kind: 'idle' }), '');
      assert.equal(await said({ kind: 'asking' }), 'Looking what changed…');
      assert.equal(
        await said({ ...watching, isFirst: true }),
        `Changes are listed from now on. The last one before was on ${since}.`,
      );
      assert.equal(await said({ ...watching, isFirst: true, since: undefined }), 'Changes are listed from now on.');
      assert.equal(await said(watching), `Nothing unseen since ${since}.`);
      assert.equal(await said({ ...watching, since: undefined }), 'Nothing unseen.');
      assert.equal(
        await said({ ...watching, isWhole: false }),
        'Nothing unseen among what was loaded: other opportunities may have changed.',
      );
      assert.equal(await said(watching, [moved]), `Changed since ${since}.`);
      assert.equal(await said({ ...watching, since: undefined }, [moved]), '');
      assert.equal(
        await said({ ...watching, isWhole: false }, [moved]),
        `Changed since ${since}, among what was loaded: other opportunities may have changed too.`,
      );
    });

    it('what went wrong, that what is listed stays, and what to do', async () => {
      const text = await said({ ...watching, error: noNetwork }, [moved]);
      assert.equal(text, `${noNetwork.message}\nWhat is listed stays. Refresh asks again.`);
      assert.equal(screen().length, 2);
      assert.equal(await said({ ...watching, error: noNetwork }), `${noNetwork.message}\nRefresh asks again.`);
    });

    it('what is not real', async () => {
      await open.choices.choose({ sampleData: true });
      await become({ ...watching, since: undefined, isFirst: true }, [moved]);
      assert.equal(view.description, 'Sample data');
      await become({ ...watching, isFirst: true });
      assert.match(view.message, /^Sample data ·\nChanges are listed/);
    });

    it('how many there are, at the view’s icon', async () => {
      await become(watching, [moved]);
      assert.deepEqual(view.badge, { value: 1, tooltip: '1 change not marked as seen' });
      await become({ ...watching, isWhole: false }, [moved, unread]);
      assert.deepEqual(view.badge, { value: 2, tooltip: '2 changes not marked as seen, among what was loaded' });
      await become(watching);
      assert.equal(view.badge, undefined);
    });
  });

  it('tells VS Code of changes that come in quick succession once it has painted those before', async () => {
    rows();
    for (let n = 0; n < 50; n++) what.become(watching, [moved]);
    assert.equal(repaints, 0);
    await time.pass(299);
    assert.equal(repaints, 0, 'VS Code is receiving rows');
    await time.pass(1);
    assert.equal(repaints, 1);
    what.become(watching, []);
    await time.pass(299);
    assert.equal(repaints, 1);
    await time.pass(1);
    assert.equal(repaints, 2);
  });

  it('leaves nothing behind', async () => {
    what.become(watching, [moved]);
    shown.dispose();
    assert.equal(time.timers, 0);
    what.become(watching, []);
    assert.equal(time.timers, 0);
  });
});
