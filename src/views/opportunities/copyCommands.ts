import { env, l10n } from 'vscode';
import { markdownSummary } from '../../core/formats/markdownSummary';
import type { OpportunitySummary } from '../../core/model/opportunity';
import { tellBriefly } from '../../host/tell';
import { copyErrors } from '../failureDetails';
import type { WindowParts } from '../windowParts';
import type { CommandTable } from './onSelection';
import type { Selection } from './selection';
import { numberText } from './stageItem';

const lineBreaks = /[\r\n\v\f\u0085\u2028\u2029]+/g;

/** Returns the commands that copy opportunities: exactly the value of a single one, or one line for each of several. */
export function copyCommands({ today, now }: Pick<WindowParts, 'today' | 'now'>) {
  const copy =
    (field: (item: OpportunitySummary) => string | undefined) =>
    async ({ opportunities: items }: Selection) => {
      const texts = items.map(field).filter((text) => text !== undefined);
      const [only] = texts;
      if (only === undefined) return;
      await env.clipboard.writeText(
        items.length === 1 ? only : texts.map((text) => text.replace(lineBreaks, ' ')).join('\n'),
      );
      if (items.length > 1) tellBriefly(copiedText(texts.length, items.length));
    };

  return {
    'partnerCentral.copyError': ({ rows }) =>
      copyErrors(rows.flatMap((row) => (row.kind === 'failed' ? [row.error] : []))),
    'partnerCentral.copyId': copy(({ Id: id }) => id),
    'partnerCentral.copyArn': copy(({ Arn: arn }) => arn),
    'partnerCentral.copyCompanyName': copy(({ Customer: customer }) => customer?.Account?.CompanyName),
    'partnerCentral.copyMarkdown': async ({ opportunities: items }) => {
      if (items.length === 0) return;
      const writing = { t: l10n.t, locale: env.language, today: today(), zone: now().zone };
      await env.clipboard.writeText(items.map((item) => markdownSummary(item, writing)).join('\n'));
      if (items.length > 1) tellBriefly(copiedText(items.length, items.length));
    },
  } satisfies Partial<CommandTable<'opportunities'>>;
}

/** Returns from how many of several selected opportunities something was copied. */
function copiedText(copied: number, selected: number): string {
  const all = numberText(selected);
  if (copied === selected) return l10n.t('Copied from {0} opportunities.', all);
  return selected - copied === 1
    ? l10n.t('Copied from {0} of {1} opportunities; the other has none.', numberText(copied), all)
    : l10n.t('Copied from {0} of {1} opportunities; the others have none.', numberText(copied), all);
}
