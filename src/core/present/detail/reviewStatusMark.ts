import { reviewStatusMeanings } from '../../model/meanings';
import type { OpportunitySummary, ReviewStatus } from '../../model/opportunity';
import { oneLine } from '../../text/plainText';
import type { Writing } from '../../text/translate';
import type { IconName, Mark, Tone } from './panelState';

/** A pencil would look like something to press. */
const looks: Readonly<Record<ReviewStatus, readonly [IconName | undefined, Tone]>> = {
  'Pending Submission': [undefined, 'neutral'],
  Submitted: ['cloud-upload', 'info'],
  'In review': ['eye', 'info'],
  Approved: ['pass', 'good'],
  Rejected: ['error', 'bad'],
  'Action Required': ['bell-dot', 'warning'],
};

/** Returns the review status with its meaning and, but for one, the icon that the tree uses. */
export function reviewStatusMark(item: OpportunitySummary, { t }: Writing): Mark {
  const status = item.LifeCycle?.ReviewStatus;
  if (status === undefined) return { text: t('No review status'), tone: 'neutral', icon: 'question' };
  if (!Object.hasOwn(looks, status)) return { text: oneLine(status, 80), tone: 'neutral', icon: 'question' };
  const [icon, tone] = looks[status];
  return { text: status, tone, ...(icon && { icon }), meaning: t(reviewStatusMeanings[status]) };
}
