import {
  type InputBox,
  InputBoxValidationSeverity,
  l10n,
  type QuickInput,
  type QuickInputButton,
  QuickInputButtons,
  type QuickPick,
  type QuickPickItem,
} from 'vscode';
import { createBox, createPick } from '../../host/tell';

/** How a person leaves a step: with a value, back to the previous step, or by closing the whole pick. */
export type Left<T> = { readonly value: T } | 'back' | 'closed';

export interface StepOptions {
  /** The criterion that the step changes. */
  readonly title: string;
  /** True if there is a previous step. */
  readonly canGoBack: boolean;
}

type Input = QuickInput & Pick<InputBox, 'buttons' | 'onDidTriggerButton'>;

/** Shows a quick pick until the person leaves it. `prepare` fills it and decides when that happens. */
export function showPick<I extends QuickPickItem, T>(
  options: StepOptions,
  prepare: (pick: QuickPick<I>, leave: (value: T) => void) => void,
): Promise<Left<T>> {
  const pick = createPick<I>();
  pick.matchOnDescription = false;
  pick.matchOnDetail = false;
  // A click elsewhere, or a tree that takes the focus when it is painted, must not discard what was chosen so far.
  pick.ignoreFocusOut = options.canGoBack;
  // The order stays ours while the person types. VS Code has this property, but its types do not. Without it, labels
  // that begin with the text come first.
  Object.assign(pick, { sortByLabel: false });
  return show<T>(pick, options, (leave) => prepare(pick, leave));
}

/** A message about the text that is being typed. An error prevents the text from being accepted. */
export interface TextVerdict {
  readonly error?: string | undefined;
  readonly note?: string | undefined;
}

export interface TextStepOptions extends StepOptions {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly check: (text: string) => TextVerdict;
  readonly buttons?: readonly (QuickInputButton & { readonly change: (text: string) => string | Thenable<string> })[];
}

/** Asks for a text until it passes the check. */
export function askText(options: TextStepOptions): Promise<Left<string>> {
  const box = createBox();
  box.prompt = options.prompt;
  box.placeholder = options.placeholder;
  box.value = options.value;
  // People often copy this text from elsewhere.
  box.ignoreFocusOut = true;
  const judge = (text: string): boolean => {
    const { error, note } = options.check(text);
    box.validationMessage = error ?? (note ? { message: note, severity: InputBoxValidationSeverity.Info } : undefined);
    return error === undefined;
  };
  const more = options.buttons ?? [];
  return show<string>(
    box,
    options,
    (leave) => {
      if (options.value !== '') judge(options.value);
      box.onDidChangeValue(judge);
      box.onDidAccept(() => {
        if (judge(box.value)) leave(box.value);
      });
      box.onDidTriggerButton(async (button) => {
        const known = more.find((candidate) => candidate === button);
        if (!known) return;
        box.value = await known.change(box.value);
        judge(box.value);
      });
    },
    more,
  );
}

async function show<T>(
  input: Input,
  { title, canGoBack }: StepOptions,
  prepare: (leave: (value: T) => void) => void,
  buttons: readonly QuickInputButton[] = [],
): Promise<Left<T>> {
  try {
    return await new Promise<Left<T>>((resolve) => {
      input.title = canGoBack ? l10n.t('Filter Opportunities: {0}', title) : title;
      input.buttons = [...(canGoBack ? [QuickInputButtons.Back] : []), ...buttons];
      input.onDidTriggerButton((button) => {
        if (button === QuickInputButtons.Back) resolve('back');
      });
      input.onDidHide(() => resolve('closed'));
      prepare((value) => resolve({ value }));
      input.show();
    });
  } finally {
    // The next step appears before this one goes. In between, keys would go to whatever had the focus before.
    setImmediate(() => input.dispose());
  }
}
