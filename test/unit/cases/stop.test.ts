import assert from 'node:assert/strict';
import type { Row } from '../../../src/views/opportunities/rows';
import type { RunnableCommands } from '../../../src/views/registerCommands';
import { vscode } from '../../support/fakeVscode';
import { answer, fault, hang, type Step } from '../../support/service/faults';
import { calm, openWindow, type WindowUnderTest } from '../../support/windowUnderTest';
import { Harness, patient, type SourceOptions, summary, until } from '../aws/harness';

const clock = {
  now: () => performance.now(),
  schedule: (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
const mfaRole =
  '[profile admin]\nrole_arn = arn:aws:iam::123456789012:role/admin\nsource_profile = base\n' +
  'mfa_serial = arn:aws:iam::123456789012:mfa/me\n[profile base]\naws_access_key_id = AKIADEV\naws_secret_access_key = s\n';
const tokenOf = (body: unknown) => (body as { NextToken?: string }).NextToken;

/** Three pages of two. */
const page = (body: unknown): Step => {
  const n = Number((tokenOf(body) ?? 't0').slice(1));
  const items = ['a', 'b'].map((letter) => summary(`O${n}${letter}`, { LifeCycle: { Stage: 'Prospect' } }));
  return answer(200, { OpportunitySummaries: items, ...(n < 2 && { NextToken: `t${n + 1}` }) });
};

describe('Stop Loading', function () {
  // For a machine that is busy with other things; each takes milliseconds.
  this.timeout(20_000);
  const harness = new Harness();
  let window: WindowUnderTest;
  let commands: RunnableCommands<'opportunities'>;

  afterEach(() => window.dispose());

  const open = async (options: SourceOptions = {}) => {
    window = await openWindow(() => harness.source(options), { clock });
    const { opportunityCommands } = await import('../../../src/views/opportunities/opportunityCommands');
    commands = opportunityCommands(window.parts);
  };
  const list = () => window.current.value.listOf('Prospect') ?? assert.fail();
  const stage: Row = { kind: 'stage', stage: 'Prospect' };
  const rows = async () => (await window.tree.getChildren(stage)).map((row) => window.tree.getTreeItem(row));
  const texts = async () =>
    (await Promise.all(await rows())).map(({ label, description }) => [label, description].join(' · '));
  const goesOn = () => harness.server.script(({ body, operation }) => (operation ? page(body) : answer(200, 'no')));

  /** Stops a load once it has come to a point, and checks that it has ended within 200 ms. */
  async function stop(load: Promise<unknown>, reached: () => boolean): Promise<void> {
    await until(reached);
    const before = performance.now();
    await commands['partnerCentral.stopLoading']();
    await load;
    await until(() => !window.current.value.loading);
    assert.ok(performance.now() - before < 200, `${performance.now() - before} ms`);
  }

  /** Clicks the row that goes on, and returns the token that it sends. */
  async function goOn(): Promise<string | undefined> {
    goesOn();
    const row = (await window.tree.getChildren(stage)).at(-1) ?? assert.fail();
    window.view.selection = [row];
    vscode.executed.length = 0;
    await commands['partnerCentral.activateRow']();
    const [[id, ...args] = []] = vscode.executed;
    assert.equal(id, 'partnerCentral.loadMore');
    assert.equal(args[0], row);
    await commands['partnerCentral.loadMore'](row);
    return tokenOf(harness.server.requests[0]?.body);
  }

  const waits: readonly (readonly [where: string, step: Step, options: SourceOptions])[] = [
    ['before the answer', hang, {}],
    [
      'while the SDK waits to be let in',
      fault(400, 'ThrottlingException'),
      { timing: { ...patient, throttledBackoff: 60_000 } },
    ],
    ['while the list waits until the failure is over', fault(400, 'ThrottlingException'), {}],
  ];
  for (const [where, step, options] of waits) {
    const isReached = () => {
      const { tail } = list();
      const waiting = tail.kind === 'loading' && tail.waiting !== undefined;
      return waiting || (step === hang || options.timing ? harness.server.requests.length > 0 : false);
    };

    it(`R19: ends the first page of a stage ${where}, and a row goes on from its beginning`, async () => {
      harness.setKeys();
      await open(options);
      harness.server.script([step]);
      const load = window.tree.getChildren(stage);
      await stop(load, isReached);
      assert.deepEqual(await texts(), ['Continue Loading · loading stopped, 0 loaded']);
      assert.equal(await goOn(), undefined);
      assert.equal(list().items.length, 2);
    });

    it(`R19: ends Load More ${where}, keeps the rows, and a row goes on at the token`, async () => {
      harness.setKeys();
      await open(options);
      goesOn();
      await window.tree.getChildren(stage);
      await calm();
      harness.server.script([step]);
      await stop(commands['partnerCentral.loadMore'](stage) as Promise<void>, isReached);
      assert.equal(list().items.length, 2);
      assert.equal((await texts()).at(-1), 'Continue Loading · loading stopped, 2 loaded');
      assert.equal(await goOn(), 't1');
      assert.equal(list().items.length, 4);
    });

    it(`R19: ends a refresh ${where}, and keeps what is shown`, async () => {
      harness.setKeys();
      await open(options);
      goesOn();
      await window.tree.getChildren(stage);
      await calm();
      harness.server.script([step]);
      await stop(commands['partnerCentral.refresh']() as Promise<void>, () =>
        where.includes('the list') ? harness.server.requests.length >= 3 : harness.server.requests.length > 0,
      );
      assert.deepEqual(window.current.value.lastRefresh, { kind: 'stopped' });
      assert.equal(window.current.value.refreshError('Prospect'), undefined);
      assert.equal(list().items.length, 2);
      assert.equal(window.view.message, '', 'the person knows what they stopped');
      goesOn();
      await commands['partnerCentral.refresh']();
      assert.notEqual(window.current.value.lastRefresh?.kind, 'stopped');
    });

    it(`R19: ends Refresh Everything ${where}, keeps what is shown, says so, and offers to refresh again`, async () => {
      harness.setKeys();
      await open(options);
      goesOn();
      await window.tree.getChildren(stage);
      await calm();
      harness.server.script([step]);
      await stop(commands['partnerCentral.refreshEverything']() as Promise<void>, () =>
        where.includes('the list') ? harness.server.requests.length >= 3 : harness.server.requests.length > 0,
      );
      const [first, second] = await texts();
      assert.match(first ?? '', /^Not refreshed: Stopped\./);
      assert.match(second ?? '', /^Retry/);
      assert.equal(list().items.length, 2);
      assert.equal(window.view.message, '', 'the person knows what they stopped');
      goesOn();
      await commands['partnerCentral.retry']((await window.tree.getChildren(stage))[0]);
      assert.equal(window.current.value.refreshError('Prospect'), undefined);
    });
  }

  it('R19: ends the first page while credentials do not come', async () => {
    harness.write('[profile dev]\ncredential_process = sleep 1\n');
    await open({ profile: 'dev' });
    await window.tree.ready();
    const load = window.tree.getChildren(stage);
    await stop(load, () => list().tail.kind === 'loading');
    assert.deepEqual(await texts(), ['Continue Loading · loading stopped, 0 loaded']);
  });

  it('R19: ends the first page while a person is asked for an MFA code, who is asked once more when it goes on', async () => {
    harness.write(mfaRole);
    harness.set({ AWS_ENDPOINT_URL_STS: harness.server.url });
    let asked = 0;
    let withCode = (_code: string | undefined) => {};
    await open({
      profile: 'admin',
      askMfaCode: () => {
        asked += 1;
        return new Promise((resolve) => {
          withCode = resolve;
        });
      },
    });
    await stop(window.tree.getChildren(stage), () => asked === 1);
    assert.deepEqual(await texts(), ['Continue Loading · loading stopped, 0 loaded']);
    harness.server.script(({ body, operation }) => (operation ? page(body) : answer(200, assumedRole())));
    const done = commands['partnerCentral.loadMore'](stage);
    await until(() => asked === 2);
    withCode('123456');
    await done;
    assert.equal(list().items.length, 2);
  });

  it('R19: ends a Load All as well, and its row loads the rest', async () => {
    harness.setKeys();
    await open();
    goesOn();
    await window.tree.getChildren(stage);
    await calm();
    harness.server.script(({ body }) => (tokenOf(body) ? hang : page(body)));
    await stop(commands['partnerCentral.loadAll'](stage) as Promise<void>, () => harness.server.requests.length > 1);
    goesOn();
    window.view.selection = [(await window.tree.getChildren(stage)).at(-1) ?? assert.fail()];
    vscode.executed.length = 0;
    await commands['partnerCentral.activateRow']();
    assert.equal(vscode.executed[0]?.[0], 'partnerCentral.loadAll');
  });

  it('R19: is offered while any list is loaded, and no longer', async () => {
    harness.setKeys();
    await open();
    const { followLoading } = await import('../../../src/views/loadAll/loadingKey');
    followLoading(window.current);
    const isOffered = () => vscode.contextKeys.get('partnerCentral.loading') === true;
    harness.server.script([hang]);
    const load = window.tree.getChildren(stage);
    await until(isOffered);
    await stop(load, isOffered);
    await until(() => !isOffered());
    harness.server.script([hang]);
    const more = commands['partnerCentral.loadMore'](stage) as Promise<void>;
    await until(isOffered);
    await stop(more, isOffered);
    await until(() => !isOffered());
    goesOn();
    await window.tree.getChildren(stage);
    await list().loadMore();
    await until(() => !isOffered());
    harness.server.script([hang]);
    const refresh = commands['partnerCentral.refresh']() as Promise<void>;
    await until(isOffered);
    await stop(refresh, isOffered);
    await until(() => !isOffered());
  });
});

function assumedRole(): string {
  const expiration = new Date(Date.now() + 3_600_000).toISOString();
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
<AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
<Expiration>${expiration}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
}
