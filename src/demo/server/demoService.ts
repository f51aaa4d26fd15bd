import type { Catalog } from '../../core/model/opportunity';
import { awsOpportunitySummary } from '../data/awsOpportunitySummary';
import { dateTime } from '../data/dates';
import { Editor } from '../data/edits/editor';
import { type EditPlan, steadyPlan } from '../data/edits/editPlan';
import { type DataSet, type FullOpportunity, fullOpportunity } from '../data/fullOpportunity';
import { defaultAnchor, generateOpportunities } from '../data/records';
import type { WireRecord } from '../data/wireRecord';
import { type Access, refuseAccess } from './access';
import { type Dialect, plainDialect } from './dialect';
import { type Fields, isFields } from './fieldReader';
import { readGetRequest } from './getRequest';
import { readListRequest } from './listRequest';
import { OpportunityIndex } from './opportunityIndex';
import { type Bookmark, cutPage } from './pages';
import {
  asAnswer,
  type DemoAnswer,
  invalid,
  notFound,
  type Result,
  refuseToken,
  success,
  throttled,
  unknownOperation,
  unreadable,
} from './results';
import { RollingLimit } from './rollingLimit';
import { TokenDesk } from './tokenDesk';

export interface DemoServiceOptions {
  /** The number of opportunities in the AWS catalog. The Sandbox has a fifth as many others. Defaults to 250. */
  readonly opportunities?: number;
  /** Defaults to 1. */
  readonly seed?: number;
  /** The day that counts as "today" in the data. Defaults to a fixed one. */
  readonly anchor?: Date;
  /** Makes the data hard to read and to show. By default, it is what a business has. */
  readonly hostile?: boolean;
  /** Gives every opportunity a last-modified date. By default, one in 127 hostile ones has none. */
  readonly allDated?: boolean;
  /**
   * How many edits are made in each catalog in a minute, from 0 to 6,000, like those of colleagues and of AWS. The same seed
   * and the same time since the service was made give the same edits. Defaults to 0.
   */
  readonly changesPerMinute?: number;
  /** What time it is in the data when the service is made, for the dates of edits. Defaults to the anchor. */
  readonly startsAt?: Date;
  /** Which edits are made, instead of those of `changesPerMinute`. */
  readonly editPlan?: EditPlan;
  /** The service's choices where AWS's model leaves something open. Those left out are plain. */
  readonly dialect?: Partial<Dialect>;
  /** Which operations are denied, and how. By default, all are allowed. */
  readonly access?: Access;
  /** The number of requests allowed in any second. Defaults to 0, which means no limit. */
  readonly rateLimit?: number;
  /** Returns milliseconds, for the rate limit, for tokens that expire, and for edits. */
  readonly now?: () => number;
  /** Called with every request before it is answered, so that its changes are in the answer. */
  readonly onRequest?: (request: DemoRequest) => void;
}

export interface DemoRequest {
  /** The name of the operation, such as `ListOpportunities`. */
  readonly operation: string;
  /** The parsed body, or undefined if it is not JSON. */
  readonly input: unknown;
}

export interface DemoCounts {
  /** The number of all requests, including throttled ones. */
  requests: number;
  throttled: number;
  /** The number of requests for each operation. */
  readonly byOperation: Map<string, number>;
}

const targetPrefix = 'AWSPartnerCentralSelling.';

/**
 * A stand-in for the Partner Central Selling API with sample data, which reads and writes AWS JSON 1.0.
 *
 * Where AWS's documentation leaves something open, the dialect decides. These are the same in every dialect: a range of
 * moments includes its ends; text is sorted by code unit in lower case; AWS's side of an opportunity is not found until the
 * opportunity is submitted.
 */
export class DemoService {
  readonly counts: DemoCounts = { requests: 0, throttled: 0, byOperation: new Map() };
  readonly dialect: Dialect;
  readonly #limit: RollingLimit;
  readonly #tokens: TokenDesk;
  readonly #indexes = new Map<Catalog, OpportunityIndex>();
  readonly #editors = new Map<Catalog, Editor>();
  readonly #editPlan: EditPlan | undefined;
  readonly #opportunities: number;
  readonly #seed: number;
  readonly #anchor: Date;
  readonly #access: Access;
  readonly #hostile: boolean;
  readonly #allDated: boolean;
  readonly #onRequest: ((request: DemoRequest) => void) | undefined;

  readonly #operations: ReadonlyMap<string, (input: Fields) => Result> = new Map([
    ['ListOpportunities', (input) => this.#listOpportunities(input)],
    ['GetOpportunity', (input) => this.#getOpportunity(input)],
    ['GetAwsOpportunitySummary', (input) => this.#getAwsOpportunitySummary(input)],
  ]);

  constructor(options: DemoServiceOptions = {}) {
    const now = options.now ?? (() => performance.now());
    this.dialect = { ...plainDialect, ...options.dialect };
    this.#opportunities = options.opportunities ?? 250;
    this.#seed = options.seed ?? 1;
    this.#anchor = options.anchor ?? defaultAnchor;
    this.#access = options.access ?? {};
    this.#hostile = options.hostile ?? false;
    this.#allDated = options.allDated ?? false;
    this.#limit = new RollingLimit(options.rateLimit ?? 0, now, this.dialect.throttled === 'counted');
    this.#tokens = new TokenDesk(this.dialect, now);
    this.#editPlan = options.editPlan ?? this.#steadyPlan(options, now);
    this.#onRequest = options.onRequest;
  }

  /**
   * Answers one request.
   * @param target The `X-Amz-Target` header, such as `AWSPartnerCentralSelling.ListOpportunities`.
   * @param body The body as JSON text.
   */
  handle(target: string, body: string): DemoAnswer {
    const operation = target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : target;
    const input = parse(body);
    this.counts.requests++;
    this.counts.byOperation.set(operation, (this.counts.byOperation.get(operation) ?? 0) + 1);
    this.#onRequest?.({ operation, input });
    const result = this.#answer(target, input);
    const requestId = `00000000-0000-4000-8000-${this.counts.requests.toString(16).padStart(12, '0')}`;
    return asAnswer(result, requestId);
  }

  /** Returns all current opportunities of a catalog, in no particular order. */
  records(catalog: Catalog = 'AWS'): readonly WireRecord[] {
    return this.#index(catalog).records;
  }

  /**
   * Edits an opportunity, like a colleague between two requests.
   * @param edit Returns the new version, or undefined to make the opportunity invisible to the account.
   * @param at The new last-modified date. Without it, that date comes from `edit`.
   * @throws {RangeError} When the catalog has no opportunity with this id.
   */
  change(id: string, edit: (now: WireRecord) => WireRecord | undefined, at?: Date, catalog: Catalog = 'AWS'): void {
    const index = this.#index(catalog);
    const before = index.find(id);
    if (!before) throw new RangeError(`no opportunity ${id}`);
    const after = edit(before);
    index.replace(id, after && { ...after, ...(at && { LastModifiedDate: dateTime(at.getTime()) }) });
  }

  /** Adds an opportunity that was created or shared with the account. Its id must be new. */
  add(record: WireRecord, catalog: Catalog = 'AWS'): void {
    this.#index(catalog).add(record);
  }

  #answer(target: string, input: unknown): Result {
    if (!this.#limit.take()) {
      this.counts.throttled++;
      return throttled();
    }
    const operation = target.startsWith(targetPrefix) && this.#operations.get(target.slice(targetPrefix.length));
    if (!operation) return unknownOperation();
    return isFields(input) ? operation(input) : unreadable();
  }

  #getOpportunity(input: Fields): Result {
    const { catalog, id, faults } = readGetRequest(input, 'Identifier');
    if (faults.length > 0) return invalid(faults);
    const refusal = refuseAccess(this.#access, 'GetOpportunity', catalog, id);
    if (refusal) return refusal;
    const summary = this.#index(catalog).find(id);
    if (!summary) return notFound();
    return success(this.#full(catalog, summary, id));
  }

  #getAwsOpportunitySummary(input: Fields): Result {
    const { catalog, id, faults } = readGetRequest(input, 'RelatedOpportunityIdentifier');
    if (faults.length > 0) return invalid(faults);
    const refusal = refuseAccess(this.#access, 'GetAwsOpportunitySummary', catalog, id);
    if (refusal) return refusal;
    const summary = this.#index(catalog).find(id);
    // AWS has no data of its own about an opportunity before it is submitted.
    if (!summary || summary.LifeCycle?.ReviewStatus === 'Pending Submission') return notFound();
    return success(awsOpportunitySummary(this.#full(catalog, summary, id), this.#dataSet));
  }

  #full(catalog: Catalog, summary: WireRecord, id: string): FullOpportunity {
    return fullOpportunity(summary, id, this.#dataSet, this.#editors.get(catalog)?.past(id));
  }

  get #dataSet(): Required<DataSet> {
    return { seed: this.#seed, anchor: this.#anchor, hostile: this.#hostile };
  }

  #listOpportunities(input: Fields): Result {
    const { query, maxResults, nextToken, faults } = readListRequest(input, this.dialect);
    if (faults.length > 0) return invalid(faults);
    const refusal = refuseAccess(this.#access, 'ListOpportunities', query.catalog, '*');
    if (refusal) return refusal;
    const asked = { data: [this.#opportunities, this.#seed, this.#anchor, this.#hostile], query, maxResults };
    let bookmark: Bookmark | undefined;
    if (nextToken !== undefined) {
      bookmark = this.#tokens.read(nextToken, asked);
      if (!bookmark) return refuseToken(this.dialect.refusal);
    }
    const list = this.#index(query.catalog).select(query);
    const { start, end, next } = cutPage(list, bookmark, maxResults, this.dialect);
    const token = next ? `"${this.#tokens.write(next, asked)}"` : 'null';
    return { status: 200, body: `{"OpportunitySummaries":${list.json(start, end)},"NextToken":${token}}` };
  }

  /** Returns a catalog with every edit that is due. */
  #index(catalog: Catalog): OpportunityIndex {
    const index = this.#indexes.get(catalog) ?? this.#newIndex(catalog);
    const edited = this.#editors.get(catalog)?.catchUp(() => index.records);
    if (edited) index.update(edited.changed, edited.added);
    return index;
  }

  /** Creates a catalog's index on first use, because most processes never use the Sandbox. */
  #newIndex(catalog: Catalog): OpportunityIndex {
    const count = catalog === 'AWS' ? this.#opportunities : Math.ceil(this.#opportunities / 5);
    const [allDated, allStaged] = [this.#allDated, this.dialect.stages === 'all'];
    const records = generateOpportunities({ count, catalog, ...this.#dataSet, allDated, allStaged });
    const index = new OpportunityIndex(records, this.dialect);
    this.#indexes.set(catalog, index);
    const { seed, hostile } = this.#dataSet;
    if (this.#editPlan) this.#editors.set(catalog, new Editor(this.#editPlan, { catalog, seed, count, hostile }));
    return index;
  }

  #steadyPlan({ changesPerMinute = 0, startsAt }: DemoServiceOptions, now: () => number): EditPlan | undefined {
    const start = now();
    const from = (startsAt ?? this.#anchor).getTime();
    return changesPerMinute > 0 ? steadyPlan(this.#seed, changesPerMinute, from, () => now() - start) : undefined;
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
