import type { Translate } from '../../text/translate';
import type { PageText } from './panelState';

/** Returns the page's own words, which it puts between those of the state. */
export function pageText(t: Translate): PageText {
  return {
    absent: t('Not given'),
    changed: t('Changed'),
    before: t('was: {0}', '{0}'),
    beforeAbsent: t('was not given'),
    beforeUnknown: t('what it was is not known'),
    differs: t('differs'),
    onlyDifferences: t('Only differences'),
  };
}
