import { env, l10n, ThemeIcon } from 'vscode';
import { parseOpportunityIds } from '../../core/model/opportunityIds';
import { criteria, type FieldOf } from '../../core/query/criteria';
import { oneLine } from '../../core/text/plainText';
import { criterionText } from './filterText';
import { askText, type Left, type TextVerdict } from './step';

/** Asks for the ids of opportunities. The person types them or pastes a list from anywhere. */
export async function askIdentifiers(
  field: FieldOf<'ids'>,
  chosen: readonly string[],
): Promise<Left<readonly string[]>> {
  const { most } = criteria[field];
  const left = await askText({
    title: criterionText(field),
    canGoBack: true,
    prompt: l10n.t('IDs, ARNs or links, separated by spaces, commas or line breaks. Empty: any opportunity.'),
    placeholder: 'O1234567, O2345678',
    value: chosen.join(', '),
    check: (text) => judge(text, most),
    buttons: [
      {
        iconPath: new ThemeIcon('clippy'),
        tooltip: l10n.t('Paste from the Clipboard'),
        change: async (text) => inIdForm(`${text}\n${await env.clipboard.readText()}`),
      },
      {
        iconPath: new ThemeIcon('list-ordered'),
        tooltip: l10n.t('Keep the First {0}', most),
        change: (text) => parseOpportunityIds(text).ids.slice(0, most).join(', '),
      },
    ],
  });
  return typeof left === 'string' ? left : { value: parseOpportunityIds(left.value).ids };
}

function judge(text: string, most: number): TextVerdict {
  const { ids, invalid } = parseOpportunityIds(text);
  const [first] = invalid;
  if (first !== undefined) {
    const name = oneLine(first, 40);
    return {
      error:
        invalid.length === 1
          ? l10n.t('“{0}” is not an opportunity ID: O and up to 19 digits.', name)
          : l10n.t('“{0}” and {1} more are not opportunity IDs: O and up to 19 digits.', name, invalid.length - 1),
    };
  }
  if (ids.length > most) {
    return {
      error: l10n.t(
        '{0} IDs, but AWS accepts at most {1}. Remove some, or keep the first {1} with the button above.',
        ids.length,
        most,
      ),
    };
  }
  return { note: ids.length > 0 ? l10n.t('{0} of {1} IDs', ids.length, most) : undefined };
}

/** Returns one line that shows everything in the box. */
function inIdForm(text: string): string {
  const { ids, invalid } = parseOpportunityIds(text);
  return [...ids, ...invalid].join(', ');
}
