import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import type { RunnableCommands } from '../../../../src/views/registerCommands';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { type OpenPick, typed, vscode } from '../../../support/fakeVscode';
import { assertInert } from '../../../support/inert';
import { calm, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

const askable = ['Action Required', 'Overdue', 'Closing in 30 days', 'Pending submission'];

const named = (id: string, CompanyName: string, NextSteps?: string): OpportunitySummary => ({
  ...summary(id),
  LifeCycle: { Stage: 'Prospect', ...(NextSteps && { NextSteps }) },
  Customer: { Account: { CompanyName } },
});

describe('finding in what is loaded', () => {
  let window: WindowUnderTest;
  let source: FakeSource;
  let commands: RunnableCommands<'opportunities'>;
  let items: OpportunitySummary[];
  let committed: OpportunitySummary[];
  let failure: SourceError | undefined;
  let hangs: boolean;
  let byId: OpportunitySummary | SourceError;
  const opened = () => vscode.executed.flatMap(([id, shown]) => (id === 'partnerCentral.openDetails' ? [shown] : []));

  beforeEach(async () => {
    vscode.install();
    items = [
      named('O1', 'Łódź Ltd', 'Call them'),
      named('O2', '$(trash) [x](command:y)', '$(bug)'),
      named('O3', 'Other'),
    ];
    committed = [];
    hangs = false;
    failure = undefined;
    byId = new SourceError('notFound');
    window = await openWindow(() => {
      source = new FakeSource(({ Identifier: ids, LifeCycleStage: [stage] = [] }) => {
        if (ids) return byId instanceof SourceError ? byId : page([byId]);
        if (hangs) return undefined;
        return failure ?? page(stage === 'Prospect' ? items : stage === 'Committed' ? committed : []);
      });
      return source;
    });
    const { opportunityCommands } = await import('../../../../src/views/opportunities/opportunityCommands');
    commands = opportunityCommands(window.parts);
  });

  afterEach(() => window.dispose());

  const load = () => window.current.value.listOf('Prospect')?.firstPage();
  /** Opens the pick and does something with it. */
  const inPick = async (act: (pick: OpenPick) => unknown, how: 'find' | 'triage' | 'needsAction' = 'find') => {
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
  const labels = (pick: OpenPick) => pick.items.filter(({ kind }) => kind === undefined).map(({ label }) => label);

  it('finds what is typed, and opens it with its row', async () => {
    await load();
    await inPick(async (pick) => {
      assert.equal(pick.title, 'Find in Loaded Opportunities (3 loaded, more exist)');
      pick.type('lodz');
      await calm();
      assert.equal(pick.title, 'Find in Loaded Opportunities: 1 of 3 loaded, more exist');
      assert.equal(source.calls.length, 1, 'finding asks nothing of AWS');
      assert.deepEqual(labels(pick), ['Łódź Ltd', 'Load All…']);
      assert.equal(pick.items[0]?.detail, 'Call them');
      pick.pick('Łódź');
    });
    await calm();
    assert.deepEqual(opened(), [{ kind: 'shown', item: items[0] }]);
    assert.deepEqual(
      window.view.revealed.map((row) => row.kind === 'opportunity' && row.item.Id),
      ['O1'],
    );
  });

  it('says where nothing was found, and where nothing is loaded', async () => {
    await inPick((pick) => {
      assert.equal(pick.title, 'Find in Loaded Opportunities (0 loaded, more exist)');
      assert.deepEqual(labels(pick), ['Load All…', ...askable, 'Changed']);
      assert.equal(pick.items.at(-2)?.description, 'nothing is loaded · Enter asks AWS for all');
    });
    await load();
    await inPick(async (pick) => {
      pick.type('nowhere');
      await calm();
      assert.equal(pick.title, 'Find in Loaded Opportunities: 0 of 3 loaded, more exist');
      assert.deepEqual(labels(pick), ['Load All…']);
      assert.equal(pick.items[0]?.description, 'Nothing among the 3 loaded');
    });
  });

  it('loads everything by Enter on a search that found nothing, and keeps looking', async () => {
    await load();
    committed = [named('O4', 'Nowhere Ltd')];
    await inPick(async (pick) => {
      pick.type('nowhere');
      await calm();
      pick.pick('Load All…');
      await allLoaded(pick);
      assert.equal(pick.title, 'Find in Loaded Opportunities: 1 of 4 loaded');
      assert.deepEqual(labels(pick), ['Nowhere Ltd']);
      pick.type('elsewhere');
      await calm();
      assert.deepEqual(labels(pick), ['Nothing among the 4 loaded']);
    });
  });

  it('shows what opportunities say as text', async () => {
    await load();
    await inPick(async (pick) => {
      pick.type('trash');
      await calm();
      for (const { label, description = '', detail = '' } of pick.items) {
        for (const text of [label, description, detail]) assertInert({ where: 'pick', text });
      }
      assert.equal(pick.items[0]?.label.replaceAll('\u200b', ''), '$(trash) [x](command:y)');
    });
    for (const shown of vscode.shown.filter(({ where }) => where.startsWith('pick'))) assertInert(shown);
  });

  it('copies an id, and answers questions without typing', async () => {
    await load();
    await inPick(async (pick) => {
      pick.type('lodz');
      await calm();
      pick.press(0, 'Łódź Ltd');
      await calm();
    });
    assert.deepEqual(vscode.clipboard, ['O1']);
    await inPick(async (pick) => {
      const none = pick.items.find(({ label }) => label === 'No next steps');
      assert.equal(none?.description, '1 of the 3 loaded');
      pick.pick('No next steps');
      await calm();
      assert.equal(pick.title, 'No next steps: 1 of 3 loaded, more exist');
      assert.equal(pick.items[0]?.label, 'Of the 3 loaded only');
      assert.deepEqual(labels(pick), ['Other', 'Load All…']);
    }, 'triage');
  });

  /** Waits until the pick says that everything is loaded. */
  const allLoaded = async (pick: OpenPick) => {
    for (let turn = 0; turn < 50 && /more exist/.test(pick.title ?? ''); turn++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it('loads the rest without losing its place, brings what is found there, and then says that it is all', async () => {
    await load();
    committed = [named('O4', 'Another')];
    await inPick(async (pick) => {
      pick.type('other');
      await calm();
      assert.deepEqual(labels(pick), ['Other', 'Load All…']);
      pick.pick('Load All…');
      await allLoaded(pick);
      assert.equal(pick.title, 'Find in Loaded Opportunities: 2 of 4 loaded');
      assert.equal(pick.value, 'other');
      assert.deepEqual(labels(pick), ['Other', 'Another']);
      const asked = source.calls.filter(({ request }) => request.LifeCycleStage?.[0] === 'Committed');
      assert.equal(asked.length, 1, 'each list is read once');
      pick.pick('Another');
    });
    await calm();
    assert.deepEqual(opened(), [{ kind: 'shown', item: committed[0] }]);
    assert.deepEqual(
      window.view.revealed.map((row) => row.kind === 'opportunity' && row.group),
      [{ kind: 'stage', stage: 'Committed' }],
    );
  });

  describe('closes while everything is loaded', () => {
    const running = () => source.calls.filter(({ signal }) => !signal.aborted).length;
    /** From now on, AWS does not answer. */
    const hang = () => {
      failure = undefined;
      hangs = true;
    };

    it('and stops what it began', async () => {
      await load();
      hang();
      await inPick(async (pick) => {
        pick.pick('Load All…');
        await calm();
        assert.ok(running() > 1);
      });
      assert.equal(running(), 1, 'the page that came before');
    });

    it('and leaves alone what the view began', async () => {
      await load();
      hang();
      void commands['partnerCentral.loadAllLists']();
      await calm();
      const before = running();
      await inPick((pick) => assert.ok(labels(pick).includes('Stop Loading')));
      assert.deepEqual([running(), before > 1], [before, true]);
    });

    it('and leaves alone what the view wants too by now', async () => {
      await load();
      hang();
      await inPick(async (pick) => {
        pick.pick('Load All…');
        await calm();
        void commands['partnerCentral.loadAllLists']();
        await calm();
      });
      assert.ok(running() > 1);
    });

    it('and takes what it began along to the pick that Back opens', async () => {
      await load();
      hang();
      await inPick(async (pick) => {
        pick.pick('No next steps');
        await calm();
        pick.pick('Load All…');
        await calm();
        const before = running();
        let closed: unknown;
        vscode.steps.push((next) => {
          closed = (async () => {
            await calm();
            assert.deepEqual([running(), before > 1], [before, true]);
            next.hide();
          })();
        });
        pick.press(0);
        pick.hide();
        await calm();
        await calm();
        await closed;
        assert.equal(running(), 1);
      }, 'triage');
    });
  });

  it('says what failed, and offers what helps', async () => {
    failure = new SourceError('accessDenied', { args: ['me', 'x'] });
    await load();
    await inPick((pick) => {
      assert.match(labels(pick)[0] ?? '', /^Prospect: AWS does not let/);
      pick.pick('Copy IAM Policy');
    });
    await calm();
    assert.equal(vscode.executed[0]?.[0], 'partnerCentral.runRemedy');
  });

  it('says why the rest could not be loaded, and loads it with Retry', async () => {
    failure = new SourceError('accessDenied', { args: ['me', 'x'] });
    await inPick(async (pick) => {
      pick.pick('Load All…');
      for (let turn = 0; turn < 50 && !labels(pick).includes('Copy IAM Policy'); turn++) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      assert.match(labels(pick)[0] ?? '', /^Prospect: AWS does not let/);
      assert.ok(labels(pick).includes('Copy IAM Policy'));
      failure = undefined;
      pick.pick('Retry');
      await allLoaded(pick);
      assert.equal(pick.title, 'Find in Loaded Opportunities (3 loaded)');
    });
  });

  describe('by id', () => {
    const goTo = async (text: string) => {
      vscode.steps.push(typed(text));
      await commands['partnerCentral.goTo']();
      await calm();
    };

    it('opens what is loaded, and reads what is not', async () => {
      await load();
      await goTo(' O1 ');
      assert.deepEqual(opened(), [{ kind: 'shown', item: items[0] }]);
      assert.equal(source.calls.length, 1);
      assert.deepEqual(
        window.view.revealed.map((row) => row.kind === 'opportunity' && row.item.Id),
        ['O1'],
      );
      byId = named('O9', 'Far');
      await goTo('arn:aws:partnercentral:us-east-1:123456789012:catalog/AWS/opportunity/O9');
      assert.deepEqual(opened()[1], { kind: 'shown', item: byId });
      assert.deepEqual(source.calls[1]?.request.Identifier, ['O9']);
      await goTo('https://partnercentral.awspartner.com/partnercentral2/s/opportunity/O9?tab=1');
      assert.deepEqual(opened()[2], { kind: 'shown', item: byId });
      assert.equal(source.calls.length, 3);
    });

    it('takes nothing that names no opportunity, and says so of all but an empty box', async () => {
      const hint = 'An ID such as O1234567, an ARN, a link to Partner Central, or your CRM’s ID';
      const told = () =>
        vscode.shown.filter(({ where }) => where.includes('validationMessage')).map(({ text }) => text);
      for (const text of ['https://example.org/', 'arn:aws:iam::1:user/x', 'x'.repeat(10_000)]) {
        vscode.shown.length = 0;
        vscode.steps.push((box) => {
          typed(text)(box);
          box.hide();
        });
        await commands['partnerCentral.goTo']();
        assert.deepEqual(told(), [`This does not identify an opportunity. Expected: ${hint}.`], text);
      }
      vscode.shown.length = 0;
      await goTo('');
      assert.deepEqual(told(), []);
      void window.current.value;
      assert.deepEqual([opened(), source.calls], [[], []]);
    });

    it('says where AWS does not know it, and offers the other catalog', async () => {
      await load();
      vscode.answer = ([first]) => first;
      await goTo('O9');
      assert.match(vscode.textsIn('notification')[0] ?? '', /^O9: This opportunity was not found\./);
      assert.deepEqual(vscode.textsIn('notification.button').slice(0, 2), ['Select Catalog…', 'Select AWS Profile…']);
      assert.deepEqual(vscode.executed, [['partnerCentral.selectCatalog']]);
    });

    it('R18: opens nothing that another connection had', async () => {
      const asked = goTo('O9');
      await new Promise((resolve) => setImmediate(resolve));
      byId = named('O9', 'Far');
      await window.choices.choose({ catalog: 'Sandbox' });
      await asked;
      assert.deepEqual(opened(), []);
    });
  });
});
