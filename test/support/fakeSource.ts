import { isSourceError, SourceError } from '../../src/core/errors/sourceError';
import type {
  AwsOpportunitySummary,
  ListRequest,
  Opportunity,
  OpportunitySummary,
  Stage,
} from '../../src/core/model/opportunity';
import type { Page, Priority } from '../../src/core/paging/source';
import type { Input, Operation, OperationName, OpportunitySource, Result } from '../../src/core/wire/operations';

/** Returns an opportunity summary with the few fields that a test needs. */
export function summary(id: string, stage: Stage | undefined = 'Prospect', modified = '2026-01-01T00:00:00.000Z') {
  return {
    Catalog: 'AWS',
    Id: id,
    LastModifiedDate: modified,
    ...(stage && { LifeCycle: { Stage: stage } }),
  } satisfies OpportunitySummary;
}

export function pageOf<T>(items: readonly T[], nextToken?: string): Page<T> {
  return { items, skipped: 0, unreadable: 0, ...(nextToken !== undefined && { nextToken }) };
}

export const page = pageOf<OpportunitySummary>;

export interface Pending<T> {
  readonly priority: Priority;
  readonly signal: AbortSignal;
  answer(value: T): void;
  fail(error: SourceError): void;
}

export interface Call extends Pending<Page<OpportunitySummary>> {
  readonly request: ListRequest;
}

/** A call for one half of a full record. */
export interface RecordCall<T> extends Pending<T> {
  readonly id: string;
}

/** A source whose answers come from a test, either immediately from a script or later by hand. */
export class FakeSource implements OpportunitySource {
  readonly calls: Call[] = [];
  readonly opportunityCalls: RecordCall<Opportunity>[] = [];
  readonly awsSummaryCalls: RecordCall<AwsOpportunitySummary>[] = [];
  disposed = false;
  private readonly taking: {
    readonly [Name in OperationName]: (input: Input<Name>, call: Pending<Result<Name>>) => void;
  } = {
    ListOpportunities: (request, call) => {
      this.calls.push({ request, ...call });
      const scripted = this.script?.(request, this.calls.length);
      if (isSourceError(scripted)) call.fail(scripted);
      else if (scripted) call.answer(scripted);
    },
    GetOpportunity: ({ Identifier: id }, call) => this.opportunityCalls.push({ id, ...call }),
    GetAwsOpportunitySummary: ({ RelatedOpportunityIdentifier: id }, call) =>
      this.awsSummaryCalls.push({ id, ...call }),
  };

  constructor(
    private readonly script?: (request: ListRequest, n: number) => Page<OpportunitySummary> | SourceError | undefined,
  ) {}

  run<Name extends OperationName>(
    { name, input }: Operation<Name>,
    priority: Priority,
    signal: AbortSignal,
  ): Promise<Result<Name>> {
    return pending<Result<Name>>(priority, signal, (call) => this.taking[name](input, call));
  }

  dispose(): void {
    this.disposed = true;
  }

  /** The tokens of the calls so far; `-` stands for the first page. */
  get tokens(): string {
    return this.calls.map((call) => call.request.NextToken ?? '-').join(' ');
  }
}

/** Returns a source that only has pages. */
export function sourceOfPages(
  list: (request: ListRequest, priority: Priority, signal: AbortSignal) => Promise<Page<OpportunitySummary>>,
): OpportunitySource {
  const unexpected = () => Promise.reject(new Error('nobody expected a call'));
  const answers: {
    readonly [Name in OperationName]: (
      input: Input<Name>,
      priority: Priority,
      signal: AbortSignal,
    ) => Promise<Result<Name>>;
  } = { ListOpportunities: list, GetOpportunity: unexpected, GetAwsOpportunitySummary: unexpected };
  return { run: ({ name, input }, priority, signal) => answers[name](input, priority, signal), dispose() {} };
}

/** Settles when the call is answered by hand, or its signal is aborted. */
export function pending<T>(priority: Priority, signal: AbortSignal, take: (call: Pending<T>) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new SourceError('aborted'));
    signal.addEventListener('abort', stop, { once: true });
    const settled = () => signal.removeEventListener('abort', stop);
    take({
      priority,
      signal,
      answer(value) {
        settled();
        resolve(value);
      },
      fail(error) {
        settled();
        reject(error);
      },
    });
  });
}

/** True if a request asks what was modified in the whole catalog since some moment, as is done after lists were read. */
export function isLook(request: ListRequest): boolean {
  return asksForNewest(request) && request.LastModifiedDate?.AfterLastModifiedDate !== undefined;
}

/** True if a request asks what was modified last in the whole catalog, as is done before lists are read. */
export function isFirstLook(request: ListRequest): boolean {
  return asksForNewest(request) && request.LastModifiedDate === undefined;
}

function asksForNewest({ Sort: sort, LifeCycleStage, NextToken }: ListRequest): boolean {
  if (LifeCycleStage || NextToken !== undefined) return false;
  return sort?.SortBy === 'LastModifiedDate' && sort.SortOrder === 'DESCENDING';
}

/**
 * Returns a script that answers with pages of a list of this length, with tokens `t1`, `t2`, …, whichever stage is
 * requested.
 */
export function pagesOf(count: number, size: number): (request: ListRequest) => Page<OpportunitySummary> {
  return (request) => {
    const index = Number((request.NextToken ?? 't0').slice(1));
    const [stage] = request.LifeCycleStage ?? [];
    const ids = Array.from({ length: Math.min(size, count - index * size) }, (_, i) => index * size + i + 1);
    const prefix = String((stage ?? '').length);
    const items = ids.map((id) => summary(`O${prefix}000${id}`, stage));
    return page(items, (index + 1) * size < count ? `t${index + 1}` : undefined);
  };
}
