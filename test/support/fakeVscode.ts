import Module, { createRequire } from 'node:module';
import { posix } from 'node:path';
import { isMatch } from '../../src/views/filterPick/typedMatch';

/** A text that VS Code received to show, and where. */
export interface Shown {
  readonly where: string;
  readonly text: string;
}

/** The properties that contain the text of a value: everything else in an item or an option is not shown. */
const texts = /^(label|description|detail|title|place[hH]older|prompt|message|validationMessage|tooltip|text|items)$/;

/** A quick pick or an input box as it appears on the screen. */
export interface OpenPick {
  readonly title?: string;
  readonly placeholder?: string;
  readonly items: readonly PickedItem[];
  /** The label of the item that Enter takes. */
  readonly active: string | undefined;
  value: string;
  /** Picks the first item whose label is this text or begins with it. */
  pick(label: string): void;
  /** Selects these items in a pick that allows several. */
  select(...labels: readonly string[]): void;
  /** Types as a person would. */
  type(text: string): void;
  /** Presses Enter. */
  accept(): void;
  /** Presses the button at a position: of the pick, or of an item. */
  press(index: number, label?: string): void;
  hide(): void;
}

/** A step of a person who picks an item. */
export const pick = (label: string) => (on: OpenPick) => on.pick(label);

/** A step of a person who types a text and presses Enter. */
export const typed = (text: string) => (box: OpenPick) => {
  box.type(text);
  box.accept();
};

/** Several steps in the same pick. */
export const all =
  (...steps: readonly ((on: OpenPick) => void)[]) =>
  (on: OpenPick) => {
    for (const step of steps) step(on);
  };

/** An item of a pick, with the parts that tests read. */
export interface PickedItem {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly kind?: number;
  readonly picked?: boolean;
  readonly alwaysShow?: boolean;
  readonly buttons?: readonly unknown[];
  readonly iconPath?: { readonly id?: string };
}

/** A terminal that was opened. */
export interface FakeTerminal {
  readonly options: { readonly name: string; readonly shellPath: string; readonly shellArgs: readonly string[] };
  shown: boolean;
  exitStatus?: { readonly code: number | undefined };
}

/** A tab of an editor, with the parts that the extension reads. */
export interface FakeTab {
  readonly input: unknown;
  readonly label: string;
  readonly isActive: boolean;
  readonly isDirty?: boolean;
  readonly isPreview?: boolean;
  group: object;
}

/** The items that VS Code shows for the typed text: where the label contains it first, unless the order is the pick's. */
function shownItems(pick: Record<string | symbol, unknown>): readonly PickedItem[] {
  const { items, value, matchOnDescription, sortByLabel } = pick;
  const text = String(value).trim().toLowerCase();
  const place = ({ label }: PickedItem) => label.toLowerCase().indexOf(text) >>> 0;
  const shown = (items as readonly PickedItem[]).filter(
    ({ label, description = '', kind, alwaysShow }) =>
      kind === undefined &&
      (alwaysShow || isMatch(text, label) || (matchOnDescription && description.toLowerCase().includes(text))),
  );
  return sortByLabel === false ? shown : shown.sort((a, b) => place(a) - place(b));
}

type Listener = (value: unknown) => unknown;

/** Works as VS Code's own: listeners are called in the order in which they were added, until they are removed. */
class FakeEmitter {
  private readonly listeners = new Set<Listener>();

  readonly event = (listener: Listener) => {
    // The same function may listen twice.
    const own: Listener = (value) => listener(value);
    this.listeners.add(own);
    return { dispose: () => void this.listeners.delete(own) };
  };

  get size(): number {
    return this.listeners.size;
  }

  fire(value?: unknown): void {
    for (const listener of [...this.listeners]) listener(value);
  }

  dispose(): void {
    this.listeners.clear();
  }
}

/** A URI, with the parts that the extension reads. */
class FakeUri {
  private constructor(
    readonly scheme: string,
    readonly path: string,
    readonly query = '',
  ) {}

  static from({ scheme, path, query }: { scheme: string; path: string; query?: string }): FakeUri {
    return new FakeUri(scheme, path, query);
  }

  static file(path: string): FakeUri {
    return new FakeUri('file', process.platform === 'win32' ? path.replaceAll('\\', '/') : path);
  }

  static parse(text: string): FakeUri {
    const [, scheme = '', path = '', query] = /^([^:]+):([^?]*)(?:\?(.*))?$/.exec(text) ?? [];
    return new FakeUri(scheme, path, query);
  }

  static joinPath(base: FakeUri, ...parts: readonly string[]): FakeUri {
    return new FakeUri(base.scheme, posix.join(base.path, ...parts), base.query);
  }

  get fsPath(): string {
    return this.path;
  }

  with(change: { query?: string; path?: string }): FakeUri {
    return new FakeUri(this.scheme, change.path ?? this.path, change.query ?? this.query);
  }

  toString(): string {
    return `${this.scheme}:${this.path}${this.query && `?${this.query}`}`;
  }
}

/** A webview panel without a page: posted messages are stored, and the test sends messages. */
export class FakePanel {
  readonly posted: unknown[] = [];
  readonly revealed: unknown[][] = [];
  private readonly messages = new FakeEmitter();
  private readonly viewStates = new FakeEmitter();
  private readonly disposals = new FakeEmitter();
  disposed = false;
  visible = true;
  active = true;
  viewColumn: number | undefined = 1;
  readonly onDidChangeViewState = this.viewStates.event;
  readonly onDidDispose = this.disposals.event;
  readonly webview = {
    ...{ options: {}, html: '', cspSource: 'csp' },
    asWebviewUri: (uri: unknown) => uri,
    onDidReceiveMessage: this.messages.event,
    postMessage: async (state: unknown) => {
      // VS Code sends it in the same way.
      this.posted.push(JSON.parse(JSON.stringify(state)));
      return true;
    },
  };

  constructor(
    readonly viewType: string,
    public title: string,
    readonly where: unknown,
    readonly options: unknown,
  ) {}

  /** Sends a message from the page. */
  send(message: unknown): void {
    this.messages.fire(message);
  }

  /** Does what happens when a person goes to its tab, or to another one. */
  look(visible: boolean): void {
    this.visible = visible;
    this.active = visible;
    this.viewStates.fire();
  }

  reveal(...args: unknown[]): void {
    this.revealed.push(args);
  }

  /** Does what happens when a person closes its tab. */
  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.disposals.fire();
  }

  /** The number of listeners for messages of its page. */
  get listeners(): number {
    return this.messages.size;
  }
}

/**
 * The part of VS Code that the extension uses. It records what it receives to show. No button and no item is chosen,
 * and picks close as soon as they open, unless a test says what a person would do.
 */
class FakeVscode {
  readonly shown: Shown[] = [];
  /** Returns what a person would choose: the first button, the first item. */
  answer: (offered: readonly string[]) => string | undefined = () => undefined;
  /** What a person does with the picks and boxes that open, one after the other. */
  readonly steps: ((pick: OpenPick) => void)[] = [];
  /** What a person picks in a simple pick, by its label, or types into a simple box. */
  readonly answers: string[] = [];
  /** The items of the last simple pick. */
  offered: readonly PickedItem[] = [];
  /** True if simple boxes stay open until VS Code is told to close them. */
  holdBoxes = false;
  /** True while the person uses this window. */
  focused = true;
  /** How many progress notifications are shown. */
  inProgress = 0;
  /** Commands that never end, as those of VS Code do whose editor is closed while it opens. */
  readonly endless = new Set<unknown>();
  /** The commands of VS Code or of ours that were executed, with their arguments. */
  readonly executed: unknown[][] = [];
  readonly contextKeys = new Map<unknown, unknown>();
  readonly clipboard: string[] = [];
  /** The addresses that were opened outside. */
  readonly visited: string[] = [];
  readonly terminals: FakeTerminal[] = [];
  readonly panels: FakePanel[] = [];
  /** The documents that were shown in editors. */
  readonly documents: unknown[] = [];
  /** What was registered for texts and addresses, by what it is. */
  readonly providers = new Map<string, unknown>();
  /** The tabs of editors, as the extension sees them. */
  readonly tabs: FakeTab[] = [];
  /** The document of the active editor. */
  activeDocument: { readonly uri: unknown } | undefined;
  /** The files that a search of the workspace finds. */
  readonly found: unknown[] = [];
  /** Which file a person chooses in each dialog that asks for one, and what each dialog that saves proposed. */
  readonly targets: unknown[] = [];
  readonly proposed: { readonly uri: string; readonly title: string; readonly filters: object }[] = [];
  /** The files that are not on this machine, by their addresses. */
  readonly files = new Map<string, Uint8Array>();
  /** The user's settings, by their full names. */
  private readonly configuration = new Map<string, unknown>();
  /** The settings of the workspace, which VS Code prefers. */
  private readonly workspaceSettings = new Map<string, unknown>();
  private readonly configured = new FakeEmitter();
  private readonly terminalsClosed = new FakeEmitter();
  private readonly documentsClosed = new FakeEmitter();
  private readonly tabsChanged = new FakeEmitter();
  private readonly editorsChanged = new FakeEmitter();
  private readonly cancellations = new FakeEmitter();
  private readonly windowStates = new FakeEmitter();
  private readonly contents = new Map<string, { provideTextDocumentContent(uri: unknown): unknown }>();
  private readonly commands = new Map<string, (...args: unknown[]) => unknown>();
  private isInstalled = false;

  /** Provides the module `vscode` to everything that is loaded from now on, with nothing shown yet. */
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
    for (const list of [this.shown, this.steps, this.answers, this.executed, this.clipboard]) list.length = 0;
    for (const list of [this.visited, this.terminals, this.panels, this.documents, this.tabs]) list.length = 0;
    for (const list of [this.targets, this.proposed, this.found]) list.length = 0;
    for (const map of [this.contextKeys, this.configuration, this.workspaceSettings, this.files]) map.clear();
    this.providers.clear();
    this.activeDocument = undefined;
    this.holdBoxes = false;
    this.inProgress = 0;
    this.focused = true;
    this.endless.clear();
    this.answer = () => undefined;
  }

  /** Sets a user setting by its full name; `undefined` removes it. */
  set(name: string, value: unknown): void {
    this.change(this.configuration, name, value);
  }

  /** Sets a setting of the workspace in the same way. */
  setInWorkspace(name: string, value: unknown): void {
    this.change(this.workspaceSettings, name, value);
  }

  private change(settings: Map<string, unknown>, name: string, value: unknown): void {
    if (value === undefined) settings.delete(name);
    else settings.set(name, value);
    const affectsConfiguration = (part: string) => name === part || name.startsWith(`${part}.`);
    this.configured.fire({ affectsConfiguration });
  }

  /** Returns the value of a setting by its full name. */
  setting(name: string): unknown {
    return this.configuration.get(name);
  }

  /** Ends a terminal with an exit code; without a code, as if a person closed it. */
  endTerminal(terminal: FakeTerminal, code?: number): void {
    terminal.exitStatus = { code };
    this.terminalsClosed.fire(terminal);
  }

  /** Returns the texts that were shown in one kind of place, such as notifications or picks. */
  textsIn(where: string): readonly string[] {
    return this.shown.filter((shown) => shown.where === where).map(({ text }) => text);
  }

  /** Reports that a document was closed. */
  closeDocument(uri: unknown): void {
    this.documentsClosed.fire({ uri });
  }

  changeTabs(closed: readonly FakeTab[] = []): void {
    this.tabsChanged.fire({ closed });
  }

  /** Cancels what a notification says is in progress, as a person would. */
  cancel(): void {
    this.cancellations.fire();
  }

  /** Returns the text of a document that the extension provides. */
  contentOf(uri: unknown): unknown {
    return uri instanceof FakeUri && this.contents.get(uri.scheme)?.provideTextDocumentContent(uri);
  }

  /** Does what happens when a person goes to this window, or to another one. */
  focus(focused: boolean): void {
    this.focused = focused;
    this.windowStates.fire({ focused });
  }

  /** Brings an editor to the front. */
  activate(editor: unknown): void {
    this.editorsChanged.fire(editor);
  }

  private provide(what: string, provider: unknown): object {
    this.providers.set(what, provider);
    return { dispose: () => void this.providers.delete(what) };
  }

  /** Runs a registered command. */
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

  /**
   * Returns an object that records texts when they are set; a step that a test planned for it runs as soon as it is
   * shown.
   */
  private recorder(where: string): object {
    const events = new Map<string, FakeEmitter>();
    const emitter = (name: string) => {
      const known = events.get(name) ?? new FakeEmitter();
      events.set(name, known);
      return known;
    };
    let open = false;
    const hide = () => {
      if (open) emitter('onDidHide').fire();
      open = false;
    };
    const values: Record<string | symbol, unknown> = {
      ...{ value: '', items: [], activeItems: [], selectedItems: [], buttons: [] },
      ...{ dispose: () => {}, hide },
      show: () => {
        open = true;
        const { activeItems, canSelectMany } = values;
        if (!canSelectMany && (activeItems as readonly PickedItem[]).length === 0)
          values.activeItems = shownItems(values).slice(0, 1);
        const step = where === 'statusBar' ? undefined : this.steps.shift();
        // It runs later, as a person would act.
        if (step) setImmediate(() => step(driver));
        else if (where !== 'statusBar') hide();
      },
    };
    const itemsNow = () => values.items as readonly PickedItem[];
    const find = (label: string) => {
      const items = itemsNow();
      const item =
        items.find((each) => plain(each.label) === label) ?? items.find((each) => plain(each.label).startsWith(label));
      if (!item) throw new Error(`there is no ${label} among ${items.map((each) => each.label).join(', ')}`);
      return item;
    };
    const driver: OpenPick = {
      get title() {
        return values.title as string;
      },
      get placeholder() {
        return values.placeholder as string;
      },
      get items() {
        return itemsNow();
      },
      get active() {
        return (values.activeItems as readonly PickedItem[])[0]?.label;
      },
      get value() {
        return values.value as string;
      },
      set value(text) {
        values.value = text;
      },
      pick: (label) => {
        const item = find(label);
        values.activeItems = [item];
        values.selectedItems = [item];
        emitter('onDidChangeActive').fire([item]);
        emitter('onDidChangeSelection').fire([item]);
        emitter('onDidAccept').fire();
      },
      select: (...labels) => {
        values.selectedItems = labels.map(find);
      },
      type: (text) => {
        values.value = text;
        // The first item that matches becomes active, except where several can be checked.
        if (!values.canSelectMany) values.activeItems = shownItems(values).slice(0, 1);
        emitter('onDidChangeValue').fire(text);
      },
      accept: () => {
        const [active] = values.activeItems as readonly PickedItem[];
        if (active && !values.canSelectMany) values.selectedItems = [active];
        emitter('onDidAccept').fire();
      },
      press: (index, label) => {
        if (label === undefined) emitter('onDidTriggerButton').fire((values.buttons as unknown[])[index]);
        else emitter('onDidTriggerItemButton').fire({ item: find(label), button: find(label).buttons?.[index] });
      },
      hide,
    };
    return new Proxy(values, {
      get: (target, name) => {
        if (typeof name === 'string' && name.startsWith('onDid')) return emitter(name).event;
        return Reflect.get(target, name);
      },
      set: (target, name, value: unknown) => {
        this.show(where, { [name]: value });
        const changesText = name === 'value' && target.value !== value;
        Reflect.set(target, name, value);
        if (!open) return true;
        // As VS Code does: the first item that is shown becomes active, and a text that was set is reported as typed.
        if ((changesText || name === 'items') && !values.canSelectMany)
          values.activeItems = shownItems(values).slice(0, 1);
        if (changesText) emitter('onDidChangeValue').fire(value);
        return true;
      },
    });
  }

  private module(): object {
    const { tabs } = this;
    const isFocused = () => this.focused;
    const active = () => this.activeDocument && { document: this.activeDocument };
    const notification = async (text: string, ...rest: unknown[]) => {
      this.show('notification', text);
      const buttons = rest.filter((button) => typeof button === 'string');
      this.show('notification.button', buttons);
      return this.answer(buttons);
    };
    const named = class {
      constructor(
        readonly id?: string,
        readonly color?: unknown,
      ) {}
    };
    return {
      l10n: {
        t: (words: string, ...values: unknown[]) =>
          words.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place)),
      },
      env: {
        language: 'en',
        uiKind: 1,
        uriScheme: 'vscode',
        clipboard: {
          writeText: async (text: string) => void this.clipboard.push(text),
          readText: async () => this.clipboard.at(-1) ?? '',
        },
        openExternal: async (uri: unknown) => this.visited.push(String(uri)) > 0,
      },
      EventEmitter: FakeEmitter,
      CancellationError: class extends Error {},
      CancellationTokenSource: class {
        readonly cancelled = new FakeEmitter();
        readonly token = { isCancellationRequested: false, onCancellationRequested: this.cancelled.event };
        cancel() {
          this.token.isCancellationRequested = true;
          this.cancelled.fire();
        }
        dispose() {}
      },
      Disposable: class Disposable {
        constructor(readonly dispose: () => void) {}
        static from(...all: readonly { dispose(): void }[]) {
          return new Disposable(() => {
            for (const each of all) each.dispose();
          });
        }
      },
      commands: {
        executeCommand: async (...call: unknown[]) => {
          if (call[0] === 'setContext') this.contextKeys.set(call[1], call[2]);
          else this.executed.push(call);
          if (this.endless.has(call[0])) await new Promise(() => {});
        },
        registerCommand: (id: string, run: (...args: unknown[]) => unknown) => {
          this.commands.set(id, run);
          return { dispose: () => void this.commands.delete(id) };
        },
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
      FileDecoration: class {
        constructor(
          readonly badge?: string,
          readonly tooltip?: string,
          readonly color?: unknown,
        ) {}
      },
      ThemeColor: named,
      ThemeIcon: named,
      TreeItem: class {
        constructor(
          readonly label: string,
          readonly collapsibleState = 0,
        ) {}
      },
      TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
      Uri: FakeUri,
      FileChangeType: { Changed: 1, Created: 2, Deleted: 3 },
      FilePermission: { Readonly: 1 },
      FileType: { File: 1, Directory: 2 },
      FileSystemError: class extends Error {
        static FileNotFound(what: unknown) {
          return new this(`FileNotFound ${what}`);
        }
        static Unavailable(what: unknown) {
          return new this(`Unavailable ${what}`);
        }
        static NoPermissions(what: unknown) {
          return new this(`NoPermissions ${what}`);
        }
      },
      Range: class {
        constructor(...[line, start, lastLine, end]: readonly number[]) {
          Object.assign(this, { start: { line, character: start }, end: { line: lastLine, character: end } });
        }
      },
      DocumentLink: class {
        tooltip = '';
        constructor(
          readonly range: unknown,
          readonly target: unknown,
        ) {}
      },
      Hover: class {
        constructor(
          readonly contents: unknown,
          readonly range: unknown,
        ) {}
      },
      languages: {
        registerDocumentLinkProvider: (_: unknown, provider: unknown) => this.provide('documentLinks', provider),
        registerHoverProvider: (_: unknown, provider: unknown) => this.provide('hover', provider),
      },
      TabInputText: class {
        constructor(readonly uri: unknown) {}
      },
      TabInputTextDiff: class {
        constructor(
          readonly original: unknown,
          readonly modified: unknown,
        ) {}
      },
      UIKind: { Desktop: 1, Web: 2 },
      version: '1.139.0',
      extensions: { getExtension: () => ({ packageJSON: { version: '0.1.0' } }) },
      ViewColumn: { Active: -1 },
      workspace: {
        getConfiguration: (prefix: string) => ({
          get: (key: string) =>
            this.workspaceSettings.get(`${prefix}.${key}`) ?? this.configuration.get(`${prefix}.${key}`),
          inspect: (key: string) => ({
            key,
            globalValue: this.configuration.get(`${prefix}.${key}`),
            workspaceValue: this.workspaceSettings.get(`${prefix}.${key}`),
            ...(key === 'pageSize' && { defaultValue: 100 }),
          }),
          update: async (key: string, value: unknown) => this.set(`${prefix}.${key}`, value),
        }),
        onDidChangeConfiguration: this.configured.event,
        onDidCloseTextDocument: this.documentsClosed.event,
        openTextDocument: async (what: unknown) => ({ uri: what }),
        registerTextDocumentContentProvider: (
          scheme: string,
          provider: { provideTextDocumentContent(uri: unknown): unknown },
        ) => this.contents.set(scheme, provider),
        textDocuments: [],
        workspaceFolders: undefined,
        findFiles: async () => [...this.found],
        asRelativePath: ({ path }: FakeUri) => path.replace(/^\//, ''),
        fs: {
          readFile: async (uri: unknown) => {
            const file = this.files.get(String(uri));
            if (!file) throw Object.assign(new Error('there is no such file'), { code: 'FileNotFound' });
            return file;
          },
          writeFile: async (uri: unknown, bytes: Uint8Array) => void this.files.set(String(uri), bytes),
          rename: async (from: unknown, to: unknown, { overwrite = false } = {}) => {
            const bytes = this.files.get(String(from)) ?? new Uint8Array();
            if (!overwrite && this.files.has(String(to)))
              throw Object.assign(new Error('is there'), { code: 'FileExists' });
            if (String(to).endsWith('/held.json')) throw Object.assign(new Error('held'), { code: 'NoPermissions' });
            this.files.set(String(to), bytes);
            this.files.delete(String(from));
          },
          delete: async (uri: unknown) => void this.files.delete(String(uri)),
        },
      },
      window: {
        state: {
          get focused() {
            return isFocused();
          },
        },
        onDidChangeWindowState: this.windowStates.event,
        get activeTextEditor() {
          return active();
        },
        showSaveDialog: async (options: { defaultUri: unknown; title: string; filters: object }) => {
          const { defaultUri, title, filters } = options;
          this.proposed.push({ uri: String(defaultUri), title, filters });
          return this.targets.shift();
        },
        showOpenDialog: async ({ title }: { title: string }) => {
          this.show('dialog', { title });
          const chosen = this.targets.shift();
          return chosen && [chosen];
        },
        showInformationMessage: notification,
        showWarningMessage: notification,
        showErrorMessage: notification,
        showTextDocument: async (document: unknown) => {
          if (document instanceof FakeUri && document.scheme === 'file') throw new Error('there is no such file');
          this.documents.push(document);
        },
        createTerminal: (options: FakeTerminal['options']) => {
          const terminal: FakeTerminal & { show(): void } = {
            options,
            shown: false,
            show() {
              this.shown = true;
            },
          };
          this.terminals.push(terminal);
          return terminal;
        },
        onDidCloseTerminal: this.terminalsClosed.event,
        registerTerminalLinkProvider: (provider: unknown) => this.provide('terminalLinks', provider),
        registerFileDecorationProvider: (provider: unknown) => this.provide('fileDecorations', provider),
        registerUriHandler: (handler: unknown) => this.provide('uris', handler),
        onDidChangeActiveTextEditor: this.editorsChanged.event,
        createWebviewPanel: (type: string, title: string, where: unknown, options: unknown) => {
          const panel = new FakePanel(type, title, where, options);
          this.panels.push(panel);
          return panel;
        },
        tabGroups: {
          all: [
            {
              tabs,
              viewColumn: 1,
              get activeTab() {
                return tabs.find(({ isActive }) => isActive);
              },
            },
          ],
          activeTabGroup: {
            get activeTab() {
              return tabs.find(({ isActive }) => isActive);
            },
          },
          close: async (closed: readonly unknown[]) => {
            const left = this.tabs.filter((tab) => !closed.includes(tab));
            this.tabs.splice(0, this.tabs.length, ...left);
            this.changeTabs(closed as readonly FakeTab[]);
          },
          onDidChangeTabs: this.tabsChanged.event,
        },
        setStatusBarMessage: (text: string) => this.show('statusBar', { text }),
        createStatusBarItem: () => this.recorder('statusBar'),
        createQuickPick: () => this.recorder('pick'),
        createInputBox: () => this.recorder('box'),
        showQuickPick: async (items: unknown, options: object) => {
          const offered = (await items) as readonly PickedItem[];
          this.offered = offered;
          this.show('pick', { items: offered });
          this.show('pick', options);
          const wanted = this.answers.shift();
          return offered.find(({ label }) => plain(label) === wanted);
        },
        showInputBox: async (
          options: { validateInput?: (text: string) => unknown },
          token?: { onCancellationRequested(close: () => void): unknown },
        ) => {
          this.show('box', options);
          this.show('box', { validationMessage: options.validateInput?.('typed') });
          if (this.holdBoxes) await new Promise<void>((close) => token?.onCancellationRequested(close));
          const typed = this.answers.shift();
          return typed === undefined || refuses(options.validateInput?.(typed)) ? undefined : typed;
        },
        withProgress: async (options: { title?: string }, task: (progress: object, token: object) => unknown) => {
          this.show('progress', options);
          const token = { onCancellationRequested: this.cancellations.event };
          this.inProgress += 1;
          try {
            return await task({ report: (step: object) => this.show('progress', step) }, token);
          } finally {
            this.inProgress -= 1;
          }
        },
      },
    };
  }
}

/** True if a message beside an input box keeps Enter from taking the text: one that only informs does not. */
function refuses(message: unknown): boolean {
  const severity = typeof message === 'object' && message !== null ? Reflect.get(message, 'severity') : undefined;
  return Boolean(message) && severity !== 1 && severity !== 2;
}

/** Returns a text as a person reads it, without the characters that prevent icons. */
function plain(text: string): string {
  return text.replaceAll('\u200b', '');
}

/** All tests share one: what they load stays loaded, together with the module it received. */
export const vscode = new FakeVscode();

/** Returns the module as the extension gets it, once it is installed. */
export function vscodeModule(): typeof import('vscode') {
  return createRequire(__filename)('vscode');
}
