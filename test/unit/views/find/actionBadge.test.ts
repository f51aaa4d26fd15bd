import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import type { ListRequest, OpportunitySummary } from '../../../../src/core/model/opportunity';
import type { RunnableCommands } from '../../../../src/views/registerCommands';
import { FakeClock } from '../../../support/fakeClock';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { calm, openWindow, type WindowOptions, type WindowUnderTest } from '../../../support/windowUnderTest';

const asked = (id: string, modified?: string): OpportunitySummary => ({
  ...summary(id, 'Prospect', modified),
  LifeCycle: { Stage: 'Prospect', ReviewStatus: 'Action Required' },
});
const later = '2026-02-01T00:00:00.000Z';
const isCount = ({ LifeCycleReviewStatus: [status] = [] }: ListRequest) => status === 'Action Required';

describe('the badge', () => {
  let window: WindowUnderTest;
  let sources: FakeSource[];
  let answer: ReturnType<typeof page> | SourceError | undefined;
  let rows: readonly OpportunitySummary[];

  const open = async (options: WindowOptions = {}) => {
    sources = [];
    answer = page([asked('O1'), asked('O2')]);
    rows = [];
    window = await openWindow(() => {
      const source = new FakeSource((request) => (isCount(request) ? answer : page(rows)));
      sources.push(source);
      return source;
    }, options);
    await calm();
  };
  /** Opens a window whose badge waits only as long as a test lets it. */
  const openTimed = async (): Promise<FakeClock> => {
    window.dispose();
    const badgeClock = new FakeClock();
    await open({ badgeClock });
    return badgeClock;
  };

  beforeEach(() => open());

  afterEach(() => window.dispose());

  const counts = () => sources.flatMap(({ calls }) => calls.filter(({ request }) => isCount(request)));
  const tooltip = () => window.view.badge?.tooltip;
  const until = async (isSo: () => boolean) => {
    for (let turn = 0; turn < 100 && !isSo(); turn++) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(isSo(), tooltip());
  };
  const load = () => window.current.value.listOf('Prospect')?.firstPage();

  it('says from the start what needs action in the whole catalog, with one request', async () => {
    window.status.countActions();
    await calm();
    assert.deepEqual(window.view.badge, { value: 2, tooltip: '2 opportunities need action' });
    await window.choices.choose({ filter: { CustomerCompanyName: ['Acme'] } });
    await until(() => tooltip() === '2 opportunities need action, whatever the filter is');
    window.view.look(false);
    window.view.look(true);
    await calm();
    assert.equal(counts().length, 1);
    assert.deepEqual(counts()[0]?.request.CustomerCompanyName, undefined);
  });

  it('reads right for one and for none', async () => {
    answer = page([asked('O1'), { ...asked('O2'), LifeCycle: { Stage: 'Launched', ReviewStatus: 'Action Required' } }]);
    window.status.countActions();
    await calm();
    assert.equal(tooltip(), '1 opportunity needs action');
    answer = page([]);
    window.status.countAgain();
    await calm();
    assert.equal(window.view.badge, undefined);
  });

  it('goes on to the end of a large catalog in the background, and says “at least”, because rows may move meanwhile', async () => {
    answer = undefined;
    window.status.countActions();
    await calm();
    counts()[0]?.answer(page([asked('O1'), asked('O2')], 't1'));
    await until(() => tooltip() === 'At least 2 opportunities need action');
    await until(() => counts().length === 2);
    assert.equal(counts()[1]?.request.NextToken, 't1');
    assert.equal(counts()[1]?.priority, 'background');
    counts()[1]?.answer(page([asked('O3')]));
    await until(() => tooltip() === 'At least 3 opportunities need action');
    assert.equal(counts().length, 2);
  });

  it('keeps what it counted if a later page fails, and asks for no more than a thousand or out of sight', async () => {
    answer = undefined;
    window.status.countActions();
    await calm();
    const many = Array.from({ length: 500 }, (_, n) => asked(`O${1_000 + n}`));
    counts()[0]?.answer(page(many, 't1'));
    await until(() => counts().length === 2);
    counts()[1]?.fail(new SourceError('unavailable'));
    await calm();
    assert.equal(tooltip(), 'At least 500 opportunities need action');
    window.status.countAgain();
    await until(() => counts().length === 3);
    counts()[2]?.answer(page(many, 't1'));
    await until(() => counts().length === 4);
    counts()[3]?.answer(
      page(
        many.map((item) => ({ ...item, Id: `${item.Id}9` })),
        't2',
      ),
    );
    await until(() => tooltip() === 'At least 1,000 opportunities need action');
    window.status.countAgain();
    await until(() => counts().length === 5);
    window.view.look(false);
    counts()[4]?.answer(page(many, 't1'));
    await calm();
    assert.equal(counts().length, 5);
  });

  it('follows the rows that are loaded afterwards, and asks again on Refresh', async () => {
    window.status.countActions();
    await calm();
    rows = [summary('O1', 'Prospect', later), asked('O3', later), asked('O4', later)];
    await load();
    await until(() => tooltip() === '3 opportunities need action');
    answer = page([asked('O9')]);
    rows = [];
    const { opportunityCommands } = await import('../../../../src/views/opportunities/opportunityCommands');
    const commands: RunnableCommands<'opportunities'> = opportunityCommands(window.parts);
    await commands['partnerCentral.refresh']();
    await until(() => tooltip() === '1 opportunity needs action');
    assert.equal(counts().length, 2);
  });

  it('says of how many it counts if AWS does not answer, and asks again once the connection works', async () => {
    answer = new SourceError('offline');
    rows = [asked('O1'), summary('O2')];
    window.status.countActions();
    await calm();
    assert.equal(window.view.badge, undefined);
    answer = undefined;
    await load();
    await until(() => tooltip() === '1 needs action, of the 2 loaded');
    await until(() => counts().length === 2);
    counts()[1]?.answer(page([asked('O1'), asked('O7')]));
    await until(() => tooltip() === '2 opportunities need action');
  });

  it('asks no more than three times by itself for what fails each time, and again on Refresh', async () => {
    const clock = await openTimed();
    answer = new SourceError('accessDenied', { args: ['me', 'x'] });
    window.status.countActions();
    await calm();
    for (let n = 2; n <= 5; n++) {
      window.current.recover();
      await clock.pass(60_000);
      await calm();
      assert.equal(counts().length, Math.min(n, 3));
    }
    answer = page([asked('O1')]);
    window.status.countAgain();
    await until(() => tooltip() === '1 opportunity needs action');
  });

  it('says Sample data where it is, and forgets the connection that was left', async () => {
    window.status.countActions();
    await calm();
    answer = undefined;
    await window.choices.choose({ sampleData: true });
    assert.equal(window.view.badge, undefined);
    await until(() => counts().length === 2);
    counts()[1]?.answer(page([asked('O5')]));
    await until(() => tooltip() === 'Sample data: 1 opportunity needs action');
  });

  it('takes no answer of a connection that was left meanwhile', async () => {
    answer = undefined;
    window.status.countActions();
    await calm();
    const [first] = counts();
    await window.choices.choose({ catalog: 'Sandbox' });
    first?.answer(page([asked('O1')]));
    await calm();
    assert.equal(window.view.badge, undefined);
    await until(() => counts().length === 2);
    assert.equal(counts()[1]?.request.Catalog, 'Sandbox');
  });

  it('is asked for again if a filter takes the place of the lists meanwhile, and never for one that cannot be sent', async () => {
    const clock = await openTimed();
    answer = undefined;
    window.status.countActions();
    await calm();
    await window.choices.choose({ filter: { TargetCloseDate: { AfterTargetCloseDate: 'soon' } } });
    await clock.pass(60_000);
    await calm();
    assert.equal(counts().length, 1);
    await window.choices.choose({ filter: {} });
    await clock.pass(60_000);
    await until(() => counts().length === 2);
  });

  it('keeps a question to the person until they ask for something themselves', async () => {
    answer = undefined;
    const { current } = window;
    const answers: boolean[] = [];
    const ask = () => void current.unasked.mayAsk().then((may) => answers.push(may));
    ask();
    await calm();
    assert.deepEqual(answers.splice(0), [true], 'nothing is read');
    window.status.countActions();
    ask();
    await calm();
    assert.deepEqual(answers, []);
    await load();
    assert.deepEqual(answers.splice(0), [true], 'the person asked for a page');
    counts()[0]?.answer(page([]));
    await calm();
    window.status.countAgain();
    ask();
    counts()[1]?.answer(page([]));
    await calm();
    assert.deepEqual(answers.splice(0), [false], 'it was read, and nobody needs the question');
    window.status.countAgain();
    ask();
    const { opportunityCommands } = await import('../../../../src/views/opportunities/opportunityCommands');
    opportunityCommands(window.parts)['partnerCentral.needsAction']();
    await calm();
    assert.deepEqual(answers, [true], 'the person asks the same');
  });

  it('is not quiet any more after what was read without being asked for fails', async () => {
    const failing = window.current.unasked.read(() => Promise.reject(new Error('no')));
    const waiting = window.current.unasked.mayAsk();
    await assert.rejects(failing, /no/);
    assert.equal(await waiting, false);
    assert.equal(await window.current.unasked.mayAsk(), true);
  });
});
