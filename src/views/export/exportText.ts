import { l10n } from 'vscode';
import { isSourceError, type SourceError } from '../../core/errors/sourceError';
import type { ExportFacts } from '../../core/formats/exportDocument';
import type { WholeFormat } from '../../core/formats/wholeFormat';
import { translated } from '../../host/tell';
import { errorText } from '../errorText';
import { numberText, opportunitiesText } from './counts';

type Extent = Pick<ExportFacts, 'count' | 'complete' | 'missing' | 'sampleData'>;

/** Returns how many opportunities an export contains, and whether they are all. */
export function extentText({ count: number, complete, missing }: Extent): string {
  const count = numberText(number);
  if (complete) return l10n.t('{0} loaded, complete', count);
  const [reason] = missing;
  switch (reason) {
    case 'notSelected':
      return l10n.t('{0} selected', count);
    case 'withoutStage':
      return l10n.t(
        '{0} loaded, all stages complete; an opportunity without a stage would not be in any stage’s list',
        count,
      );
    case 'failedPage':
      return l10n.t('{0} loaded, a page could not be read', count);
    case 'unreadableEntries':
      return l10n.t('{0} loaded, AWS sent entries that cannot be read', count);
    case 'changedWhileRead':
      return l10n.t('{0} loaded, some may be missing: opportunities changed each time they were read', count);
    case 'notChecked':
      return l10n.t('{0} loaded; Load All checks whether any changed in the meantime', count);
    case 'beforeStartingToken':
      return l10n.t('{0} loaded, from a starting token to the end', count);
    default:
      return l10n.t('{0} loaded, more exist', count);
  }
}

/** Returns the same for a list that was written while it was read. */
export function wholeText(
  { count: number, complete, missing, sampleData }: Extent,
  { saysWhereItContinues }: Pick<WholeFormat, 'saysWhereItContinues'>,
): string {
  const count = numberText(number);
  if (complete) {
    return sampleData
      ? l10n.t('{0}, everything that the sample data lists', count)
      : l10n.t('{0}, everything AWS lists', count);
  }
  const [reason] = missing;
  switch (reason) {
    case 'failedPage':
      return saysWhereItContinues
        ? l10n.t('{0}, up to a page that could not be read; its NextToken continues from there', count)
        : l10n.t('{0}, up to a page that could not be read; what comes after it is missing', count);
    case 'changedWhileRead':
      return l10n.t('{0}, some may be missing: opportunities changed each time they were read', count);
    case 'notChecked':
      return l10n.t('{0}; it could not be checked whether any changed in the meantime', count);
    default:
      return l10n.t('{0}; AWS sent entries that cannot be read', count);
  }
}

/** Returns what is being done while what is held in memory is written. */
export function writingText(count: number, name: string): string {
  return translated('Writing {0} to {1}', opportunitiesText(count), name);
}

/** Returns why a list cannot be read on, with what can be done about it. */
export function readingStoppedText(error: SourceError, written: number): string {
  const [read, why] = [opportunitiesText(written), errorText(error)];
  return l10n.t('Reading stopped after {0}. {1} Continue from there, or save what was read.', read, why);
}

/**
 * Returns why a file could not be written.
 * @param kept the name of the complete file, if it was kept under another one
 */
export function writeErrorText(error: unknown, name: string, kept?: string): string {
  const words = failureText(error, name, kept !== undefined);
  return kept === undefined ? words : `${words} ${translated('The complete file is beside it, as {0}.', kept)}`;
}

function failureText(error: unknown, name: string, whole: boolean): string {
  if (isSourceError(error)) {
    return error.code === 'aborted'
      ? translated('{0} was not written: the profile, catalog or filter changed in the meantime.', name)
      : translated('{0} was not written: a page could not be read. {1}', name, errorText(error));
  }
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return translated('{0} was not written: the disk is full.', name);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'NoPermissions':
      // This is how Windows refuses to replace a file that another program has open. By then it is known that files can
      // be written there.
      if (whole) return translated('{0} was not written: another program has it open.', name);
      return translated('{0} was not written: you have no permission to write there.', name);
    case 'ENOENT':
    case 'ENOTDIR':
    case 'FileNotFound':
    case 'FileNotADirectory':
      return translated('{0} was not written: its folder no longer exists.', name);
    case 'EISDIR':
    case 'FileIsADirectory':
      return translated('{0} was not written: there is a folder with this name.', name);
    case 'ENAMETOOLONG':
      return translated('{0} was not written: the name is too long.', name);
    case 'EBUSY':
    case 'ETXTBSY':
      return translated('{0} was not written: another program has it open.', name);
    case undefined:
      return translated('{0} was not written.', name);
    default:
      return translated('{0} was not written ({1}).', name, codeOf(error) ?? '');
  }
}

/** Returns only the code, because messages of the file system quote paths. */
function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^\w+$/.test(code) ? code : undefined;
}
