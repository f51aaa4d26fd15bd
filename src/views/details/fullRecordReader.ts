import { l10n } from 'vscode';
import { fullRecordBlocks } from '../../core/fullRecordView';
import type { AwsOpportunitySummary, Opportunity } from '../../core/opportunity';
import type { RemedyPlace } from '../../core/panelIntents';
import type { Action, Failure, FullRecord } from '../../core/panelState';
import type { OpportunitySource } from '../../core/source';
import type { Remedy, SourceError } from '../../core/sourceError';
import { asSourceError } from '../../core/sourceError';
import type { Writing } from '../../core/translate';
import { failureView } from './failureView';

/** One half of a full record. */
type Half<T> =
  | { readonly kind: 'unread' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: SourceError };

const unread = { kind: 'unread' } as const;

/**
 * The full record of one opportunity: GetOpportunity and GetAwsOpportunitySummary, read when a person asks for them and
 * never before, because both cost quota. Either may be refused without the other.
 */
export class FullRecordReader {
  private record: Half<Opportunity> = unread;
  private awsSummary: Half<AwsOpportunitySummary> = unread;
  private stopping: AbortController | undefined;

  constructor(
    private readonly source: () => OpportunitySource,
    private readonly id: string,
    private readonly changed: () => void,
  ) {}

  get busy(): boolean {
    return this.record.kind === 'reading' || this.awsSummary.kind === 'reading';
  }

  /** Reads what of it is not read yet; a call while it is being read does nothing. */
  load(): void {
    if (this.busy) return;
    this.stopping = new AbortController();
    const { signal } = this.stopping;
    const source = this.source();
    const { id } = this;
    if (this.record.kind !== 'read') {
      this.record = { kind: 'reading' };
      void settle(source.getOpportunity(id, 'foreground', signal)).then((half) => {
        if (!signal.aborted) this.record = half;
        this.changed();
      });
    }
    if (this.awsSummary.kind !== 'read') {
      this.awsSummary = { kind: 'reading' };
      void settle(source.getAwsOpportunitySummary(id, 'foreground', signal)).then((half) => {
        if (!signal.aborted) this.awsSummary = half;
        this.changed();
      });
    }
    this.changed();
  }

  /** Ends what is under way; what is read stays. */
  stop(): void {
    this.stopping?.abort();
    if (this.record.kind === 'reading') this.record = unread;
    if (this.awsSummary.kind === 'reading') this.awsSummary = unread;
  }

  /** What can be done about a half that failed. */
  remedy(of: RemedyPlace, index: number): Remedy | undefined {
    const half = of === 'record' ? this.record : this.awsSummary;
    return half.kind === 'failed' ? half.error.remedies[index] : undefined;
  }

  view(writing: Writing): FullRecord {
    const { record, awsSummary, busy } = this;
    const halves = [record, awsSummary];
    const untouched = halves.every(({ kind }) => kind === 'unread');
    const note = busy
      ? l10n.t('Reading the full record and AWS’s side of it…')
      : untouched
        ? l10n.t(
            'Title, people, solutions, AWS’s stage, score and advice: two requests to AWS, sent when you ask for them.',
          )
        : l10n.t('The opportunity in full, and AWS’s side of it.');
    return {
      heading: l10n.t('Full record'),
      note,
      busy,
      // What failed has a Retry of its own.
      actions: busy ? [stopAction()] : halves.some(({ kind }) => kind === 'unread') ? [loadAction()] : [],
      failures: this.failures(),
      blocks: fullRecordBlocks(
        {
          record: record.kind === 'read' ? record.value : undefined,
          awsSummary: awsSummary.kind === 'read' ? awsSummary.value : undefined,
        },
        writing,
      ),
    };
  }

  private failures(): readonly Failure[] {
    const { record, awsSummary } = this;
    const failures: Failure[] = [];
    if (record.kind === 'failed') failures.push(failureView(record.error, 'record'));
    if (awsSummary.kind === 'failed') {
      const { error } = awsSummary;
      const words =
        error.code === 'notFound'
          ? l10n.t('AWS has nothing of its own on this opportunity: it may not have been submitted yet.')
          : undefined;
      failures.push(failureView(error, 'awsSummary', words));
    }
    return failures;
  }
}

function loadAction(): Action {
  return { label: l10n.t('Load Full Record'), icon: 'cloud-download', intent: { type: 'loadFull' } };
}

function stopAction(): Action {
  return { label: l10n.t('Stop'), intent: { type: 'stopFull' } };
}

async function settle<T>(reading: Promise<T>): Promise<Half<T>> {
  try {
    return { kind: 'read', value: await reading };
  } catch (error) {
    return { kind: 'failed', error: asSourceError(error) };
  }
}
