import { EventEmitter, type QuickPickItem, type Uri, window } from 'vscode';

/** What a person does in an input: `undefined` leaves it. */
type Answer = string | undefined | (() => string | undefined | Promise<string | undefined>);

const replaced = [
  ...(['showInformationMessage', 'showWarningMessage', 'showErrorMessage', 'showSaveDialog'] as const),
  ...(['showQuickPick', 'createInputBox', 'createQuickPick'] as const),
];

/** Stands in for the person at the window: answers what the extension asks, and keeps what it says. */
export class Person {
  /** Notifications, and the titles of what was asked. */
  readonly said: string[] = [];
  /** The labels of each pick, as they were offered. */
  readonly offered: (readonly string[])[] = [];
  /** What is written in boxes, one after another. */
  readonly texts: Answer[] = [];
  /** The labels that are picked, one after another. */
  readonly picks: Answer[] = [];
  /** The buttons that are pressed, one after another. */
  readonly presses: Answer[] = [];
  readonly files: (Uri | undefined)[] = [];

  private readonly original = Object.fromEntries(replaced.map((name) => [name, window[name]]));

  constructor() {
    const notification = async (text: string, ...rest: unknown[]) => {
      this.said.push(text);
      return rest.some((each) => typeof each === 'string') ? await answer(this.presses) : undefined;
    };
    Object.assign(window, {
      showInformationMessage: notification,
      showWarningMessage: notification,
      showErrorMessage: notification,
      showSaveDialog: async () => this.files.shift(),
      showQuickPick: async (items: readonly QuickPickItem[] | Promise<readonly QuickPickItem[]>) =>
        await this.choose(await items),
      createInputBox: () => new Box(() => answer(this.texts)),
      createQuickPick: () => new Pick((items) => this.choose(items)),
    });
  }

  private async choose(items: readonly QuickPickItem[]): Promise<QuickPickItem | undefined> {
    this.offered.push(items.map(({ label }) => label));
    const label = await answer(this.picks);
    return items.find((item) => item.label === label);
  }

  leave(): void {
    Object.assign(window, this.original);
  }
}

async function answer(answers: Answer[]): Promise<string | undefined> {
  const next = answers.shift();
  return typeof next === 'function' ? await next() : next;
}

/** An input that is answered as soon as it is shown, and hides then. */
class Input {
  title = '';
  buttons: readonly unknown[] = [];
  private readonly hiding = new EventEmitter<void>();
  private readonly accepting = new EventEmitter<void>();
  readonly onDidHide = this.hiding.event;
  readonly onDidAccept = this.accepting.event;
  readonly onDidTriggerButton = new EventEmitter<unknown>().event;

  constructor(private readonly ask: () => Promise<boolean>) {}

  show(): void {
    void this.ask().then((accepted) => {
      if (accepted) this.accepting.fire();
      this.hiding.fire();
    });
  }

  dispose(): void {
    this.hiding.dispose();
    this.accepting.dispose();
  }
}

class Box extends Input {
  value = '';
  readonly onDidChangeValue = new EventEmitter<string>().event;

  constructor(ask: () => Promise<string | undefined>) {
    super(async () => {
      const text = await ask();
      this.value = text ?? '';
      return text !== undefined;
    });
  }
}

class Pick extends Input {
  value = '';
  items: readonly QuickPickItem[] = [];
  activeItems: readonly QuickPickItem[] = [];
  selectedItems: readonly QuickPickItem[] = [];
  readonly onDidChangeValue = new EventEmitter<string>().event;

  constructor(ask: (items: readonly QuickPickItem[]) => Promise<QuickPickItem | undefined>) {
    super(async () => {
      const chosen = await ask(this.items);
      this.activeItems = this.selectedItems = chosen ? [chosen] : [];
      return chosen !== undefined;
    });
  }
}
