import { env, l10n } from 'vscode';
import { denialHint } from '../core/errors/denialHint';
import type { SourceError } from '../core/errors/sourceError';
import { oneLine } from '../core/text/plainText';
import { tellBriefly, translated } from '../host/tell';
import { errorText } from './errorText';

/** The maximum number of faults of a request that are listed. */
const mostFaults = 10;

/**
 * Returns what is known about a failure beside its sentence and its request id, a line for each: a hint, AWS's reason, what
 * AWS said, and the fields that it did not accept. They are for places that show plain text, because AWS's text is shown as
 * it is.
 */
export function failureNotes(error: SourceError): readonly string[] {
  const hint = denialHint(error);
  const { reason, args, said } = error;
  return [
    ...(hint ? [translated(hint.words, ...hint.args)] : []),
    ...(reason && !args.includes(reason) ? [l10n.t('AWS’s reason: {0}', oneLine(reason))] : []),
    ...(said ? [l10n.t('AWS says: {0}', said)] : []),
    ...invalidFieldLines(error),
  ];
}

function invalidFieldLines({ invalidFields }: SourceError): readonly string[] {
  const lines = invalidFields
    .slice(0, mostFaults)
    .map(({ field, message }) => oneLine(field ? `${field}: ${message}` : message));
  const more = invalidFields.length - lines.length;
  return more > 0 ? [...lines, l10n.t('… and {0} more', more)] : lines;
}

/** Returns AWS's id of the failed request as a line of its own; undefined if AWS gave none. */
export function requestIdLine({ requestId }: SourceError): string | undefined {
  return requestId && l10n.t('Request ID: {0}', oneLine(requestId, 128));
}

/** Returns everything that is known about a failure, as text for an administrator or for AWS Support. */
export function errorReport(error: SourceError): string {
  const { code, origin, request, at } = error;
  const lines = [
    errorText(error),
    ...failureNotes(error),
    '',
    l10n.t('Code: {0}', code),
    origin && l10n.t('Error: {0}', oneLine(origin)),
    request && l10n.t('Operation: {0}', request.operation),
    request?.catalog && l10n.t('Catalog: {0}', request.catalog),
    requestIdLine(error),
    l10n.t('Time: {0}', at.toISOString()),
  ];
  return `${lines.filter((line) => line !== undefined).join('\n')}\n`;
}

/** Copies what is known about failures. It is the person who decides where AWS's own text goes. */
export async function copyErrors(errors: readonly SourceError[]): Promise<void> {
  if (errors.length === 0) return;
  await env.clipboard.writeText(errors.map(errorReport).join('\n'));
  tellBriefly(l10n.t('The error is on the clipboard.'));
}
