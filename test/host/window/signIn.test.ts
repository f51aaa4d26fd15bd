import assert from 'node:assert/strict';
import { EventEmitter, env, type Terminal, type TerminalOptions, UIKind, window } from 'vscode';
import { SourceError } from '../../../src/core/errors/sourceError';
import { askMfaCode } from '../../../src/views/connection/mfaPrompt';
import { runRemedy } from '../../../src/views/connection/runRemedy';
import { FakeSource, page, summary } from '../../support/fakeSource';
import { eventually } from '../support/eventually';
import { TreeUnderTest } from '../support/treeUnderTest';

/** What the extension needs of a terminal. */
interface EndingTerminal {
  show(): void;
  exitStatus?: { readonly code: number | undefined };
}

describe('signing in', () => {
  const { createTerminal, onDidCloseTerminal } = window;
  let open: TreeUnderTest;
  let closing: EventEmitter<Pick<Terminal, 'exitStatus'>>;
  let asked: TerminalOptions[];
  let terminals: EndingTerminal[];
  let shown: number;
  let isSignedIn: boolean;

  beforeEach(() => {
    isSignedIn = false;
    shown = 0;
    asked = [];
    terminals = [];
    closing = new EventEmitter();
    open = new TreeUnderTest(
      () =>
        new FakeSource(() => (isSignedIn ? page([summary('O1')]) : new SourceError('signInNeeded', { args: ['x'] }))),
    );
    Object.assign(window, {
      createTerminal: (options: TerminalOptions) => {
        asked.push(options);
        const terminal: EndingTerminal = { show: () => shown++ };
        terminals.push(terminal);
        return terminal;
      },
      onDidCloseTerminal: closing.event,
    });
  });

  afterEach(() => {
    Object.assign(window, { createTerminal, onDidCloseTerminal });
    open.dispose();
    closing.dispose();
  });

  async function signIn(via: 'sso' | 'login', profile: string): Promise<void> {
    const { current, choices } = open;
    await runRemedy({ kind: 'signIn', via, profile }, undefined, {
      ...{ current, choices, openConfig: async () => {}, forgetRefusals: async () => {}, log: { show: () => {} } },
      ...{ env: {}, findAwsCli: async () => ({ path: '/opt/aws', version: '2.32.0' }) },
    });
  }

  /** The process of the n-th terminal ends; VS Code closes the terminal then. */
  function end(n: number, code: number | undefined): void {
    const terminal = terminals[n] ?? assert.fail('there is no such terminal');
    terminal.exitStatus = { code };
    closing.fire(terminal as Terminal);
  }

  it('runs the AWS CLI in a terminal that is shown, and no shell reads the name of the profile as its own', async () => {
    // In a window whose extensions run elsewhere, the AWS CLI has no browser.
    const isElsewhere = env.remoteName !== undefined || env.uiKind === UIKind.Web;
    await signIn('sso', 'my team; rm -rf ~');
    await signIn('login', '$(id)');
    assert.deepEqual(
      asked.map(({ shellArgs = [] }) => shellArgs.slice(4)),
      [
        ['/opt/aws', 'sso', 'login', ...(isElsewhere ? ['--use-device-code'] : []), '--profile', 'my team; rm -rf ~'],
        ['/opt/aws', 'login', ...(isElsewhere ? ['--remote'] : []), '--profile', '$(id)'],
      ],
    );
    assert.equal(shown, 2);
  });

  it('loads what failed by itself once the terminal ended well', async () => {
    await open.expand('Prospect');
    const list = () => open.current.value.listOf('Prospect');
    assert.equal(list()?.tail.kind, 'failed');
    await signIn('sso', 'x');
    isSignedIn = true;
    end(0, 0);
    await eventually(() =>
      assert.deepEqual(
        list()?.items.map(({ Id }) => Id),
        ['O1'],
      ),
    );
  });

  for (const [how, code] of [
    ['failed', 1],
    ['was closed by the person', undefined],
  ] as const) {
    it(`asks for nothing where the terminal ${how}`, async () => {
      let signedIn = 0;
      const { current } = open;
      Object.assign(current, { recover: () => signedIn++ });
      await signIn('sso', 'x');
      end(0, code);
      assert.equal(signedIn, 0);
    });
  }

  it('waits for its own terminal, and for that once', async () => {
    let signedIn = 0;
    Object.assign(open.current, { recover: () => signedIn++ });
    await signIn('sso', 'x');
    closing.fire({ exitStatus: { code: 0 } } as Terminal);
    assert.equal(signedIn, 0, 'another terminal');
    end(0, 0);
    end(0, 0);
    assert.equal(signedIn, 1);
  });
});

describe('the prompt for an MFA code', () => {
  const { showInputBox } = window;
  type Asked = {
    readonly options: Parameters<typeof showInputBox>[0];
    readonly token: Parameters<typeof showInputBox>[1];
  };
  let asked: Asked | undefined;
  let answers: ((code: string | undefined) => void) | undefined;

  beforeEach(() => {
    Object.assign(window, {
      showInputBox: (options: Asked['options'], token: Asked['token']) => {
        asked = { options, token };
        return new Promise((resolve) => {
          answers = resolve;
        });
      },
    });
  });
  afterEach(() => void Object.assign(window, { showInputBox }));

  const question = { profile: 'team', serial: 'arn:aws:iam::123456789012:mfa/me', attempt: 1 };

  it('names the profile and the device, stays open without the focus, and gives the code', async () => {
    const code = askMfaCode(question, new AbortController().signal);
    assert.equal(asked?.options?.title, 'MFA Code for the AWS Profile team');
    assert.equal(asked?.options?.prompt, 'Enter the code from arn:aws:iam::123456789012:mfa/me.');
    assert.equal(asked?.options?.ignoreFocusOut, true);
    assert.equal(asked?.options?.password, undefined, 'a code is good for one use, and a person wants to see it');
    answers?.('123456');
    assert.equal(await code, '123456');
  });

  it('takes six digits and nothing else', () => {
    void askMfaCode(question, new AbortController().signal);
    const check = (text: string) => asked?.options?.validateInput?.(text);
    for (const text of ['123456', ' 123456 ', '000000']) assert.equal(check(text), undefined, text);
    for (const text of ['', '12345', '1234567', '12345a', '123 456', '１２３４５６', '123456\n1'])
      assert.equal(check(text), 'A code has six digits.', JSON.stringify(text));
    answers?.(undefined);
  });

  it('says that AWS refused the code before', () => {
    void askMfaCode({ ...question, attempt: 2 }, new AbortController().signal);
    assert.match(asked?.options?.prompt ?? '', /^AWS did not accept that code\. Enter the next one from arn:aws:/);
    answers?.(undefined);
  });

  it('closes where nobody needs the code any more, and gives none where the person cancels', async () => {
    const stop = new AbortController();
    const code = askMfaCode(question, stop.signal);
    assert.equal(asked?.token?.isCancellationRequested, false);
    stop.abort();
    assert.equal(asked?.token?.isCancellationRequested, true);
    answers?.(undefined);
    assert.equal(await code, undefined);
  });
});
