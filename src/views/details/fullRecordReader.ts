import { l10n } from 'vscode';
import type { IsMended } from '../../core/errors/connectionFailures';
import { asSourceError, type SourceError } from '../../core/errors/sourceError';
import type { AwsOpportunitySummary, Catalog, Opportunity, OpportunitySummary } from '../../core/model/opportunity';
import { awsContacts, fullRecordBlocks } from '../../core/present/detail/fullRecordView';
import type { RemedyPlace } from '../../core/present/detail/panelIntents';
import type { Action, Failure, FullRecord } from '../../core/present/detail/panelState';
import { momentText } from '../../core/text/calendar';
import type { Writing } from '../../core/text/translate';
import { compareMoments } from '../../core/time/moments';
import type { OpportunitySource } from '../../core/wire/operations';
import { failureView } from './failureView';

/** What was read for one half of a full record. */
interface Read<T> {
  readonly value: T;
  /** When it was requested, in ISO 8601. */
  readonly at: string;
  /** The version of the summary that was shown when it was requested. */
  readonly beside: OpportunitySummary;
}

/** One half of a full record. What was read stays while it is read again, even if that fails. */
interface Half<T> {
  readonly read?: Read<T> | undefined;
  readonly reading?: boolean;
  readonly error?: SourceError | undefined;
}

/**
 * The full record of one opportunity: GetOpportunity and GetAwsOpportunitySummary. Both cost quota, so they are read
 * only when a person asks for them. Either one may be refused without the other.
 */
export class FullRecordReader {
  private record: Half<Opportunity> = {};
  private awsSummary: Half<AwsOpportunitySummary> = {};
  private stopping: AbortController | undefined;
  /** True if what was read last is sample data. */
  private isSample = false;

  constructor(
    /** Returns the source and the catalog to read from, and whether it is sample data. */
    private readonly from: () => {
      readonly source: OpportunitySource;
      readonly catalog: Catalog;
      readonly sampleData?: boolean | undefined;
    },
    private readonly id: string,
    private readonly now: () => Date,
    private readonly changed: () => void,
  ) {}

  /** True once it was read, or reading it began. */
  get isAsked(): boolean {
    return this.stopping !== undefined;
  }

  get busy(): boolean {
    return Boolean(this.record.reading || this.awsSummary.reading);
  }

  /**
   * Reads each half that is missing, failed, or is older than this version of the summary; if there is none, reads both
   * again. Does nothing while a read is in progress.
   */
  load(beside: OpportunitySummary): void {
    const [record, awsSummary] = [isWanted(this.record, beside), isWanted(this.awsSummary, beside)];
    const again = !record && !awsSummary;
    this.ask(beside, { record: record || again, awsSummary: awsSummary || again });
  }

  /** Reads the halves again that failed of something that may be over, and nothing else. */
  retryFailed(isMended: IsMended, beside: OpportunitySummary): void {
    const failed = ({ error }: Half<unknown>): boolean => error !== undefined && isMended(error.code);
    const wanted = { record: failed(this.record), awsSummary: failed(this.awsSummary) };
    if (wanted.record || wanted.awsSummary) this.ask(beside, wanted);
  }

  private ask(beside: OpportunitySummary, wanted: { readonly record: boolean; readonly awsSummary: boolean }): void {
    if (this.busy) return;
    this.stopping = new AbortController();
    const { signal } = this.stopping;
    const { id, record, awsSummary } = this;
    const { source, catalog: Catalog, sampleData = false } = this.from();
    this.isSample = sampleData;
    if (wanted.record) {
      const asking = source.run({ name: 'GetOpportunity', input: { Catalog, Identifier: id } }, 'foreground', signal);
      this.read(asking, record, beside, signal, (half) => {
        this.record = half;
      });
    }
    if (wanted.awsSummary) {
      const input = { Catalog, RelatedOpportunityIdentifier: id };
      const asking = source.run({ name: 'GetAwsOpportunitySummary', input }, 'foreground', signal);
      this.read(asking, awsSummary, beside, signal, (half) => {
        this.awsSummary = half;
      });
    }
    this.changed();
  }

  /** Stops the requests in progress, and keeps what was read. */
  stop(): void {
    this.stopping?.abort();
    this.record = { ...this.record, reading: false };
    this.awsSummary = { ...this.awsSummary, reading: false };
  }

  /** Returns why a half could not be read. */
  error(of: RemedyPlace): SourceError | undefined {
    return (of === 'record' ? this.record : this.awsSummary).error;
  }

  /** Returns the full record as the page shows it beside this version of the summary. */
  view(writing: Writing, beside: OpportunitySummary): FullRecord {
    const { record, awsSummary, busy } = this;
    const halves = [record, awsSummary];
    const older = halves.some((half) => isOlder(half.read, beside));
    return {
      heading: l10n.t('Full record'),
      note: this.note(writing),
      ...(older && { older: l10n.t('This was read with an older version of the summary above.') }),
      busy,
      // A failed half has its own Retry.
      actions: busy
        ? [stopAction()]
        : halves.some(({ read, error }) => !read && !error)
          ? [loadAction()]
          : halves.some(({ read }) => read)
            ? [againAction()]
            : [],
      failures: this.failures(),
      ...(awsSummary.read && { contacts: awsContacts(awsSummary.read.value, writing) }),
      blocks: fullRecordBlocks({ record: record.read?.value, awsSummary: awsSummary.read?.value }, writing),
    };
  }

  private note(writing: Writing): string {
    const [record, awsSummary] = [this.record, this.awsSummary].map(({ read }) => read && momentText(read.at, writing));
    const times =
      record === undefined || awsSummary === undefined || record === awsSummary
        ? l10n.t('Read {0}.', record ?? awsSummary ?? '')
        : l10n.t('The opportunity was read {0}, AWS’s side of it {1}.', record, awsSummary);
    const read = record !== undefined || awsSummary !== undefined;
    if (this.busy) {
      const reading = l10n.t('Reading the full record and AWS’s side of it…');
      return read ? `${reading} ${times}` : reading;
    }
    if (read) return `${l10n.t('The rest of it is below the summary.')} ${times}`;
    return this.record.error || this.awsSummary.error
      ? l10n.t('The opportunity in full, and AWS’s side of it.')
      : l10n.t(
          'AWS’s contact, title, people, solutions, AWS’s stage, score and advice: two requests, sent when you ask for them.',
        );
  }

  private read<T>(
    asking: Promise<T>,
    half: Half<T>,
    beside: OpportunitySummary,
    signal: AbortSignal,
    put: (half: Half<T>) => void,
  ): void {
    const at = this.now().toISOString();
    put({ read: half.read, reading: true });
    void asking
      .then((value): Half<T> => ({ read: { value, at, beside } }))
      .catch((error: unknown): Half<T> => {
        const cause = asSourceError(error);
        // AWS says that there is none now.
        return { read: cause.code === 'notFound' ? undefined : half.read, error: cause };
      })
      .then((settled) => {
        if (signal.aborted) return;
        put(settled);
        this.changed();
      });
  }

  private failures(): readonly Failure[] {
    const { record, awsSummary } = this;
    const failures: Failure[] = [];
    if (record.error) failures.push(failureView(record.error, 'record'));
    const { error } = awsSummary;
    if (error) {
      const words = error.code === 'notFound' ? noRecordText(this.isSample) : undefined;
      failures.push(failureView(error, 'awsSummary', words));
    }
    return failures;
  }
}

/** Returns that there is nothing of AWS's side. */
function noRecordText(isSample: boolean): string {
  return isSample
    ? l10n.t('The sample data has nothing of AWS’s side for this opportunity: it may not have been submitted yet.')
    : l10n.t('AWS has no record of its own for this opportunity: it may not have been submitted yet.');
}

function loadAction(): Action {
  return { label: l10n.t('Load Full Record'), icon: 'cloud-download', intent: { type: 'loadFull' } };
}

function againAction(): Action {
  return { label: l10n.t('Read Again'), icon: 'refresh', intent: { type: 'loadFull' } };
}

function stopAction(): Action {
  return { label: l10n.t('Stop'), intent: { type: 'stopFull' } };
}

/** True if the shown summary is newer than the version that this was read with. */
function isOlder(read: Read<Opportunity | AwsOpportunitySummary> | undefined, summary: OpportunitySummary): boolean {
  if (!read || JSON.stringify(read.beside) === JSON.stringify(summary)) return false;
  const { value } = read;
  // A record says which version it is. AWS's own summary does not.
  const modified = 'LastModifiedDate' in value ? value.LastModifiedDate : undefined;
  return modified === undefined || compareMoments(modified, summary.LastModifiedDate) < 0;
}

function isWanted(half: Half<Opportunity | AwsOpportunitySummary>, beside: OpportunitySummary): boolean {
  return !half.read || half.error !== undefined || isOlder(half.read, beside);
}
