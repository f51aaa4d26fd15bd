import Module from 'node:module';

/** One text that VS Code was given to show, and where. */
export interface Shown {
  readonly where: string;
  readonly text: string;
}

/** Where the text of a value is: whatever else an item or an option holds is not shown. */
const texts = /^(label|description|detail|title|place[hH]older|prompt|message|validationMessage|tooltip|text|items)$/;

/** What an extension gives VS Code to show; buttons and items are never chosen, and picks close as soon as they open. */
class FakeVscode {
  readonly shown: Shown[] = [];
  /** What a person would press: the first button, the first item. */
  answer: (offered: readonly string[]) => string | undefined = () => undefined;
  private readonly commands = new Map<string, (...args: unknown[]) => unknown>();
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

  /** Runs a command that was registered. */
  async run(id: string, ...args: readonly unknown[]): Promise<unknown> {
    return await this.commands.get(id)?.(...args);
  }

  private show(where: string, value: unknown): void {
    if (typeof value === 'string') this.shown.push({ where, text: value });
    else if (Array.isArray(value)) for (const item of value) this.show(where, item);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, part] of Object.entries(value)) if (texts.test(name)) this.show(`${where}.${name}`, part);
    }
  }

  /** Records texts as they are set. */
  private recorder(where: string): object {
    let hide = () => {};
    const event = () => ({ dispose: () => {} });
    const values: Record<string | symbol, unknown> = {
      ...{ dispose: () => {}, show: () => hide(), onDidAccept: event, onDidChangeValue: event },
      ...{ onDidTriggerButton: event, onDidTriggerItemButton: event, value: '', items: [] },
      onDidHide: (listener: () => void) => {
        hide = listener;
      },
    };
    return new Proxy(values, {
      set: (target, name, value: unknown) => {
        this.show(where, { [name]: value });
        return Reflect.set(target, name, value);
      },
    });
  }

  private module(): object {
    const notification = async (text: string, ...rest: unknown[]) => {
      this.show('notification', text);
      const buttons = rest.filter((button) => typeof button === 'string');
      this.show('notification.button', buttons);
      return this.answer(buttons);
    };
    const named = class {
      constructor(readonly id?: string) {}
    };
    return {
      l10n: {
        t: (words: string, ...values: unknown[]) =>
          words.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place)),
      },
      env: { language: 'en' },
      CancellationError: class extends Error {},
      CancellationTokenSource: class {
        readonly token = {};
        cancel() {}
        dispose() {}
      },
      Disposable: { from: () => ({ dispose: () => {} }) },
      commands: {
        executeCommand: async () => undefined,
        registerCommand: (id: string, run: (...args: unknown[]) => unknown) => this.commands.set(id, run),
      },
      ConfigurationTarget: { Global: 1, Workspace: 2 },
      InputBoxValidationSeverity: { Info: 1, Warning: 2, Error: 3 },
      MarkdownString: class {
        value = '';
        appendMarkdown(text: string) {
          this.value += text;
        }
      },
      ProgressLocation: { Notification: 15 },
      QuickInputButtons: { Back: {} },
      QuickPickItemKind: { Separator: -1 },
      StatusBarAlignment: { Left: 1 },
      ThemeColor: named,
      ThemeIcon: named,
      TreeItem: class {
        constructor(readonly label: string) {}
      },
      TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
      Uri: { file: (path: string) => ({ path }), from: (parts: object) => parts },
      window: {
        showInformationMessage: notification,
        showWarningMessage: notification,
        showErrorMessage: notification,
        showTextDocument: () => Promise.reject(new Error('there is no such file')),
        setStatusBarMessage: (text: string) => this.show('statusBar', { text }),
        createStatusBarItem: () => this.recorder('statusBar'),
        createQuickPick: () => this.recorder('pick'),
        createInputBox: () => this.recorder('box'),
        showQuickPick: async (items: unknown, options: object) => {
          this.show('pick', { items: await items });
          this.show('pick', options);
        },
        showInputBox: async (options: { validateInput?: (text: string) => unknown }) => {
          this.show('box', options);
          this.show('box', { validationMessage: options.validateInput?.('typed') });
        },
        withProgress: async (options: { title?: string }, task: (progress: object, token: object) => unknown) => {
          this.show('progress', options);
          return await task({ report: (step: object) => this.show('progress', step) }, {});
        },
      },
    };
  }
}

/** One for all tests: what they load stays loaded, with the module it was given. */
export const vscode = new FakeVscode();
