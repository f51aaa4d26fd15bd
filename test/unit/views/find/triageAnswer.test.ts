import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { loadAll } from '../../../../src/core/lists/loadAll';
import type { ListRequest, OpportunitySummary } from '../../../../src/core/model/opportunity';
import type { RunnableCommands } from '../../../../src/views/registerCommands';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { type OpenPick, typed, vscode } from '../../../support/fakeVscode';
import { calm, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

const deal = (
  id: string,
  CompanyName: string,
  life: Partial<OpportunitySummary['LifeCycle']> = {},
): OpportunitySummary => ({
  ...summary(id),
  LifeCycle: { Stage: 'Prospect', NextSteps: 'Call', TargetCloseDate: '2027-01-01', ...life },
  Customer: { Account: { CompanyName } },
});
const asked = (id: string, name: string) => deal(id, name, { ReviewStatus: 'Action Required' });
const isAnswer = ({ LifeCycleStage: [stage] = [], LifeCycleReviewStatus, TargetCloseDate }: ListRequest) =>
  stage === undefined && (LifeCycleReviewStatus ?? TargetCloseDate) !== undefined;

describe('asking AWS a triage', () => {
  let window: WindowUnderTest;
  let source: FakeSource;
  let commands: RunnableCommands<'opportunities'>;
  let answers: (ReturnType<typeof page> | SourceError | undefined)[];
  let rows: readonly OpportunitySummary[];

  beforeEach(async () => {
    vscode.install();
    rows = [deal('O1', 'Loaded Ltd')];
    answers = [page([asked('O7', 'Bern AG'), asked('O8', 'Acme')])];
    window = await openWindow(() => {
      source = new FakeSource((request) => (isAnswer(request) ? answers.shift() : page(rows)));
      return source;
    });
    const { opportunityCommands } = await import('../../../../src/views/opportunities/opportunityCommands');
    commands = opportunityCommands(window.parts);
  });

  afterEach(() => window.dispose());

  const asks = () => source.calls.filter(({ request }) => isAnswer(request));
  const labels = (pick: OpenPick) => pick.items.filter(({ kind }) => kind === undefined).map(({ label }) => label);
  const until = async (isSo: () => boolean, what: () => unknown) => {
    for (let turn = 0; turn < 100 && !isSo(); turn++) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(isSo(), JSON.stringify(what()));
  };
  const titled = (pick: OpenPick, title: string) =>
    until(
      () => pick.title === title,
      () => pick.title,
    );
  const inPick = async (how: 'find' | 'triage' | 'needsAction', act: (pick: OpenPick) => unknown) => {
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

  it('says first of how many it counted, and Enter asks for all of them with one request', async () => {
    await window.current.value.listOf('Prospect')?.firstPage();
    await inPick('triage', async (pick) => {
      const item = pick.items.find(({ label }) => label === 'Action Required');
      assert.equal(item?.description, '0 of the 1 loaded · Enter asks AWS for all');
      pick.pick('Action Required');
      await titled(pick, 'Action Required: 2, all that AWS has');
      assert.deepEqual(labels(pick), ['Bern AG', 'Acme']);
      pick.type('acme');
      await titled(pick, 'Action Required: 1 of the 2 that AWS sent');
      pick.pick('Acme');
    });
    await calm();
    assert.deepEqual(
      vscode.executed.map(([id, shown]) => [id, (shown as { item?: OpportunitySummary }).item?.Id]),
      [['partnerCentral.openDetails', 'O8']],
    );
    assert.deepEqual(
      asks().map(({ request, priority }) => [request.LifeCycleReviewStatus, request.MaxResults, priority]),
      [[['Action Required'], 100, 'foreground']],
    );
  });

  it('is asked by one command at once, under the filter of the window, and without it on demand', async () => {
    await window.choices.choose({ filter: { CustomerCompanyName: ['Acme'] } });
    answers = [page([asked('O8', 'Acme')]), page([asked('O7', 'Bern AG'), asked('O8', 'Acme')])];
    await inPick('needsAction', async (pick) => {
      await titled(pick, 'Action Required: 1, all that AWS has under your filter');
      const item = pick.items.find(({ label }) => label === 'Ask Without the Filter');
      assert.equal(item?.description, 'company Acme');
      pick.pick('Ask Without the Filter');
      await titled(pick, 'Action Required: 2, all that AWS has');
      assert.ok(!labels(pick).includes('Ask Without the Filter'));
    });
    assert.deepEqual(
      asks().map(({ request }) => request.CustomerCompanyName),
      [['Acme'], undefined],
    );
  });

  it('tells the badge what AWS answered for the whole catalog, and nothing of a part of it', async () => {
    answers = [page([]), page([asked('O7', 'Bern AG')])];
    window.status.countActions();
    await calm();
    const badge = () => window.view.badge;
    assert.equal(badge(), undefined);
    await inPick('needsAction', (pick) => titled(pick, 'Action Required: 1, all that AWS has'));
    assert.equal(badge()?.tooltip, '1 opportunity needs action');
    await window.choices.choose({ filter: { CustomerCompanyName: ['Acme'] } });
    answers = [page([])];
    await inPick('needsAction', (pick) => titled(pick, 'Action Required: AWS has none under your filter'));
    assert.equal(badge()?.value, 1);
  });

  it('says that there is none without a request where the filter excludes the question', async () => {
    await window.choices.choose({ filter: { LifeCycleStage: ['Launched'] } });
    await inPick('needsAction', async (pick) => {
      await titled(pick, 'Action Required: none under your filter');
      assert.deepEqual(labels(pick), [
        'No opportunity can match this question and your filter',
        'Ask Without the Filter',
      ]);
    });
    assert.equal(asks().length, 0);
  });

  it('says that AWS has none, and never of a page among several that it is all', async () => {
    answers = [page([])];
    await inPick('needsAction', async (pick) => {
      await titled(pick, 'Action Required: AWS has none');
      assert.deepEqual(labels(pick), ['None']);
    });
    answers = [page([asked('O7', 'Bern AG')], 't1'), page([asked('O8', 'Acme')])];
    await inPick('needsAction', async (pick) => {
      await titled(pick, 'Action Required: 1 and more');
      assert.deepEqual(labels(pick), ['Bern AG', 'Load the Rest']);
      pick.pick('Load the Rest');
      await titled(pick, 'Action Required: 2 in all that AWS listed');
      assert.deepEqual(labels(pick), ['Bern AG', 'Acme', 'Read page by page: what changed meanwhile may be missing']);
    });
    answers = [page([deal('O5', 'Closed', { ReviewStatus: 'Action Required', Stage: 'Launched' })], 't1')];
    await inPick('needsAction', (pick) => titled(pick, 'Action Required: 0 of the first 1 that AWS lists'));
  });

  it('says what failed, with what helps, and tries again', async () => {
    answers = [new SourceError('accessDenied', { args: ['me', 'x'] }), page([asked('O7', 'Bern AG')])];
    await inPick('needsAction', async (pick) => {
      await titled(pick, 'Action Required: no answer');
      assert.match(labels(pick)[0] ?? '', /^AWS does not let me call x/);
      assert.ok(labels(pick).includes('Copy IAM Policy'));
      pick.pick('Retry');
      await titled(pick, 'Action Required: 1, all that AWS has');
    });
  });

  it('R18: closes when another connection takes the place of the one that was asked, and asks no more', async () => {
    answers = [undefined];
    await inPick('needsAction', async (pick) => {
      await titled(pick, 'Action Required: asking AWS…');
      const [call] = asks();
      await window.choices.choose({ catalog: 'Sandbox' });
      assert.ok(call?.signal.aborted);
      call?.answer(page([asked('O7', 'Old')]));
      await calm();
      assert.deepEqual(labels(pick), ['Stop']);
    });
  });

  it('stops asking when it is closed, or when the person says so', async () => {
    answers = [undefined, undefined];
    await inPick('needsAction', () => calm());
    assert.ok(asks()[0]?.signal.aborted);
    await inPick('needsAction', async (pick) => {
      pick.pick('Stop');
      await until(
        () => labels(pick).includes('Ask Again'),
        () => labels(pick),
      );
      assert.ok(asks()[1]?.signal.aborted);
      answers = [page([])];
      pick.pick('Ask Again');
      await titled(pick, 'Action Required: AWS has none');
    });
  });

  it('says Sample data where it is', async () => {
    await window.choices.choose({ sampleData: true });
    await inPick('needsAction', (pick) => titled(pick, 'Action Required: 2, all that the sample data has'));
  });

  it('answers from what is loaded where that is everything', async () => {
    rows = [asked('O1', 'Loaded Ltd')];
    await window.choices.choose({ grouping: 'industry' });
    await window.current.value.listOf('All')?.firstPage();
    await inPick('triage', async (pick) => {
      assert.equal(pick.items.find(({ label }) => label === 'Action Required')?.description, '(1)');
      pick.pick('Action Required');
      await titled(pick, 'Action Required: 1 of 1 loaded');
    });
    assert.equal(asks().length, 0);
  });

  it('asks AWS although every stage is loaded: none of them has what is without a stage', async () => {
    await loadAll(window.current.value, Number.POSITIVE_INFINITY, new AbortController().signal);
    await inPick('triage', (pick) => {
      assert.match(pick.items.find(({ label }) => label === 'Overdue')?.description ?? '', /Enter asks AWS/);
    });
  });

  it('says what of a search it understood as amounts and dates', async () => {
    const spend = { Amount: '60000', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' } as const;
    rows = [
      { ...deal('O1', 'Big', { TargetCloseDate: '2026-03-20' }), Project: { ExpectedCustomerSpend: [spend] } },
      deal('O2', 'Small', { TargetCloseDate: '2026-03-20' }),
    ];
    await window.current.value.listOf('Prospect')?.firstPage();
    await inPick('find', async (pick) => {
      assert.match(pick.placeholder ?? '', /closing this month >50k$/);
      pick.type('closing this month >50k');
      await calm();
      assert.equal(
        pick.items[0]?.label,
        'monthly amount over 50,000 in any currency · closing Mar 1, 2026 to Mar 31, 2026',
      );
      assert.deepEqual(labels(pick).slice(1), ['Big', 'Load All…']);
      pick.type('2000-80000 usd overdue');
      await calm();
      assert.equal(pick.items[0]?.label, 'monthly amount $2,000 to $80,000 · overdue, or the words “overdue”');
      assert.equal(pick.items[1]?.description, 'Nothing among the 2 loaded');
      assert.equal(pick.active, 'Load All…', 'Enter does something');
    });
  });
});

describe('going to an opportunity by the partner’s own id', () => {
  let window: WindowUnderTest;
  let source: FakeSource;
  let commands: RunnableCommands<'opportunities'>;
  const own = (id: string, PartnerOpportunityIdentifier: string, Stage: 'Prospect' | 'Committed' = 'Prospect') => ({
    ...summary(id, Stage),
    PartnerOpportunityIdentifier,
  });
  let committed: OpportunitySummary[];

  beforeEach(async () => {
    vscode.install();
    committed = [own('O4', 'CRM-4', 'Committed')];
    const prospects = [own('O1', 'CRM-1'), own('O2', 'CRM-2'), own('O3', 'CRM-2'), own('O5', 'CRM-44')];
    window = await openWindow(() => {
      source = new FakeSource(({ LifeCycleStage: [stage] = [] }) =>
        page(stage === 'Prospect' ? prospects : stage === 'Committed' ? committed : []),
      );
      return source;
    });
    const { opportunityCommands } = await import('../../../../src/views/opportunities/opportunityCommands');
    commands = opportunityCommands(window.parts);
    await window.current.value.listOf('Prospect')?.firstPage();
  });

  afterEach(() => window.dispose());

  const opened = () => vscode.executed.map(([, shown]) => (shown as { item?: OpportunitySummary }).item?.Id);
  const labels = (pick: OpenPick) => pick.items.filter(({ kind }) => kind === undefined).map(({ label }) => label);
  const goTo = async (text: string, act?: (pick: OpenPick) => unknown) => {
    vscode.steps.push(typed(text));
    let done: unknown;
    if (act)
      vscode.steps.push((pick) => {
        done = (async () => {
          await calm();
          await act(pick);
        })();
      });
    await commands['partnerCentral.goTo']();
    await calm();
    await done;
  };

  it('opens the loaded one, in any case, and asks AWS nothing', async () => {
    await goTo(' crm-1 ');
    assert.deepEqual([opened(), source.calls.length], [['O1'], 1]);
  });

  it('lets the person choose where several have it', async () => {
    await goTo('CRM-2', async (pick) => {
      assert.equal(pick.title, 'CRM ID CRM-2: 2 of the 4 loaded have it');
      assert.equal(pick.items.filter(({ description }) => /^O\d/.test(description ?? '')).length, 2);
      pick.hide();
    });
    assert.deepEqual(opened(), []);
  });

  it('says that none of the loaded ones has it, loads all on Enter, and opens it by itself', async () => {
    await goTo('CRM-4', async (pick) => {
      assert.deepEqual([pick.value, pick.title], ['CRM-4', 'CRM ID CRM-4: none of the 4 loaded has it']);
      // CRM-44 has the text, but is another one.
      assert.deepEqual(labels(pick), ['Load All…', 'No company name']);
      pick.pick('Load All…');
      for (let turn = 0; turn < 100 && opened().length === 0; turn++) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    });
    assert.deepEqual(opened(), ['O4']);
  });

  it('says so where nothing has it, and looks for nothing else', async () => {
    await goTo('CRM-9', async (pick) => {
      assert.deepEqual(labels(pick), ['Load All…']);
      assert.equal(pick.items[0]?.description, 'Nothing among the 4 loaded');
      pick.hide();
    });
    assert.deepEqual([opened(), source.calls.length], [[], 1]);
  });
});
