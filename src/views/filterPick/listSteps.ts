import { l10n } from 'vscode';
import { decodeStartingToken } from '../../core/paging/resumeToken';
import { oneLine } from '../../core/text/plainText';
import { askText, type Left, type TextVerdict } from './step';

/** Asks for the maximum number of items in the list. An undefined value means no limit. */
export async function askMaxItems(chosen: number | undefined): Promise<Left<number | undefined>> {
  const left = await askText({
    title: l10n.t('Maximum items'),
    canGoBack: true,
    prompt: l10n.t('Reads a single list and stops there, like --max-items of the AWS CLI. Empty: no limit.'),
    placeholder: '500',
    value: chosen === undefined ? '' : String(chosen),
    check: (text) =>
      text.trim() === '' || wholeNumber(text) !== undefined
        ? {}
        : { error: l10n.t('Enter a whole number of 1 or more.') },
  });
  return typeof left === 'string' ? left : { value: wholeNumber(left.value) };
}

function wholeNumber(text: string): number | undefined {
  const value = /^\d{1,15}$/.test(text.trim()) ? Number(text) : 0;
  return value > 0 ? value : undefined;
}

/** Asks for the token at which the list begins. An undefined value means its beginning. */
export async function askStartingToken(
  chosen: string | undefined,
  pageSize: number,
): Promise<Left<string | undefined>> {
  const left = await askText({
    title: l10n.t('Start from token'),
    canGoBack: true,
    prompt: l10n.t(
      'The NextToken of an AWS CLI or boto3 run with the same filter, the same sort and --page-size {0}. Empty: the beginning.',
      pageSize,
    ),
    placeholder: l10n.t('NextToken'),
    value: chosen ?? '',
    check: (text) => judgeToken(text.trim(), pageSize),
  });
  return typeof left === 'string' ? left : { value: left.value.trim() || undefined };
}

function judgeToken(token: string, pageSize: number): TextVerdict {
  if (token === '') return {};
  // A token is a single word of visible characters, whoever created it.
  if (/\s/.test(token) || token !== oneLine(token, Number.POSITIVE_INFINITY)) {
    return { error: l10n.t('This is not a starting token: it contains spaces or control characters.') };
  }
  try {
    const { used } = decodeStartingToken(token);
    if (used < pageSize) return { note: used > 0 ? l10n.t('It continues {0} items into a page.', used) : undefined };
    return {
      error: l10n.t(
        'It continues {0} items into a page, but a page has {1} here. Set partnerCentral.pageSize to the --page-size of the run that returned the token.',
        used,
        pageSize,
      ),
    };
  } catch {
    return { error: l10n.t('This is not a starting token.') };
  }
}
