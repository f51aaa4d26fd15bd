import Module from 'node:module';

/** One text that VS Code was given to show, and where. */
export interface Shown {
  readonly where: string;
  readonly text: string;
}

/** What an extension gives VS Code to show, as far as src/host/tell.ts does; buttons and items are never chosen. */
class FakeVscode {
  readonly shown: Shown[] = [];
  /** What a person would press: the first button, the first item. */
  answer: (offered: readonly string[]) => string | undefined = () => undefined;

  private isInstalled = false;

  /** Module `vscode` for what is loaded from now on, with nothing shown yet. */
  install(): void {
    this.forget();
    if (this.isInstalled) return;
    this.isInstalled = true;
    const load: unknown = Reflect.get(Module, '_load');
    if (typeof load !== 'function') throw new Error('Node loads modules in another way');
    const vscode = this.module();
    Reflect.set(Module, '_load', (request: string, ...rest: unknown[]) =>
      request === 'vscode' ? vscode : load.call(Module, request, ...rest),
    );
  }

  forget(): void {
    this.shown.length = 0;
    this.answer = () => undefined;
  }

  private readonly commands = new Map<string, (...args: unknown[]) => unknown>();

  /** Runs a command that was registered. */
  async run(id: string): Promise<unknown> {
    return await this.commands.get(id)?.();
  }

  private show(where: string, text: unknown): void {
    if (typeof text === 'string') this.shown.push({ where, text });
  }

  /** Records texts as they are set. */
  private recorder(where: string): object {
    const values: Record<string | symbol, unknown> = { show: () => {}, dispose: () => {} };
    return new Proxy(values, {
      set: (target, name, value: unknown) => {
        this.showAll(`${where}.${String(name)}`, value);
        return Reflect.set(target, name, value);
      },
    });
  }

  private showAll(where: string, value: unknown): void {
    if (typeof value === 'string') this.show(where, value);
    else if (Array.isArray(value)) for (const item of value) this.showAll(where, item);
    else if (typeof value === 'object' && value !== null)
      for (const [name, text] of Object.entries(value)) this.showAll(`${where}.${name}`, text);
  }

  private module(): object {
    const notification =
      (where: string) =>
      async (text: string, ...rest: unknown[]) => {
        this.show(where, text);
        const buttons = rest.filter((button) => typeof button === 'string');
        this.showAll(`${where}.button`, buttons);
        return this.answer(buttons);
      };
    return {
      l10n: {
        t: (words: string, ...values: unknown[]) =>
          words.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place)),
      },
      CancellationError: class extends Error {},
      Disposable: { from: () => ({ dispose: () => {} }) },
      commands: {
        registerCommand: (id: string, run: (...args: unknown[]) => unknown) => this.commands.set(id, run),
      },
      ProgressLocation: { Notification: 15 },
      StatusBarAlignment: { Left: 1 },
      window: {
        showInformationMessage: notification('notification'),
        showWarningMessage: notification('notification'),
        showErrorMessage: notification('notification'),
        setStatusBarMessage: (text: string) => this.show('statusBar.text', text),
        createStatusBarItem: () => this.recorder('statusBar'),
        createQuickPick: () => this.recorder('pick'),
        createInputBox: () => this.recorder('box'),
        showQuickPick: async (items: unknown, options: object) => {
          this.showAll('pick.items', await items);
          this.showAll('pick', options);
        },
        showInputBox: async (options: { validateInput?: (text: string) => unknown }) => {
          this.showAll('box', options);
          this.showAll('box.validationMessage', options.validateInput?.('typed'));
        },
        withProgress: async (options: { title?: string }, task: (progress: object, token: object) => unknown) => {
          this.show('progress', options.title);
          return await task({ report: (step: object) => this.showAll('progress', step) }, {});
        },
      },
    };
  }
}

/** One for all tests: what they load stays loaded, with the module it was given. */
export const vscode = new FakeVscode();
