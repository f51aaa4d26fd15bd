import type { Catalog } from '../core/opportunity';
import { awsOpportunitySummary } from './awsOpportunitySummary';
import { type FieldFault, type Fields, isFields } from './fieldReader';
import { type DataSet, fullOpportunity } from './fullOpportunity';
import { readGetRequest } from './getRequest';
import { readListRequest } from './listRequest';
import { OpportunityIndex } from './opportunityIndex';
import { readPageToken, writePageToken } from './pageToken';
import { defaultAnchor, generateOpportunities } from './records';
import { RollingLimit } from './rollingLimit';

export interface DemoServiceOptions {
  /** Opportunities in the AWS catalog; the Sandbox holds a fifth as many, other ones. Default 250. */
  readonly opportunities?: number;
  /** Default 1. */
  readonly seed?: number;
  /** The day that counts as "today" in the data. Default: a fixed one. */
  readonly anchor?: Date;
  /** Gives every opportunity a last-modified date. Default: one in 127 has none. */
  readonly allDated?: boolean;
  /** Requests let through in any second. Default 0: no limit. */
  readonly rateLimit?: number;
  /** A clock in milliseconds, for the rate limit. */
  readonly now?: () => number;
  /** Called with every request before it is answered. */
  readonly onRequest?: (request: DemoRequest) => void;
}

export interface DemoRequest {
  /** The name of the operation, such as `ListOpportunities`. */
  readonly operation: string;
  /** The body as parsed, or undefined if it is no JSON. */
  readonly input: unknown;
}

export interface DemoAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body: string;
}

export interface DemoCounts {
  /** All requests, throttled ones included. */
  requests: number;
  throttled: number;
  /** Requests by the operation they named. */
  readonly byOperation: Map<string, number>;
}

type Result = { readonly status: 200 | 400; readonly body: string };

const targetPrefix = 'AWSPartnerCentralSelling.';

/**
 * A stand-in for the Partner Central Selling API over sample data: AWS JSON 1.0 in, AWS JSON 1.0 out.
 *
 * Where AWS's documentation leaves it open: both ends of a date range belong to it; a company name matches whole and
 * in any case; text sorts by code unit in lower case; ties sort by id and missing values come last in both orders;
 * AWS's side of an opportunity is not found until the opportunity was submitted.
 */
export class DemoService {
  readonly counts: DemoCounts = { requests: 0, throttled: 0, byOperation: new Map() };
  readonly #limit: RollingLimit;
  readonly #indexes = new Map<Catalog, OpportunityIndex>();
  readonly #opportunities: number;
  readonly #seed: number;
  readonly #anchor: Date;
  readonly #allDated: boolean;
  readonly #onRequest: ((request: DemoRequest) => void) | undefined;

  readonly #operations: ReadonlyMap<string, (input: Fields) => Result> = new Map([
    ['ListOpportunities', (input) => this.#listOpportunities(input)],
    ['GetOpportunity', (input) => this.#getOpportunity(input)],
    ['GetAwsOpportunitySummary', (input) => this.#getAwsOpportunitySummary(input)],
  ]);

  constructor(options: DemoServiceOptions = {}) {
    this.#opportunities = options.opportunities ?? 250;
    this.#seed = options.seed ?? 1;
    this.#anchor = options.anchor ?? defaultAnchor;
    this.#allDated = options.allDated ?? false;
    this.#limit = new RollingLimit(options.rateLimit ?? 0, options.now ?? (() => performance.now()));
    this.#onRequest = options.onRequest;
  }

  /**
   * Answers one request.
   * @param target The header `X-Amz-Target`, such as `AWSPartnerCentralSelling.ListOpportunities`.
   * @param body JSON text.
   */
  handle(target: string, body: string): DemoAnswer {
    const operation = target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : target;
    const input = parse(body);
    this.counts.requests++;
    this.counts.byOperation.set(operation, (this.counts.byOperation.get(operation) ?? 0) + 1);
    this.#onRequest?.({ operation, input });
    const { status, body: answer } = this.#answer(target, input);
    const requestId = `00000000-0000-4000-8000-${this.counts.requests.toString(16).padStart(12, '0')}`;
    return {
      status,
      headers: { 'Content-Type': 'application/x-amz-json-1.0', 'x-amzn-RequestId': requestId },
      body: answer,
    };
  }

  #answer(target: string, input: unknown): Result {
    if (!this.#limit.take()) {
      this.counts.throttled++;
      return failure('com.amazonaws.partnercentralselling#ThrottlingException', { Message: 'Rate exceeded' });
    }
    const operation = target.startsWith(targetPrefix) && this.#operations.get(target.slice(targetPrefix.length));
    if (!operation) return failure('com.amazon.coral.service#UnknownOperationException', {});
    if (!isFields(input)) {
      return failure('com.amazon.coral.service#SerializationException', { Message: 'The body is no JSON object' });
    }
    return operation(input);
  }

  #getOpportunity(input: Fields): Result {
    const { catalog, id, faults } = readGetRequest(input, 'Identifier');
    if (faults.length > 0) return invalid(faults);
    const summary = this.#index(catalog).find(id);
    if (!summary) return notFound();
    return success(fullOpportunity(summary, id, this.#dataSet));
  }

  #getAwsOpportunitySummary(input: Fields): Result {
    const { catalog, id, faults } = readGetRequest(input, 'RelatedOpportunityIdentifier');
    if (faults.length > 0) return invalid(faults);
    const summary = this.#index(catalog).find(id);
    // Before it is submitted, AWS has nothing that belongs to an opportunity.
    if (!summary || summary.LifeCycle?.ReviewStatus === 'Pending Submission') return notFound();
    return success(awsOpportunitySummary(fullOpportunity(summary, id, this.#dataSet), this.#dataSet));
  }

  get #dataSet(): DataSet {
    return { seed: this.#seed, anchor: this.#anchor };
  }

  #listOpportunities(input: Fields): Result {
    const { query, maxResults, nextToken, faults } = readListRequest(input);
    if (faults.length > 0) return invalid(faults);

    const listKey = JSON.stringify([this.#opportunities, this.#seed, this.#anchor, query]);
    const selection = this.#index(query.catalog).select(query);
    const start = nextToken === undefined ? 0 : readPageToken(listKey, nextToken);
    if (start === undefined) {
      const Message = 'NextToken is not valid for this request.';
      return invalid([{ FieldName: 'NextToken', Code: 'INVALID_VALUE', Message }]);
    }
    const end = start + maxResults;
    const following = end < selection.length ? `"${writePageToken(listKey, end)}"` : 'null';
    return {
      status: 200,
      body: `{"OpportunitySummaries":${selection.json(start, end)},"NextToken":${following}}`,
    };
  }

  /** Made when a catalog is first asked for: most never see the Sandbox. */
  #index(catalog: Catalog): OpportunityIndex {
    let index = this.#indexes.get(catalog);
    if (!index) {
      const count = catalog === 'AWS' ? this.#opportunities : Math.ceil(this.#opportunities / 5);
      const [seed, anchor, allDated] = [this.#seed, this.#anchor, this.#allDated];
      index = new OpportunityIndex(generateOpportunities({ count, seed, catalog, anchor, allDated }));
      this.#indexes.set(catalog, index);
    }
    return index;
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function success(answer: object): Result {
  return { status: 200, body: JSON.stringify(answer) };
}

function notFound(): Result {
  return failure('com.amazonaws.partnercentralselling#ResourceNotFoundException', {
    Message: 'The opportunity does not exist in this catalog.',
  });
}

function invalid(faults: readonly FieldFault[]): Result {
  return failure('com.amazonaws.partnercentralselling#ValidationException', {
    Message: faults.map(({ Message }) => Message).join(' '),
    Reason: 'REQUEST_VALIDATION_FAILED',
    ErrorList: faults,
  });
}

function failure(type: string, fields: Readonly<Record<string, unknown>>): Result {
  return { status: 400, body: JSON.stringify({ __type: type, ...fields }) };
}
