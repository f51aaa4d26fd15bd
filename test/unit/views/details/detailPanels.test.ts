import assert from 'node:assert/strict';
import { isOfCredentials } from '../../../../src/core/errors/connectionFailures';
import { SourceError } from '../../../../src/core/errors/sourceError';
import type { OpportunitySummary, Stage } from '../../../../src/core/model/opportunity';
import type { PanelState } from '../../../../src/core/present/detail/panelState';
import type * as panelsModule from '../../../../src/views/details/detailPanels';
import type { KeptPanel } from '../../../../src/views/details/keptPanels';
import { change, FakeWhatChanged } from '../../../support/changes/fakeWhatChanged';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { type FakePanel, vscode, vscodeModule } from '../../../support/fakeVscode';
import { utc } from '../../../support/moments';
import { calm, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

const company = (item: OpportunitySummary, CompanyName: string): OpportunitySummary => ({
  ...item,
  Customer: { Account: { CompanyName } },
});
const later = '2026-02-01T00:00:00.000Z';
/** How a person opens what stays, with the keyboard where it is or in the panel. */
const behind = { preserveFocus: true, keep: true };
const inFront = { preserveFocus: false, keep: true };
/** How a click opens what the next click takes. */
const clicked = { preserveFocus: true, keep: false };
const untouched = { scroll: 0, open: [] };

/** Waits until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await calm();
}

describe('the panels of opportunities', () => {
  let window: WindowUnderTest;
  let source: FakeSource;
  let panels: panelsModule.DetailPanels;
  let items: OpportunitySummary[];
  /** What is asked by id is left to the test to answer. */
  let byHand = false;

  const [first, second, third] = [
    company(summary('O1'), 'First'),
    company(summary('O2'), 'Second'),
    company(summary('O3'), 'Third'),
  ];

  beforeEach(async () => {
    items = [first, second, third];
    byHand = false;
    window = await openWindow(() => {
      source = new FakeSource(({ Identifier: [id] = [] }) =>
        id === undefined ? page(items) : byHand ? undefined : page(items.filter((item) => item.Id === id)),
      );
      return source;
    });
    const { DetailPanels } = await import('../../../../src/views/details/detailPanels');
    panels = new DetailPanels(window.parts);
    await window.current.value.listOf('Prospect')?.firstPage();
  });

  afterEach(() => {
    panels.dispose();
    window.dispose();
  });

  const panel = (index: number): FakePanel => vscode.panels[index] ?? assert.fail(`no panel ${index}`);
  const last = (index: number) => panel(index).posted.at(-1) as PanelState;
  const shownCompany = (index: number) => {
    const state = last(index);
    return state.kind === 'opportunity' ? state.header.company : state.kind;
  };
  const askedById = () => source.calls.filter(({ request }) => request.Identifier);

  it('are one for each opportunity: one that is open comes to the front', () => {
    panels.open(first, behind);
    panels.open(second, inFront);
    panels.open(first, inFront);
    assert.equal(vscode.panels.length, 2);
    assert.deepEqual(panel(0).revealed, [[undefined, false]]);
    assert.deepEqual([shownCompany(0), shownCompany(1)], ['First', 'Second']);
    assert.deepEqual([panel(0).title, panel(1).title], ['First', 'Second']);
    assert.deepEqual(panel(0).where, { viewColumn: -1, preserveFocus: true });
  });

  it('are told apart by their ids, or as such where these are missing; one that was left is nobody’s', async () => {
    const { Id: _, ...nameless } = summary('');
    panels.open(nameless, behind);
    panels.open(nameless, behind);
    assert.equal(vscode.panels.length, 1);
    panels.open({ ...nameless }, behind);
    panels.open(first, behind);
    panels.open({ ...first }, behind);
    assert.equal(vscode.panels.length, 3);
    await window.choices.choose({ catalog: 'Sandbox' });
    panels.open(first, behind);
    assert.equal(vscode.panels.length, 4);
  });

  it('follow what is clicked in one panel, until it is kept by a double click or by its pin', () => {
    for (const item of [first, second, third]) panels.open(item, clicked);
    assert.deepEqual([vscode.panels.length, shownCompany(0), panel(0).title], [1, 'Third', 'Third']);
    assert.deepEqual(panel(0).revealed.at(-1), [undefined, true], 'the keyboard stays in the tree');
    panels.open(third, inFront);
    panels.open(first, clicked);
    assert.deepEqual([vscode.panels.length, shownCompany(0), shownCompany(1)], [2, 'Third', 'First']);
    panel(1).send({ type: 'keep' });
    panels.open(second, clicked);
    assert.deepEqual([vscode.panels.length, shownCompany(1), shownCompany(2)], [3, 'First', 'Second']);
    panels.open(third, clicked);
    assert.deepEqual([vscode.panels.length, panel(0).revealed.at(-1)], [3, [undefined, true]], 'what is kept is shown');
    assert.equal(shownCompany(2), 'Second');
  });

  it('offer to keep the one that is not kept, and know which one is in use', () => {
    const offersKeep = (index: number) => {
      const state = last(index);
      return state.kind === 'opportunity' && state.header.keep !== undefined;
    };
    panels.open(first, clicked);
    assert.deepEqual([offersKeep(0), vscode.contextKeys.get('partnerCentral.previewPanel')], [true, true]);
    panels.keep();
    assert.deepEqual([offersKeep(0), vscode.contextKeys.get('partnerCentral.previewPanel')], [false, false]);
    panels.open(second, clicked);
    panel(1).look(false);
    assert.equal(vscode.contextKeys.get('partnerCentral.previewPanel'), false, 'another tab is in use');
  });

  it('read nothing of what was clicked over: its refresh ends', () => {
    byHand = true;
    panels.open(first, clicked);
    panel(0).send({ type: 'refresh' });
    panels.open(second, clicked);
    assert.ok(askedById()[0]?.signal.aborted);
  });

  it('say the customer in their tabs as inert text of a sane length, and the id where there is none', () => {
    panels.open(company(summary('O7'), `$(trash) ${'x'.repeat(200)}`), clicked);
    assert.match(panel(0).title, /^\$\u200b\(trash\) x{20,}…$/);
    assert.ok(panel(0).title.length <= 41);
    panels.open(company(summary('O7'), '\u202e '), clicked);
    panels.open(company(summary('O8'), ' '), clicked);
    assert.equal(panel(0).title, 'O8');
  });

  it('come back to where the page was left, and forget it with another opportunity', () => {
    panels.open(first, inFront);
    const left = (index: number) => last(index).view;
    const { turn } = last(0);
    panel(0).send({ type: 'view', turn, scroll: 480, open: ['raw'] });
    panel(0).look(false);
    panel(0).look(true);
    panel(0).send({ type: 'ready' });
    assert.deepEqual(left(0), { scroll: 480, open: ['raw'] });
    panel(0).send({ type: 'next' });
    panel(0).send({ type: 'view', turn, scroll: 480, open: ['raw'] });
    panel(0).send({ type: 'ready' });
    assert.deepEqual(left(0), { scroll: 0, open: ['raw'] }, 'what was said of the one before counts no more');
  });

  it('are at home again after another connection: at once where the list knows the opportunity, and hidden ones unread', async () => {
    panels.open(first, inFront);
    panels.open(second, inFront);
    panel(0).send({ type: 'view', turn: last(0).turn, scroll: 300, open: [] });
    panel(1).look(false);
    await window.choices.choose({ profile: 'other' });
    assert.equal(last(0).kind, 'message');
    byHand = true;
    await window.choices.choose({ profile: undefined });
    assert.deepEqual(
      askedById().map(({ request }) => request.Identifier),
      [['O1']],
      'nobody looks at the other',
    );
    await window.current.value.listOf('Prospect')?.firstPage();
    assert.deepEqual([shownCompany(0), last(0).view?.scroll], ['First', 300]);
    panel(1).look(true);
    panel(1).send({ type: 'ready' });
    assert.equal(shownCompany(1), 'Second', 'the list has brought it');
    assert.equal(askedById().length, 1);
  });

  it('begin at the top of the page with each opportunity, and stay where they are with each version', async () => {
    panels.open(first, behind);
    const { turn } = last(0);
    panel(0).send({ type: 'next' });
    assert.equal(last(0).turn, turn + 1);
    items = [first, company(summary('O2', 'Prospect', later), 'Second, later')];
    panel(0).send({ type: 'refresh' });
    await calm();
    assert.deepEqual([shownCompany(0), last(0).turn], ['Second, later', turn + 1]);
  });

  it('are forgotten when they are closed: they hear of nothing any more, and the next is a new one', async () => {
    panels.open(first, behind);
    const closed = panel(0);
    closed.dispose();
    const { length } = closed.posted;
    await window.choices.choose({ catalog: 'Sandbox' });
    window.moveTo(utc('2026-03-16T12:00:00Z'));
    assert.equal(closed.posted.length, length);
    assert.equal(closed.listeners, 0);
    panels.open(first, behind);
    assert.equal(vscode.panels.length, 2);
    assert.equal(closed.revealed.length, 0);
  });

  it('read on for nobody: a refresh ends with its panel', async () => {
    byHand = true;
    panels.open(first, behind);
    panel(0).send({ type: 'refresh' });
    const [call] = askedById();
    assert.ok(call);
    panel(0).dispose();
    assert.ok(call.signal.aborted);
    const { length } = panel(0).posted;
    await calm();
    assert.equal(panel(0).posted.length, length);
  });

  it('take no answer that is another opportunity’s: a refresh ends where the panel goes on to the next', async () => {
    byHand = true;
    panels.open(first, behind);
    panel(0).send({ type: 'refresh' });
    const [call] = askedById();
    panel(0).send({ type: 'next' });
    assert.equal(shownCompany(0), 'Second');
    assert.ok(call?.signal.aborted);
    call.answer(page([company(summary('O1', 'Prospect', later), 'First, later')]));
    await calm();
    assert.equal(shownCompany(0), 'Second');
    assert.equal(panel(0).title, 'Second');
  });

  it('show what a refresh brings, mark what changed, and take the mark away when it is dismissed', async () => {
    panels.open(first, behind);
    items = [company(summary('O1', 'Prospect', later), 'First, later'), second, third];
    panel(0).send({ type: 'refresh' });
    await calm();
    const state = last(0);
    assert.ok(state.kind === 'opportunity');
    assert.equal(state.header.company, 'First, later');
    assert.match(state.notice?.text ?? '', /newer version/);
    panel(0).send({ type: 'dismissChanges' });
    const after = last(0);
    assert.ok(after.kind === 'opportunity' && after.notice === undefined);
    assert.deepEqual(vscode.textsIn('statusBar.text'), []);
  });

  const notice = () => {
    const state = last(0);
    return state.kind === 'opportunity' ? state.notice?.text : undefined;
  };

  it('keep the mark of what changed until it is dismissed, and mark nothing where nothing did', async () => {
    panels.open(first, behind);
    const refresh = async (item: OpportunitySummary) => {
      items = [item];
      panel(0).send({ type: 'refresh' });
      await calm();
    };
    await refresh({ ...first, LastModifiedDate: '2026-01-02T00:00:00.000Z' });
    const unmarked = notice();
    const changed = company(summary('O1', 'Prospect', later), 'First, later');
    await refresh(changed);
    assert.notEqual(notice(), unmarked);
    const marked = notice();
    await refresh({ ...changed });
    assert.equal(notice(), marked);
    assert.equal(unmarked, undefined);
  });

  it('take back that a refresh failed once one goes well, and ask for none of what has no id', async () => {
    panels.open(first, behind);
    byHand = true;
    panel(0).send({ type: 'refresh' });
    askedById().at(-1)?.fail(new SourceError('offline'));
    await calm();
    assert.match(notice() ?? '', /offline/);
    byHand = false;
    panel(0).send({ type: 'refresh' });
    await calm();
    assert.equal(notice(), undefined);
    const { Id: _, ...nameless } = summary('');
    panels.open(nameless, behind);
    const { length } = source.calls;
    for (const type of ['refresh', 'loadFull', 'stopFull', 'next', 'previous']) panel(1).send({ type });
    await calm();
    assert.deepEqual([source.calls.length, source.opportunityCalls.length], [length, 0]);
  });

  it('take from the list what is newer, and not again what they passed over', async () => {
    panels.open(company(summary('O1', 'Prospect', later), 'First, later'), behind);
    const { length } = panel(0).posted;
    await window.current.value.refresh();
    assert.ok(panel(0).posted.length > length, 'its place in the list may be another');
    assert.equal(shownCompany(0), 'First, later', 'the list has an older one');
    const undated = (CompanyName: string): OpportunitySummary => {
      const { LastModifiedDate: _, ...item } = company(summary('O2'), CompanyName);
      return item;
    };
    items = [first, undated('In the list'), third];
    await window.choices.choose({ sort: { SortBy: 'CreatedDate', SortOrder: 'ASCENDING' } });
    await window.current.value.listOf('Prospect')?.firstPage();
    panels.open(undated('In the panel'), behind);
    await window.current.value.listOf('Qualified')?.firstPage();
    assert.equal(shownCompany(1), 'In the panel', 'nobody knows which is newer');
    items = [first, undated('In the list, later'), third];
    await window.current.value.refresh();
    assert.equal(shownCompany(1), 'In the list, later');
  });

  it('say which request failed, and make the same again where the person says so', async () => {
    panels.open(first, behind);
    byHand = true;
    panel(0).send({ type: 'refresh' });
    askedById()[0]?.fail(new SourceError('offline'));
    await calm();
    const state = last(0);
    assert.ok(state.kind === 'opportunity');
    assert.match(notice() ?? '', /^Not refreshed: /);
    panel(0).send({ type: 'remedy', of: 'panel', index: 99 });
    assert.equal(askedById().length, 1);
    panel(0).send(state.notice?.actions.find(({ label }) => label === 'Retry')?.intent);
    assert.equal(askedById().length, 2);
    panel(0).send({ type: 'readAgain' });
    panel(0).send({ type: 'remedy', of: 'opportunity', index: 0 });
    assert.deepEqual([askedById().length, shownCompany(0)], [2, 'First'], 'what is shown need not be read');
  });

  it('offer the console where there is a page, and the row where there is one', async () => {
    panels.open(first, behind);
    panels.open(summary('O9'), behind);
    const offers = (index: number, type: string) => JSON.stringify(last(index)).includes(`"type":"${type}"`);
    assert.deepEqual([offers(0, 'openInConsole'), offers(0, 'reveal'), offers(1, 'reveal')], [false, true, false]);
    vscode.set('partnerCentral.consoleUrl', 'https://partnercentral.example/$\u007bid}');
    panel(0).send({ type: 'ready' });
    assert.ok(offers(0, 'openInConsole'));
  });

  it('cannot be read again with another connection where there is no id', async () => {
    const { Id: _, ...nameless } = company(summary(''), 'Nameless');
    panels.open(nameless, behind);
    await window.choices.choose({ profile: 'other' });
    const state = last(0);
    assert.ok(state.kind === 'message');
    assert.deepEqual([state.heading, state.failure?.actions], ['Opportunity', []]);
    panel(0).send({ type: 'readAgain' });
    await window.choices.choose({ profile: 'third' });
    assert.deepEqual([last(0).kind, askedById().length], ['message', 0]);
  });

  it('belong to the connection that they were read with last', async () => {
    panels.open(first, behind);
    await window.choices.choose({ profile: 'other' });
    assert.equal(last(0).kind, 'message');
    panel(0).send({ type: 'readAgain' });
    await calm();
    assert.equal(shownCompany(0), 'First');
    await window.choices.choose({ profile: 'third' });
    assert.match(JSON.stringify(last(0)), /\(profile other, AWS catalog\)\. The window now uses profile third, AWS/);
  });

  it('say that nothing is newer where nothing is, and what failed where it did', async () => {
    panels.open(first, behind);
    panel(0).send({ type: 'refresh' });
    await calm();
    assert.deepEqual(vscode.textsIn('statusBar.text'), ['O1 is up to date.']);
    byHand = true;
    panel(0).send({ type: 'refresh' });
    askedById().at(-1)?.fail(new SourceError('accessDenied'));
    await calm();
    const text = JSON.stringify(last(0));
    assert.equal(shownCompany(0), 'First', 'what is shown stays');
    assert.match(text, /"type":"remedy"/);
  });

  it('go to neighbours, or bring the panel of one to the front that has its own', () => {
    panels.open(first, behind);
    panels.open(third, behind);
    panel(0).send({ type: 'previous' });
    assert.equal(shownCompany(0), 'First', 'there is none before the first');
    panel(0).send({ type: 'next' });
    assert.equal(shownCompany(0), 'Second');
    panel(0).send({ type: 'next' });
    assert.equal(shownCompany(0), 'Second');
    assert.deepEqual(panel(1).revealed, [[undefined, false]]);
  });

  it('R18: show nothing of another connection, and read what VS Code kept only in its own catalog', async () => {
    panels.open(first, behind);
    await window.choices.choose({ catalog: 'Sandbox' });
    assert.equal(last(0).kind, 'message');
    assert.doesNotMatch(JSON.stringify(last(0)), /First/);
    assert.match(JSON.stringify(last(0)), /default credentials, AWS catalog.*default credentials, Sandbox catalog/);
    await window.choices.choose({ catalog: 'AWS' });
    await calm();
    assert.equal(shownCompany(0), 'First', 'it is at home again');
    assert.deepEqual(
      askedById().map(({ request }) => [request.Catalog, request.Identifier]),
      [['AWS', ['O1']]],
    );
  });

  it('follow the list, and are right again on another day', async () => {
    panels.open({ ...first, LifeCycle: { Stage: 'Prospect', TargetCloseDate: '2026-03-15' } }, behind);
    const closing = () => {
      const state = last(0);
      return state.kind === 'opportunity' ? state.header.closing?.text : undefined;
    };
    assert.equal(closing(), 'closes today');
    window.moveTo(utc('2026-03-16T00:00:10Z'));
    assert.equal(closing(), '1 day overdue');
    items = [company(summary('O1', 'Prospect', later), 'First, later')];
    await window.current.value.refresh();
    assert.equal(shownCompany(0), 'First, later');
  });

  it('ask for nothing while nobody sees them', async () => {
    panels.open(first, behind);
    const { length } = panel(0).posted;
    panel(0).look(false);
    items = [company(summary('O1', 'Prospect', later), 'First, later')];
    await window.current.value.refresh();
    assert.equal(panel(0).posted.length, length);
    panel(0).visible = true;
    panel(0).send({ type: 'ready' });
    assert.equal(shownCompany(0), 'First, later');
  });

  it('do what the page asks for, and drop what it may not ask for', async () => {
    vscode.set('partnerCentral.consoleUrl', 'https://partnercentral.example/$\u007bid}');
    const spend = {
      EstimationUrl: `https://calculator.aws/#/estimate?id=${'a'.repeat(32)}`,
      CurrencyCode: 'USD',
    } as const;
    panels.open(
      {
        ...first,
        Arn: 'arn:1',
        PartnerOpportunityIdentifier: 'P1',
        Customer: { Account: { CompanyName: 'First', WebsiteUrl: 'www.example.com' } },
        Project: { ExpectedCustomerSpend: [{ ...spend, Amount: '1', Frequency: 'Monthly', TargetCompany: 'AWS' }] },
      },
      behind,
    );
    for (const what of ['id', 'arn', 'partnerId', 'company', 'consoleLink']) panel(0).send({ type: 'copy', what });
    await calm();
    assert.deepEqual(vscode.clipboard, ['O1', 'arn:1', 'P1', 'First', 'https://partnercentral.example/O1']);
    panel(0).send({ type: 'copy', what: 'json' });
    await calm();
    assert.equal(JSON.parse(vscode.clipboard.at(-1) ?? '').Id, 'O1');
    for (const type of ['openWebsite', 'openInConsole', 'filterByCompany', 'reveal', 'openJson'])
      panel(0).send({ type });
    panel(0).send({ type: 'openEstimate', index: 0 });
    panel(0).send({ type: 'openEstimate', index: 7 });
    await calm();
    assert.deepEqual(
      vscode.executed.map(([id, what]) => [id, typeof what === 'string' ? what : undefined]),
      [
        ['vscode.open', 'https://www.example.com'],
        ['partnerCentral.openInConsole', undefined],
        ['partnerCentral.filterByCompany', undefined],
        ['vscode.open', spend.EstimationUrl],
      ],
    );
    assert.equal(window.view.revealed.length, 1);
    assert.equal(String(vscode.documents[0]), 'partner-central:/AWS/O1.opportunity.json');
    panel(0).send({ type: 'timeZone', zone: 'Europe/Berlin' });
    assert.deepEqual(window.heard, ['Europe/Berlin']);
    panel(0).send({ type: 'deleteEverything' });
    assert.deepEqual(window.logged, ['panel message dropped: deleteEverything']);
  });
});

describe('what changed since the person last looked, in a panel', () => {
  let window: WindowUnderTest;
  let whatChanged: FakeWhatChanged;
  let panels: panelsModule.DetailPanels;
  const opened = summary('O1', 'Committed');
  const moved = { stage: { from: 'Prospect', to: 'Committed' } };

  beforeEach(async () => {
    window = await openWindow(() => new FakeSource(() => page([opened])));
    whatChanged = new FakeWhatChanged();
    const { DetailPanels } = await import('../../../../src/views/details/detailPanels');
    panels = new DetailPanels({ ...window.parts, whatChanged });
    await window.current.value.listOf('Committed')?.firstPage();
  });

  afterEach(() => {
    panels.dispose();
    window.dispose();
  });

  const panel = () => vscode.panels[0] ?? assert.fail();
  const state = () => {
    const posted = panel().posted.at(-1) as PanelState;
    return posted.kind === 'opportunity' ? posted : assert.fail(posted.kind);
  };
  const marks = () => {
    const { news, groups, turn } = state();
    const fields = groups.flatMap((group) => group.fields.filter((field) => field.change));
    return [news?.text, fields.map(({ name }) => name), turn];
  };
  const text = 'Changed since you last looked: Prospect → Committed';

  it('is marked as soon as it is known, until it is seen here, in the same page', () => {
    panels.open(opened, behind);
    assert.deepEqual(marks(), [undefined, [], 1]);
    whatChanged.be([change('O1', moved), change('O2')]);
    assert.deepEqual(marks(), [text, ['LifeCycle.Stage'], 1]);
    panel().send({ type: 'markSeen' });
    assert.deepEqual(
      whatChanged.changes.map(({ id }) => id),
      ['O2'],
    );
    assert.deepEqual(marks(), [undefined, [], 1]);
  });

  it('goes away when it is seen elsewhere, and is looked for by nobody before the watch begins', () => {
    panels.open(opened, behind);
    assert.equal(whatChanged.starts, 0);
    whatChanged.be([change('O1', moved)]);
    whatChanged.markAllSeen();
    assert.deepEqual(marks(), [undefined, [], 1]);
  });

  it('is shown of the newest version, even if no list has it', () => {
    const newer = (stage: Stage): OpportunitySummary => summary('O1', stage, later);
    panels.open(opened, behind);
    const item = newer('Launched');
    whatChanged.be([change('O1', { item, stage: { from: 'Prospect', to: 'Launched' } })]);
    assert.deepEqual(marks(), [
      'Changed since you last looked: Prospect → Launched',
      ['LifeCycle.Stage', 'LastModifiedDate'],
      1,
    ]);
    assert.match(JSON.stringify(state().header.stage.steps), /"Launched","place":"current"/);
    panels.open(opened, behind);
    assert.match(JSON.stringify(state().header.stage.steps), /"Launched","place":"current"/);
  });

  it('takes what changed in the panel away together with the rest', async () => {
    panels.open(opened, behind);
    const item = company(summary('O1', 'Committed', later), 'Later');
    whatChanged.be([change('O1', { ...moved, item, fields: ['Customer.Account.CompanyName'] })]);
    assert.deepEqual(
      [state().notice, marks()[1]],
      [undefined, ['LifeCycle.Stage', 'Customer.Account.CompanyName', 'LastModifiedDate']],
    );
    panel().send({ type: 'markSeen' });
    assert.deepEqual([state().notice, ...marks()], [undefined, undefined, [], 1]);
  });

  it('belongs to the connection: nothing is said of it in a panel that was left', async () => {
    panels.open(opened, behind);
    await window.choices.choose({ catalog: 'Sandbox' });
    whatChanged.be([change('O1', moved)]);
    assert.equal((panel().posted.at(-1) as PanelState).kind, 'message');
    panel().send({ type: 'markSeen' });
    assert.equal(whatChanged.changes.length, 1);
  });
});

describe('the full record in a panel', () => {
  let window: WindowUnderTest;
  let source: FakeSource;
  let panels: panelsModule.DetailPanels;

  beforeEach(async () => {
    window = await openWindow(() => {
      source = new FakeSource(() => page([summary('O1'), summary('O2')]));
      return source;
    });
    const { DetailPanels } = await import('../../../../src/views/details/detailPanels');
    panels = new DetailPanels(window.parts);
    await window.current.value.listOf('Prospect')?.firstPage();
    panels.open(summary('O1'), behind);
  });

  afterEach(() => {
    panels.dispose();
    window.dispose();
  });

  const panel = () => vscode.panels[0] ?? assert.fail();
  const full = () => {
    const state = panel().posted.at(-1) as PanelState;
    return state.kind === 'opportunity' ? state.full : undefined;
  };

  it('is asked for by the person alone, in two requests, and once at a time', async () => {
    assert.equal(source.opportunityCalls.length, 0);
    assert.deepEqual(full()?.actions[0]?.intent, { type: 'loadFull' });
    panel().send({ type: 'loadFull' });
    panel().send({ type: 'loadFull' });
    assert.deepEqual([source.opportunityCalls.length, source.awsSummaryCalls.length], [1, 1]);
    assert.deepEqual([full()?.busy, full()?.actions[0]?.intent], [true, { type: 'stopFull' }]);
    source.opportunityCalls[0]?.answer({ Catalog: 'AWS', Id: 'O1' } as never);
    await calm();
    assert.equal(full()?.busy, true, 'half of it is there');
    source.awsSummaryCalls[0]?.answer({ Catalog: 'AWS' } as never);
    await calm();
    assert.deepEqual([full()?.busy, full()?.failures], [false, []]);
    assert.deepEqual([full()?.actions[0]?.label, full()?.actions[0]?.intent], ['Read Again', { type: 'loadFull' }]);
    panel().send({ type: 'loadFull' });
    assert.deepEqual([source.opportunityCalls.length, source.awsSummaryCalls.length], [2, 2]);
  });

  it('is read by itself where the settings say so, of the last one that is clicked, and once', async () => {
    vscode.set('partnerCentral.alwaysLoadFullRecord', true);
    panels.open(summary('O2'), clicked);
    panels.open(summary('O3'), clicked);
    const preview = vscode.panels[1] ?? assert.fail();
    panels.open(summary('O4'), clicked);
    // The panel in front of which another came is not looked at.
    panel().look(false);
    await until(() => source.opportunityCalls.length > 0);
    assert.deepEqual(
      [source.opportunityCalls, source.awsSummaryCalls].map((calls) => calls.map(({ id }) => id)),
      [['O4'], ['O4']],
    );
    preview.send({ type: 'stopFull' });
    preview.look(true);
    panel().look(true);
    await until(() => source.opportunityCalls.length > 1);
    assert.deepEqual(
      source.opportunityCalls.map(({ id }) => id),
      ['O4', 'O1'],
      'what a person stopped stays so',
    );
    vscode.set('partnerCentral.alwaysLoadFullRecord', undefined);
  });

  it('C03: reads again the half that failed because of credentials once they may be there, and not the other', async () => {
    panel().send({ type: 'loadFull' });
    source.opportunityCalls[0]?.fail(new SourceError('signInNeeded'));
    source.awsSummaryCalls[0]?.fail(new SourceError('accessDenied'));
    await calm();
    for (const count of [2, 3]) {
      window.current.recover(isOfCredentials);
      assert.deepEqual([source.opportunityCalls.length, source.awsSummaryCalls.length], [count, 1]);
      source.opportunityCalls.at(-1)?.fail(new SourceError('signInNeeded'));
      await calm();
    }
    window.current.recover((code) => code === 'offline');
    assert.deepEqual([source.opportunityCalls.length, source.awsSummaryCalls.length], [3, 1]);
  });

  it('says of each half what failed, and reads only that half again', async () => {
    panel().send({ type: 'loadFull' });
    source.opportunityCalls[0]?.answer({ Catalog: 'AWS', Id: 'O1' } as never);
    source.awsSummaryCalls[0]?.fail(new SourceError('notFound'));
    await calm();
    assert.match(full()?.failures[0]?.text ?? '', /it may not have been submitted yet/);
    panel().send({ type: 'copyError', of: 'awsSummary' });
    assert.match(vscode.clipboard[0] ?? '', /^This opportunity was not found\.\n/);
    panel().send({ type: 'loadFull' });
    assert.deepEqual([source.opportunityCalls.length, source.awsSummaryCalls.length], [1, 2]);
    source.awsSummaryCalls[1]?.fail(new SourceError('throttled'));
    await calm();
    assert.equal(full()?.failures.length, 1);
    panel().send({ type: 'remedy', of: 'awsSummary', index: 0 });
    assert.deepEqual([source.opportunityCalls.length, source.awsSummaryCalls.length], [1, 3]);
  });

  it('is read again by itself where another filter took the source away from under it', async () => {
    const before = source;
    panel().send({ type: 'loadFull' });
    await window.choices.choose({ filter: { LifeCycleStage: ['Prospect'] } });
    assert.ok(before.opportunityCalls[0]?.signal.aborted);
    assert.notEqual(source, before);
    assert.deepEqual([source.opportunityCalls.length, source.awsSummaryCalls.length, full()?.busy], [1, 1, true]);
    source.opportunityCalls[0]?.answer({ Catalog: 'AWS', Id: 'O1' } as never);
    source.awsSummaryCalls[0]?.answer({ Catalog: 'AWS' } as never);
    await calm();
    assert.equal(full()?.busy, false);
    await window.choices.choose({ filter: {} });
    assert.equal(source.opportunityCalls.length, 0, 'what was read stays');
  });

  it('ends when the person stops it, goes to another opportunity, closes the panel or leaves the connection', async () => {
    panel().send({ type: 'loadFull' });
    panel().send({ type: 'stopFull' });
    assert.equal(full()?.busy, false);
    panel().send({ type: 'loadFull' });
    panel().send({ type: 'next' });
    assert.equal(full()?.busy, false);
    panel().send({ type: 'loadFull' });
    const { opportunityCalls } = source;
    await window.choices.choose({ catalog: 'Sandbox' });
    assert.deepEqual(
      opportunityCalls.map(({ id, signal }) => [id, signal.aborted]),
      [
        ['O1', true],
        ['O1', true],
        ['O2', true],
      ],
    );
    assert.equal(full(), undefined);
  });
});

describe('a comparison', () => {
  let window: WindowUnderTest;
  let source: FakeSource;
  let panels: panelsModule.DetailPanels;
  let items: OpportunitySummary[];

  beforeEach(async () => {
    items = [company(summary('O1'), 'First'), company(summary('O2'), 'Second'), company(summary('O3'), 'Third')];
    window = await openWindow(() => {
      source = new FakeSource(() => page(items));
      return source;
    });
    const { DetailPanels } = await import('../../../../src/views/details/detailPanels');
    panels = new DetailPanels(window.parts);
    await window.current.value.listOf('Prospect')?.firstPage();
    panels.compare(items);
  });

  afterEach(() => {
    panels.dispose();
    window.dispose();
  });

  const panel = () => vscode.panels[0] ?? assert.fail();
  const text = () => JSON.stringify(panel().posted.at(-1));

  it('shows its opportunities side by side, and opens each', () => {
    assert.match(text(), /First.*Second.*Third/);
    panel().send({ type: 'openCompared', index: 1 });
    panel().send({ type: 'openCompared', index: 5 });
    assert.equal(vscode.panels.length, 2);
    assert.deepEqual([panel().title, vscode.panels[1]?.title], ['First ↔ Second ↔ Third', 'Second']);
  });

  it('of two opens as a diff of their documents, whose title names no customer', () => {
    panels.compare(items.slice(0, 2));
    vscode.panels[1]?.send({ type: 'openDiff' });
    assert.deepEqual(
      vscode.executed.map(([id, before, after, title]) => [id, String(before), String(after), title]),
      [
        [
          ...['vscode.diff', 'partner-central:/AWS/O1.opportunity.json', 'partner-central:/AWS/O2.opportunity.json'],
          'O1 ↔ O2',
        ],
      ],
    );
  });

  it('follows the list where something in it changed, and only then', async () => {
    const { length } = panel().posted;
    await window.current.value.refresh();
    assert.equal(panel().posted.length, length);
    items = [company(summary('O1', 'Prospect', later), 'First, later'), ...items.slice(1)];
    await window.current.value.refresh();
    assert.match(text(), /First, later/);
  });

  it('keeps nothing of a connection that was left, and says so', async () => {
    await window.choices.choose({ sort: { SortBy: 'CreatedDate', SortOrder: 'ASCENDING' } });
    assert.match(text(), /First/, 'the same connection');
    await window.choices.choose({ profile: 'other' });
    assert.doesNotMatch(text(), /First|Second|Third|O1/);
    assert.match(text(), /default credentials, AWS catalog.*profile other, AWS catalog/);
    assert.equal(panel().title, 'Comparison');
    panel().send({ type: 'openCompared', index: 0 });
    assert.equal(vscode.panels.length, 1);
    await window.choices.choose({ profile: undefined });
    assert.doesNotMatch(text(), /First/);
  });

  it('is forgotten when it is closed', async () => {
    panel().dispose();
    const { length } = panel().posted;
    await window.choices.choose({ profile: 'other' });
    assert.equal(panel().posted.length, length);
    assert.equal(panel().listeners, 0);
  });

  it('is painted again on another day: how long something has been due depends on it', () => {
    const { length } = panel().posted;
    window.moveTo(utc('2026-03-16T12:00:00Z'));
    assert.equal(panel().posted.length, length + 1);
    panel().visible = false;
    window.moveTo(utc('2026-03-17T12:00:00Z'));
    assert.equal(panel().posted.length, length + 1);
  });

  it('hears its page, and drops what it may not ask for', () => {
    const { length } = panel().posted;
    panel().send({ type: 'ready' });
    assert.equal(panel().posted.length, length + 1);
    panel().send({ type: 'timeZone', zone: 'Europe/Berlin' });
    assert.deepEqual(window.heard, ['Europe/Berlin']);
    panel().send({ type: 'refresh' });
    assert.deepEqual(window.logged, ['panel message dropped: refresh']);
  });
});

describe('a panel from before a reload of the window', () => {
  let window: WindowUnderTest;
  let source: FakeSource;
  let panels: panelsModule.DetailPanels;
  let panel: FakePanel;
  /** What is asked by id is left to the test to answer. */
  let items: OpportunitySummary[];

  beforeEach(async () => {
    items = [];
    window = await openWindow(() => {
      source = new FakeSource(({ Identifier: ids }) => (ids ? undefined : page(items)));
      return source;
    });
    const { DetailPanels } = await import('../../../../src/views/details/detailPanels');
    panels = new DetailPanels(window.parts);
  });

  afterEach(() => {
    panels.dispose();
    window.dispose();
  });

  const restore = (start: Pick<KeptPanel, 'catalog' | 'id' | 'sample'>, visible = true) => {
    const each = { column: 1, preview: false, front: visible, view: untouched };
    void window.parts.state.update('panels', [{ ...start, ...each }]);
    void panels.restore();
    panel = vscode.panels.at(-1) ?? assert.fail();
    if (visible) panel.send({ type: 'ready' });
    else panel.look(false);
  };
  /** A person goes to the tab, and VS Code makes its page again. */
  const lookAt = () => {
    panel.look(true);
    panel.send({ type: 'ready' });
  };
  const kept = { catalog: 'AWS', id: 'O1' } as const;
  const found = company(summary('O1'), 'First');
  const state = () => panel.posted.at(-1) as PanelState;
  const message = () => {
    const shown = state();
    assert.ok(shown.kind === 'message');
    return shown;
  };
  const asked = () => source.calls.filter(({ request }) => request.Identifier);
  const fail = async (code: 'offline' | 'accessDenied' | 'notFound' | 'signInNeeded') => {
    asked().at(-1)?.fail(new SourceError(code));
    await calm();
  };

  it('is read as soon as a person looks at it, and not before', async () => {
    restore(kept, false);
    void window.current.value;
    assert.deepEqual([asked().length, panel.title], [0, 'O1']);
    lookAt();
    assert.deepEqual(
      asked().map(({ request }) => request.Identifier),
      [['O1']],
    );
    assert.deepEqual([message().busy, message().heading], [true, 'O1']);
    lookAt();
    assert.equal(asked().length, 1);
    asked()[0]?.answer(page([found]));
    await calm();
    assert.equal(state().kind, 'opportunity');
  });

  it('is stored by catalog and id, where it was and how it was left, and nothing of a customer', async () => {
    items = [found];
    await window.current.value.listOf('Prospect')?.firstPage();
    panels.open(found, clicked);
    panels.open(summary('O2'), inFront);
    const [first, second] = vscode.panels;
    first?.send({ type: 'view', turn: 1, scroll: 120, open: ['raw'] });
    if (second) second.viewColumn = 2;
    first?.look(false);
    const stored = () => window.parts.state.get<readonly unknown[]>('panels') ?? [];
    await until(() => stored().length > 1);
    assert.deepEqual(stored(), [
      { ...kept, column: 1, preview: true, front: false, view: { scroll: 120, open: ['raw'] } },
      { catalog: 'AWS', id: 'O2', column: 2, preview: false, front: true, view: untouched },
    ]);
    for (const each of [...vscode.panels]) each.dispose();
    await until(() => stored().length === 0);
  });

  it('comes back in its column without the keyboard, with what was in front still there, and as what it was', async () => {
    const { Uri, TabInputText } = vscodeModule();
    const notes = {
      label: 'notes',
      isActive: true,
      isPreview: false,
      group: {},
      input: new TabInputText(Uri.file('/n')),
    };
    vscode.tabs.push(notes);
    const each = { catalog: 'AWS', view: { scroll: 90, open: ['raw'] }, column: 1 };
    await window.parts.state.update('panels', [
      { ...each, id: 'O1', preview: false, front: false },
      { ...each, id: 'O2', preview: true, front: false },
      { ...each, id: 'O3', preview: false, front: true, column: 2 },
    ]);
    await panels.restore();
    assert.deepEqual(
      vscode.panels.map(({ title, where }) => [title, where]),
      [
        ['O1', { viewColumn: 1, preserveFocus: true }],
        ['O2', { viewColumn: 1, preserveFocus: true }],
        ['O3', { viewColumn: 2, preserveFocus: true }],
      ],
    );
    assert.deepEqual(
      vscode.executed.map(([id, uri, where]) => [id, String(uri), where]),
      [['vscode.open', 'file:/n', { viewColumn: 1, preserveFocus: true, preview: false }]],
    );
    assert.deepEqual(vscode.panels[2]?.revealed, [[2, true]]);
    assert.equal(asked().length, 0);
    panels.open(found, clicked);
    panels.open(summary('O4'), clicked);
    assert.deepEqual([vscode.panels.length, vscode.panels[1]?.title], [3, 'O4'], 'the one to follow is the same');
    [panel = panel] = vscode.panels;
    lookAt();
    asked()[0]?.answer(page([found]));
    await calm();
    assert.deepEqual(state().view, { scroll: 90, open: ['raw'] });
  });

  it('brings back no document of ours, which closes with its window', async () => {
    const { Uri, TabInputText } = vscodeModule();
    const own = new TabInputText(Uri.parse('partner-central:/AWS/O1.opportunity.json'));
    vscode.tabs.push({ label: 'O1', isActive: true, group: {}, input: own });
    const each = { column: 1, preview: false, front: false, view: untouched };
    await window.parts.state.update('panels', [{ ...each, ...kept }]);
    await panels.restore();
    assert.deepEqual(vscode.executed, []);
  });

  it('is none of what is stored otherwise', async () => {
    const each = { column: 1, preview: false, front: true, view: untouched };
    for (const stored of [
      ...['O1', {}, [undefined, null, 'O1', 7, { id: 'O1' }], [{ ...each, catalog: 'Other', id: 'O1' }]],
      ...[
        [{ ...each, catalog: 'AWS', id: '../O1' }],
        [{ ...each, ...kept, column: 0 }],
        [{ ...each, ...kept, column: 1e9 }],
      ],
    ]) {
      await window.parts.state.update('panels', stored);
      await panels.restore();
      assert.equal(vscode.panels.length, 0, JSON.stringify(stored));
    }
    await window.parts.state.update('panels', [{ ...each, ...kept, view: { scroll: -1, company: 'Example Corp' } }]);
    await panels.restore();
    assert.equal(vscode.panels.length, 1, 'how its page was left is lost');
  });

  it('comes to the front where its opportunity is opened', () => {
    restore(kept, false);
    panels.open(found, inFront);
    assert.deepEqual([panel.revealed, vscode.panels.length], [[[undefined, false]], 1]);
    panels.open(summary('O2'), inFront);
    assert.equal(vscode.panels.length, 2);
  });

  it('says what failed, and reads again where the person says so', async () => {
    restore(kept);
    await fail('accessDenied');
    assert.equal(message().busy, false);
    const labels = message().failure.actions.map(({ label }) => label);
    const [copy, retry] = [labels.indexOf('Copy IAM Policy'), labels.indexOf('Retry')];
    panel.send({ type: 'remedy', of: 'panel', index: copy });
    assert.deepEqual(vscode.executed, [['partnerCentral.runRemedy', { kind: 'copyPolicy' }]]);
    panel.send({ type: 'remedy', of: 'panel', index: 99 });
    assert.equal(asked().length, 1);
    panel.send({ type: 'remedy', of: 'panel', index: retry });
    assert.deepEqual([asked().length, message().busy, vscode.executed.length], [2, true, 1]);
  });

  it('shows what AWS said, and copies all that is known where the person says so', async () => {
    restore(kept);
    const request = { operation: 'ListOpportunities', catalog: 'AWS' };
    const said = 'User: arn:aws:iam::111122223333:user/dev is not authorized';
    asked()
      .at(-1)
      ?.fail(new SourceError('accessDenied', { args: ['dev', 'x'], requestId: 'r1', request, said }));
    await calm();
    const { failure } = message();
    assert.deepEqual(failure.notes?.slice(-1), [`AWS says: ${said}`]);
    assert.equal(failure.requestId, 'Request ID: r1');
    const copy = failure.actions.at(-1);
    assert.deepEqual([copy?.label, copy?.intent], ['Copy Error', { type: 'copyError', of: 'panel' }]);
    panel.send({ type: 'copyError', of: 'record' });
    assert.deepEqual(vscode.clipboard, []);
    panel.send({ type: 'copyError', of: 'panel' });
    await calm();
    assert.match(vscode.clipboard[0] ?? '', /^AWS does not let dev call x\..*AWS says: User: arn.*Request ID: r1\n/s);
    assert.deepEqual(vscode.textsIn('notification'), []);
  });

  it('is tried once more by itself where the person signed in, and not again where it fails of the same', async () => {
    restore(kept);
    await fail('accessDenied');
    window.current.recover();
    assert.equal(asked().length, 2);
    await fail('accessDenied');
    window.current.recover();
    assert.equal(asked().length, 2);
    panel.send({ type: 'remedy', of: 'panel', index: 99 });
    assert.equal(message().busy, false);
  });

  it('is tried once more where it failed of something else, and never where AWS does not know it', async () => {
    restore(kept);
    await fail('accessDenied');
    window.current.recover();
    await fail('offline');
    window.current.recover();
    assert.equal(asked().length, 3);
    await fail('notFound');
    window.current.recover();
    assert.equal(asked().length, 3);
  });

  it('C03: is read again each time that what it failed of may be over, and not for anything else', async () => {
    restore(kept);
    await fail('signInNeeded');
    for (const count of [2, 3, 4]) {
      window.current.recover(isOfCredentials);
      assert.equal(asked().length, count);
      await fail('signInNeeded');
    }
    window.current.recover((code) => code === 'offline');
    assert.equal(asked().length, 4);
  });

  it('is tried again only once it is seen, where it failed before', async () => {
    restore(kept);
    await fail('accessDenied');
    panel.look(false);
    window.current.recover();
    assert.equal(asked().length, 1);
    lookAt();
    assert.equal(asked().length, 2);
    await fail('accessDenied');
    window.current.recover();
    assert.equal(asked().length, 2, 'it is known what it had failed of');
  });

  it('shows what a list brings in the meantime', async () => {
    restore(kept);
    await fail('accessDenied');
    items = [found];
    await window.current.value.listOf('Prospect')?.firstPage();
    const shown = state();
    assert.ok(shown.kind === 'opportunity' && shown.header.company === 'First');
  });

  it('is read again with another filter, where it was being read, and with another connection', async () => {
    restore(kept);
    const [first] = asked();
    await window.choices.choose({ filter: { LifeCycleStage: ['Prospect'] } });
    assert.ok(first?.signal.aborted);
    assert.equal(asked().length, 1, 'by the new source');
    const [second] = asked();
    await window.choices.choose({ profile: 'other' });
    assert.ok(second?.signal.aborted);
    assert.deepEqual([asked().length, message().busy], [1, true], 'nothing of it was shown before');
    asked()[0]?.answer(page([found]));
    await calm();
    assert.equal(state().kind, 'opportunity');
  });

  it('is tried again with another filter where it failed, and stays unread where nobody looks', async () => {
    restore(kept);
    await fail('accessDenied');
    for (const type of ['refresh', 'readAgain', 'loadFull']) panel.send({ type });
    assert.deepEqual([asked().length, message().busy], [1, false]);
    await window.choices.choose({ filter: { LifeCycleStage: ['Prospect'] } });
    assert.deepEqual([asked().length, message().busy], [1, true]);
    const seen = panel;
    restore({ catalog: 'AWS', id: 'O2' }, false);
    await window.choices.choose({ filter: {} });
    assert.deepEqual(
      asked().map(({ request }) => request.Identifier),
      [['O1']],
    );
    assert.notEqual(seen, panel);
  });

  it('asks AWS for nothing of the sample data, and the sample data for nothing of AWS', async () => {
    void window.current.value;
    restore({ ...kept, sample: true });
    assert.match(message().failure.text, /\(sample data, AWS catalog\)\. The window now uses default credentials, AWS/);
    assert.equal(asked().length, 0);
    const stored = () => window.parts.state.get<readonly unknown[]>('panels') ?? [];
    await calm();
    await until(() => 'sample' in Object(stored()[0]));
    await window.choices.choose({ profile: 'other' });
    void window.current.value;
    assert.equal(asked().length, 0);
    await window.choices.choose({ sampleData: true });
    assert.deepEqual(
      asked().map(({ request }) => request.Identifier),
      [['O1']],
    );
    restore({ ...kept, id: 'O2' });
    assert.match(message().failure.text, /\(AWS catalog\)\. The window now uses sample data/);
    assert.equal(asked().length, 1);
  });

  it('waits for its catalog, and is read then', async () => {
    restore({ catalog: 'Sandbox', id: 'O1' });
    assert.match(
      message().failure.text,
      /\(Sandbox catalog\)\. The window now uses default credentials, AWS catalog\.$/,
    );
    assert.deepEqual(message().failure.actions, []);
    panel.send({ type: 'refresh' });
    await window.choices.choose({ profile: 'other' });
    assert.match(message().failure.text, /now uses profile other, AWS catalog\.$/);
    await window.choices.choose({ catalog: 'Sandbox' });
    assert.deepEqual(
      asked().map(({ request }) => [request.Catalog, request.Identifier]),
      [['Sandbox', ['O1']]],
    );
  });
});

describe('the next page of a panel', () => {
  let window: WindowUnderTest;
  let source: FakeSource;
  let panels: panelsModule.DetailPanels;

  beforeEach(async () => {
    window = await openWindow(() => {
      source = new FakeSource(({ NextToken: token }) => (token ? undefined : page([summary('O1')], 't1')));
      return source;
    });
    const { DetailPanels } = await import('../../../../src/views/details/detailPanels');
    panels = new DetailPanels(window.parts);
    await window.current.value.listOf('Prospect')?.firstPage();
    panels.open(window.current.value.find('O1') ?? assert.fail(), behind);
    panel().send({ type: 'previous' });
    assert.equal(source.calls.length, 1, 'nothing comes before the first');
    panel().send({ type: 'next' });
  });

  afterEach(() => {
    panels.dispose();
    window.dispose();
  });

  const panel = () => vscode.panels[0] ?? assert.fail();
  const state = () => {
    const shown = panel().posted.at(-1) as PanelState;
    assert.ok(shown.kind === 'opportunity');
    return shown;
  };
  const answer = async (call: number, ...ids: readonly string[]) => {
    source.calls[call]?.answer(page(ids.map((id) => summary(id))));
    await calm();
  };

  it('is read past the last opportunity that is loaded, and the panel goes on to its first', async () => {
    assert.deepEqual([source.tokens, panel().title], ['- t1', 'O1']);
    await answer(1, 'O2');
    assert.equal(panel().title, 'O2');
    panel().send({ type: 'previous' });
    assert.equal(panel().title, 'O1');
    panel().send({ type: 'previous' });
    assert.deepEqual([panel().title, source.calls.length], ['O1', 2]);
  });

  it('leads nowhere where it is empty, and is asked for no more', async () => {
    await answer(1);
    panel().send({ type: 'next' });
    assert.deepEqual([panel().title, source.calls.length], ['O1', 2]);
  });

  it('stays in the list where the person closes the panel meanwhile, or asks for something else', async () => {
    panel().send({ type: 'refresh' });
    await answer(1, 'O2');
    assert.equal(panel().title, 'O1');
    assert.ok(window.current.value.find('O2'));
  });

  it('says what failed, keeps what is shown, and asks for the same page again', async () => {
    source.calls[1]?.fail(new SourceError('accessDenied'));
    await calm();
    const failure = state().notice ?? assert.fail();
    assert.match(failure.text, /^The next ones could not be loaded: .*AWS does not let/);
    const retry = failure.actions.find(({ label }) => label === 'Retry') ?? assert.fail();
    panel().send(retry.intent);
    assert.equal(source.tokens, '- t1 t1');
    await answer(2, 'O2');
    assert.equal(panel().title, 'O2');
  });
});

describe('the next one of a group', () => {
  let window: WindowUnderTest;
  let source: FakeSource;
  let panels: panelsModule.DetailPanels;

  beforeEach(async () => {
    window = await openWindow(() => {
      source = new FakeSource(({ NextToken: token }) =>
        token === undefined
          ? page([company(summary('O1'), 'A'), company(summary('O2'), 'B')], 't1')
          : token === 't1'
            ? page([company(summary('O3'), 'B')], 't2')
            : page([company(summary('O4'), 'A')]),
      );
      return source;
    });
    const { DetailPanels } = await import('../../../../src/views/details/detailPanels');
    panels = new DetailPanels(window.parts);
    await window.choices.choose({ grouping: 'company' });
    await window.current.value.listOf('All')?.firstPage();
    panels.open(window.current.value.find('O1') ?? assert.fail(), clicked);
  });

  afterEach(() => {
    panels.dispose();
    window.dispose();
  });

  it('is not looked for in pages that may have none: the person says whether to load them', async () => {
    const panel = vscode.panels[0] ?? assert.fail();
    const notice = () => {
      const state = panel.posted.at(-1) as PanelState;
      return state.kind === 'opportunity' ? state.notice : undefined;
    };
    panel.send({ type: 'next' });
    panel.send({ type: 'next' });
    await calm();
    assert.equal(source.calls.length, 1);
    assert.match(notice()?.text ?? '', /^No more of this group is loaded \(of 2 loaded opportunities\)\./);
    const [load] = notice()?.actions ?? [];
    assert.equal(load?.label, 'Load More');
    panel.send(load?.intent);
    await calm();
    assert.deepEqual([source.calls.length, panel.title], [2, 'A'], 'one page, which has none of it');
    assert.match(notice()?.text ?? '', /\(of 3 loaded opportunities\)/);
    panel.send(load?.intent);
    await calm();
    assert.deepEqual([source.calls.length, (panel.posted.at(-1) as PanelState).turn], [3, 2]);
    assert.equal(notice(), undefined);
  });
});
