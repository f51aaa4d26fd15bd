import { l10n } from 'vscode';
import { everything, isSameChoice, type ListChoice } from '../../core/query/filterDraft';
import { overviewItems, partLabel, renameButton } from './overviewItems';
import { type ListPart, listParts, type OverviewAct, type OverviewItem, type OverviewState } from './overviewState';
import { type Left, showPick } from './step';
import { isMatch } from './typedMatch';
import { TypedText } from './typedText';

/** Why the person left the overview, and what they had typed and set there. */
interface Chosen {
  readonly act: Exclude<OverviewAct, { readonly kind: 'set' | 'clear' }>;
  readonly typed: string;
  readonly draft: ListChoice;
}

/**
 * Shows every criterion with its value, and takes values until the person applies them or goes to a step. It stays the
 * same pick while only the draft changes, so that no key is lost between one value and the next.
 * @param last the part that the person was at
 */
export function showOverview(opened: OverviewState, last: ListPart | undefined): Promise<Left<Chosen>> {
  return showPick<OverviewItem, Chosen>({ title: l10n.t('Filter Opportunities'), canGoBack: false }, (pick, leave) => {
    const present = partLabel(last ?? listParts[0]);
    const typed = new TypedText(pick);
    let state = opened;
    // Without a text, Enter leads to a criterion, or applies the draft; it never takes a saved filter by accident.
    const resting = () =>
      pick.items[0]?.act
        ? pick.items[0]
        : pick.items.find(({ label, act }) => act?.kind === 'edit' && label === present);
    const rest = () => {
      const item = resting();
      if (item && typed.text === '') pick.activeItems = [item];
    };
    const show = (draft: ListChoice) => {
      state = { ...opened, draft };
      pick.placeholder = isSameChoice(opened.present, draft)
        ? l10n.t('Type a value such as “action required”, “this month”, “overdue”, or choose a criterion')
        : l10n.t('Press Enter to apply, or type another value');
      pick.items = overviewItems(state);
      rest();
    };
    /** The item that Enter takes. */
    const taken = (): OverviewItem | undefined => {
      // VS Code says of a pick which item was accepted; which one is active may have changed meanwhile.
      const [said] = pick.selectedItems;
      const { text } = typed;
      if (text.trim() === '') return typed.isShown ? said : resting();
      // VS Code names it by its place among the items that it shows, and those may be the ones of a moment ago.
      const shows = ({ label, kind, alwaysShow }: OverviewItem) =>
        kind === undefined && (alwaysShow || isMatch(text, label));
      return typed.isShown && said && shows(said) ? said : (pick.items.find(shows) ?? said);
    };
    // A tree that takes the focus when it is painted must not close it.
    pick.ignoreFocusOut = true;
    show(opened.draft);
    pick.onDidChangeValue((text) => {
      typed.follow(text);
      rest();
    });
    pick.onDidAccept(() => {
      const act = taken()?.act;
      if (!act) return;
      if (act.kind !== 'set' && act.kind !== 'clear')
        return leave({ act, typed: typed.text.trim(), draft: state.draft });
      typed.clear();
      show(act.kind === 'set' ? act.choice : everything);
    });
    pick.onDidTriggerItemButton(({ item: { stored }, button }) => {
      if (!stored) return;
      const kind = button === renameButton ? 'rename' : 'remove';
      leave({ act: { kind, stored }, typed: '', draft: state.draft });
    });
  });
}
