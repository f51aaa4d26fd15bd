import {
  type CancellationToken,
  type Disposable,
  type InputBox,
  type InputBoxOptions,
  type InputBoxValidationMessage,
  l10n,
  type Progress,
  ProgressLocation,
  type QuickPick,
  type QuickPickItem,
  type QuickPickOptions,
  StatusBarAlignment,
  type StatusBarItem,
  type ThemeColor,
  type TreeView,
  type WebviewPanel,
  window,
} from 'vscode';
import { type CommandId, viewId } from '../contributions';
import { inertLines, inertText } from '../core/text/plainText';

// The one door to every place where VS Code shows a person words of this extension, and the only file that may use it
// directly: the linter sees to that. In notifications, progress, prompts and messages of input boxes VS Code makes links
// of `[words](address)`, also to commands, which a click then runs; in picks, prompts and the status bar it makes icons of
// `$(name)`. What a service, a file or a setting says is shown here as it is written, and can do neither.

/** Most characters of one value inside a sentence: the sentence stays in sight. */
const mostOfValue = 200;
/** VS Code itself cuts a notification here. */
const mostOfSentence = 1_000;

/** Words of ours in the person's language, with values in the places `{0}`, `{1}` …: whatever those hold, it is text. */
export function translated(words: string, ...values: readonly (string | number)[]): string {
  return l10n.t(words, ...values.map((value) => (typeof value === 'number' ? value : inertText(value, mostOfValue))));
}

export type Weight = 'info' | 'warning' | 'error';

/** Tells the person something in a notification, and gives back which of the buttons they press, if any. */
export async function tell(weight: Weight, text: string, ...buttons: readonly string[]): Promise<string | undefined> {
  const shown = buttons.map((button) => inertText(button, mostOfValue));
  const chosen = await notify(weight, inertText(text, mostOfSentence), shown);
  return chosen === undefined ? undefined : buttons[shown.indexOf(chosen)];
}

function notify(weight: Weight, text: string, buttons: readonly string[]): Thenable<string | undefined> {
  switch (weight) {
    case 'info':
      return window.showInformationMessage(text, ...buttons);
    case 'warning':
      return window.showWarningMessage(text, ...buttons);
    case 'error':
      return window.showErrorMessage(text, ...buttons);
  }
}

/** Asks before something is done that cannot be undone. */
export async function confirm(question: string, yes: string): Promise<boolean> {
  return (await window.showWarningMessage(inertText(question, mostOfSentence), { modal: true }, yes)) === yes;
}

/** Says for a few seconds in the status bar that something is done. */
export function tellBriefly(text: string, seconds = 5): void {
  window.setStatusBarMessage(inertText(text), seconds * 1_000);
}

/** Shows the view's own progress bar until the work is done. */
export function inView<T>(work: Promise<T>): Thenable<T> {
  return window.withProgress({ location: { viewId } }, () => work);
}

/** Shows in a notification, which can cancel it, what is being done; `report` says how far it is. */
export function tellWhile<T>(
  title: string,
  work: (report: (text: string) => void, token: CancellationToken) => Thenable<T>,
): Thenable<T> {
  const options = { location: ProgressLocation.Notification, title: inertText(title), cancellable: true };
  return window.withProgress(options, (progress: Progress<{ message: string }>, token) =>
    work((text) => progress.report({ message: inertText(text) }), token),
  );
}

type Message = string | InputBoxValidationMessage | undefined;

/** Asks for a text; undefined when the person leaves it at that, or nobody needs it any more. */
export function askForText(
  { check, ...options }: Omit<InputBoxOptions, 'validateInput'> & { readonly check?: (text: string) => Message },
  token?: CancellationToken,
): Thenable<string | undefined> {
  const validateInput = check && ((text: string) => inertMessage(check(text)));
  return window.showInputBox({ ...inertTexts(options), ...(validateInput && { validateInput }) }, token);
}

/** Lets the person pick one item; undefined when they leave it at that. */
export async function pickOne<I extends QuickPickItem>(
  items: readonly I[] | Promise<readonly I[]>,
  options: Omit<QuickPickOptions, 'canPickMany'>,
): Promise<I | undefined> {
  const shown = items instanceof Promise ? items.then((all) => all.map(inertTexts)) : items.map(inertTexts);
  return await window.showQuickPick<I>(shown, inertTexts(options));
}

/** VS Code's quick pick, for those that need all of it. */
export function createPick<I extends QuickPickItem>(): QuickPick<I> {
  const shownOf = new WeakMap<I, I>();
  const givenOf = new WeakMap<I, I>();
  const show = (given: I): I => {
    const shown = shownOf.get(given) ?? inertTexts(given);
    shownOf.set(given, shown);
    givenOf.set(shown, given);
    return shown;
  };
  const items: Passage = {
    in: (value) => (value as readonly I[]).map(show),
    out: (value) => (value as readonly I[]).map((shown) => givenOf.get(shown) ?? shown),
  };
  return guarded(window.createQuickPick<I>(), { items, activeItems: items, selectedItems: items });
}

/** VS Code's input box, for those that need all of it. */
export function createBox(): InputBox {
  return guarded(window.createInputBox(), { validationMessage: { in: (value) => inertMessage(value as Message) } });
}

/** Writes above the rows of a view. */
export function tellInView(
  view: Pick<TreeView<unknown>, 'description' | 'message'>,
  text: { description?: string; message?: string },
): void {
  if (text.description !== undefined) view.description = inertText(text.description);
  const message = inertLines(text.message ?? view.message ?? '');
  if (message !== (view.message ?? '')) view.message = message;
}

/** Names a panel: where editors are listed to pick from, its name is an item of a pick. */
export function namePanel(panel: Pick<WebviewPanel, 'title'>, title: string): void {
  panel.title = inertText(title);
}

/** An item of the status bar: an icon of ours, and text. */
export class StatusText implements Disposable {
  private readonly item: StatusBarItem;

  constructor(id: string, { priority, name, command }: { priority: number; name: string; command: CommandId }) {
    this.item = window.createStatusBarItem(id, StatusBarAlignment.Left, priority);
    this.item.name = name;
    this.item.command = command;
  }

  /** @param lines what it means, for the pointer and for screen readers, which would read the icon's name else */
  show(icon: string, text: string, lines: readonly string[], color?: ThemeColor): void {
    const { item } = this;
    const meaning = lines.map((line) => inertText(line));
    item.text = `$(${icon}) ${inertText(text)}`;
    item.tooltip = meaning.join('\n');
    item.accessibilityInformation = { label: meaning.join(', ') };
    item.color = color;
    item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}

const textNames = ['title', 'placeHolder', 'placeholder', 'prompt', 'label', 'description', 'detail'] as const;
type Texts = Partial<Record<(typeof textNames)[number], string | undefined>>;

/** The same with its texts inert. What a person types, or is to change, stays as it is. */
function inertTexts<T extends Texts>(given: T): T {
  const shown = { ...given };
  for (const name of textNames) {
    const text: string | undefined = given[name];
    if (text !== undefined) Object.assign(shown, { [name]: inertText(text) });
  }
  return shown;
}

function inertMessage(message: Message): Message {
  if (message === undefined) return undefined;
  return typeof message === 'string' ? inertText(message) : { ...message, message: inertText(message.message) };
}

/** What becomes of a value on its way to VS Code, and back. */
interface Passage {
  readonly in: (value: unknown) => unknown;
  readonly out?: (value: unknown) => unknown;
}

/** An object of VS Code's whose texts become inert where they are set. */
function guarded<T extends object>(target: T, passages: Readonly<Record<string, Passage>>): T {
  const passageOf = (name: string | symbol) =>
    typeof name === 'string' && Object.hasOwn(passages, name) ? passages[name] : undefined;
  const isText = (name: string | symbol) => textNames.some((known) => known === name);
  return new Proxy(target, {
    get(_, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value === 'function') return value.bind(target);
      return passageOf(name)?.out?.(value) ?? value;
    },
    set(_, name, value: unknown) {
      const text = typeof value === 'string' && isText(name) ? inertText(value) : value;
      return Reflect.set(target, name, passageOf(name)?.in(text) ?? text, target);
    },
  });
}
