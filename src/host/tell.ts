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

// This is the only file that may call VS Code's functions that show text to a person; the linter enforces that. In
// notifications, progress, prompts and messages of input boxes, VS Code turns `[words](address)` into links, also to
// commands, which a click then runs. In picks, prompts and the status bar it turns `$(name)` into icons. Text from a
// service, a file or a setting is shown here as it is written, and can do neither.

/** The maximum number of characters of one value inside a sentence, so that the sentence stays visible. */
const mostOfValue = 200;
/** VS Code itself cuts a notification off here. */
const mostOfSentence = 1_000;

/**
 * Returns a text of ours in the person's language, with values in the places `{0}`, `{1}` …. Whatever the values
 * contain, they are shown as text.
 */
export function translated(words: string, ...values: readonly (string | number)[]): string {
  return l10n.t(words, ...values.map((value) => (typeof value === 'number' ? value : inertText(value, mostOfValue))));
}

export type Weight = 'info' | 'warning' | 'error';

/** Shows a notification, and returns the button that the person presses, if any. */
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

/** Asks for confirmation before something that cannot be undone. */
export async function confirm(question: string, yes: string): Promise<boolean> {
  return (await window.showWarningMessage(inertText(question, mostOfSentence), { modal: true }, yes)) === yes;
}

/** Shows for a few seconds in the status bar that something is done. */
export function tellBriefly(text: string, seconds = 5): void {
  window.setStatusBarMessage(inertText(text), seconds * 1_000);
}

/** Shows the view's own progress bar until the work is done. */
export function inView<T>(work: Promise<T>): Thenable<T> {
  return window.withProgress({ location: { viewId } }, () => work);
}

/** Shows in a notification, which can cancel the work, what is being done; `report` says how far it is. */
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

/** Asks for a text. Undefined if the person cancels, or if nobody needs it any more. */
export function askForText(
  { check, ...options }: Omit<InputBoxOptions, 'validateInput'> & { readonly check?: (text: string) => Message },
  token?: CancellationToken,
): Thenable<string | undefined> {
  const validateInput = check && ((text: string) => inertMessage(check(text)));
  return window.showInputBox({ ...inertTexts(options), ...(validateInput && { validateInput }) }, token);
}

/** Lets the person pick one item. Undefined if they cancel. */
export async function pickOne<I extends QuickPickItem>(
  items: readonly I[] | Promise<readonly I[]>,
  options: Omit<QuickPickOptions, 'canPickMany'>,
): Promise<I | undefined> {
  const shown = items instanceof Promise ? items.then((all) => all.map(inertTexts)) : items.map(inertTexts);
  return await window.showQuickPick<I>(shown, inertTexts(options));
}

/** Returns VS Code's quick pick, for callers that need all of it. */
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

/** Returns VS Code's input box, for callers that need all of it. */
export function createBox(): InputBox {
  return guarded(window.createInputBox(), { validationMessage: { in: (value) => inertMessage(value as Message) } });
}

/** Shows a message above the rows of a view. */
export function tellInView(
  view: Pick<TreeView<unknown>, 'description' | 'message'>,
  text: { description?: string; message?: string },
): void {
  if (text.description !== undefined) view.description = inertText(text.description);
  const message = inertLines(text.message ?? view.message ?? '');
  if (message !== (view.message ?? '')) view.message = message;
}

/** Sets the title of a panel. It is also the label of an item where VS Code lists editors to pick from. */
export function namePanel(panel: Pick<WebviewPanel, 'title'>, title: string): void {
  panel.title = inertText(title);
}

/** An item of the status bar: one of our icons, and text. */
export class StatusText implements Disposable {
  private readonly item: StatusBarItem;

  constructor(id: string, { priority, name, command }: { priority: number; name: string; command: CommandId }) {
    this.item = window.createStatusBarItem(id, StatusBarAlignment.Left, priority);
    this.item.name = name;
    this.item.command = command;
  }

  /** @param lines what it means, for the pointer and for screen readers, which would otherwise read the icon's name */
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

/** Returns the same object with inert texts. Text that a person types, or is to edit, stays unchanged. */
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

/** How a value is converted on its way to VS Code and back. */
interface Passage {
  readonly in: (value: unknown) => unknown;
  readonly out?: (value: unknown) => unknown;
}

/** Returns a proxy of a VS Code object that makes texts inert when they are set. */
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
