import { parseArgs } from 'node:util';
import { createAwsSource, createWindowLimiter } from '../../src/aws/awsSource';
import { profileOfEnvironment } from '../../src/aws/identity/files/sharedFiles';
import type { SourceError } from '../../src/core/errors/sourceError';
import { type ExportFacts, exportChunks, takeSnapshot } from '../../src/core/formats/exportDocument';
import { jsonLineChunks } from '../../src/core/formats/jsonLines';
import { WholeExport } from '../../src/core/formats/wholeExport';
import { wholeJson, wholeLines } from '../../src/core/formats/wholeFormat';
import { isAllLoaded } from '../../src/core/lists/completeness';
import { findWithoutStage, loadAll } from '../../src/core/lists/loadAll';
import { OpportunityLists } from '../../src/core/lists/opportunityLists';
import { catalogs, type Sort, sortFields, sortOrders } from '../../src/core/model/opportunity';
import { decodeStartingToken } from '../../src/core/paging/resumeToken';
import { connectionOf } from '../../src/core/query/connection';
import type { Filter } from '../../src/core/query/filter';
import { readFilter } from '../../src/core/query/readFilter';
import { checkFilter, pageSizes } from '../../src/core/query/request';
import { readSettings } from '../../src/core/query/settings';
import type { Moment } from '../../src/core/time/zone';
import { csvChunks, wholeCsv } from '../../src/files/csv';
import { type Chunks, writeBeside } from '../../src/files/writeBeside';
import { clock } from '../../src/host/clock';
import { unattended } from '../support/ask';

const usage = `npm run --silent load -- --out FILE [--endpoint URL] [--catalog AWS|Sandbox] [--profile NAME] [--filter JSON]
  [--sort LastModifiedDate,DESCENDING] [--page-size 100] [--requests-per-second 5] [--mode all|everything|first-page]
  [--starting-token T] [--max-items N] [--without-stage] [--format json|jsonl|csv]

--without-stage: after all stages, as in the window, the search for opportunities that have none`;

const modes = ['all', 'everything', 'first-page'] as const;
const formats = ['json', 'jsonl', 'csv'] as const;

/** The choices that a person may have made in a window. */
const nothingChosen = { profile: undefined, catalog: undefined, sampleData: false };

/** An error in the command line. */
class UsageError extends Error {}

/** What was written, and the failure that ended it early. */
interface Written {
  readonly facts: ExportFacts;
  readonly error?: SourceError | undefined;
}

/**
 * Loads opportunities and exports them without VS Code, by the same code as Load All, Read Everything and the exports. The
 * last line on stdout is JSON. Exit codes: 0 when everything requested is written; 1 when a failure ended it early, and
 * what was read until then is written; 2 when the command line is wrong, and nothing is written.
 */
export async function run(args: readonly string[]): Promise<void> {
  const begun = performance.now();
  let requests = 0;
  try {
    const asked = read(args);
    const { settings } = readSettings((key) => asked.settings[key]);
    const connection = connectionOf(settings, nothingChosen, profileOfEnvironment(process.env));
    if (connection.kind !== 'aws') throw new UsageError('There is no sample data here.');
    const source = createAwsSource(connection, {
      ...unattended,
      limiter: createWindowLimiter(settings.requestsPerSecond),
      log: {
        request: () => {
          requests += 1;
        },
      },
    });
    const isWhole = asked.mode !== 'all' || asked.maxItems !== undefined || asked.startingToken !== undefined;
    const query = {
      ...{ catalog: settings.catalog, filter: asked.filter, sort: settings.sort, pageSize: settings.pageSize },
      ...(asked.maxItems !== undefined && { maxItems: asked.maxItems }),
      ...(asked.startingToken !== undefined && { startingToken: asked.startingToken }),
      ...(connection.profile !== undefined && { profile: connection.profile }),
      split: isWhole ? ('whole' as const) : ('byStage' as const),
    };
    const lists = new OpportunityLists(source, query, now, clock);
    try {
      const { facts, error } = await write(lists, asked);
      const seconds = Math.round(performance.now() - begun) / 1_000;
      const { count, complete, missing } = facts;
      console.log(JSON.stringify({ count, requests, seconds, complete, missing, ...(error && { error: error.code }) }));
      if (error) {
        console.error(error.message);
        process.exitCode = 1;
      }
    } finally {
      lists.dispose();
      source.dispose();
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
  }
}

type Asked = ReturnType<typeof read>;

function read(args: readonly string[]) {
  const { endpoint, catalog = 'AWS', profile, out, ...given } = parse(args);
  if (!out) throw new UsageError('--out says which file to write.');
  const [by = '', order = 'DESCENDING'] = (given.sort ?? 'LastModifiedDate').split(',');
  const sort: Sort = { SortBy: oneOf('--sort', sortFields, by), SortOrder: oneOf('--sort', sortOrders, order) };
  const pageSize = wholeNumber('--page-size', given['page-size'] ?? '100', pageSizes.max);
  const rate = Number(given['requests-per-second'] ?? 5);
  if (!(rate >= 1 && rate <= 10)) throw new UsageError('--requests-per-second takes a number from 1 to 10.');
  const mode = oneOf('--mode', modes, given.mode ?? 'all');
  const maxItems = given['max-items'] === undefined ? undefined : wholeNumber('--max-items', given['max-items']);
  const startingToken = given['starting-token'];
  try {
    if (startingToken !== undefined) decodeStartingToken(startingToken);
  } catch {
    throw new UsageError('--starting-token takes a token of AWS or of the AWS CLI.');
  }
  if (given['without-stage'] && mode !== 'all') throw new UsageError('--without-stage goes with --mode all.');
  if (mode === 'everything' && (maxItems !== undefined || startingToken !== undefined))
    throw new UsageError('--mode everything reads the list from its beginning to its end.');
  return {
    withoutStage: given['without-stage'] === true,
    ...{ out, mode, maxItems, startingToken, filter: filterOf(given.filter ?? '{}') },
    format: oneOf('--format', formats, given.format ?? 'json'),
    settings: {
      ...{ profile, endpoint, pageSize, catalog: oneOf('--catalog', catalogs, catalog), requestsPerSecond: rate },
      ...{ 'sort.by': sort.SortBy, 'sort.order': sort.SortOrder },
    } as Readonly<Record<string, unknown>>,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...{
          endpoint: text,
          catalog: text,
          profile: text,
          filter: text,
          sort: text,
          mode: text,
          format: text,
          out: text,
        },
        'without-stage': { type: 'boolean' } as const,
        ...{ 'page-size': text, 'requests-per-second': text, 'starting-token': text, 'max-items': text },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The command line cannot be read.');
  }
}

function filterOf(json: string): Filter {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new UsageError('--filter is no JSON.');
  }
  const read = readFilter(value);
  if ('unreadable' in read)
    throw new UsageError(`--filter: ${read.unreadable.path || 'it'} must be: ${read.unreadable.expected}.`);
  const [problem] = checkFilter(read.filter, now());
  if (problem?.field) throw new UsageError(`--filter: ${problem.field}: ${problem.reason} (${problem.detail}).`);
  return read.filter;
}

function oneOf<const T extends string>(option: string, values: readonly T[], value: string): T {
  const known = values.find((candidate) => candidate === value);
  if (known === undefined) throw new UsageError(`${option} takes ${values.join(', ')}.`);
  return known;
}

function wholeNumber(option: string, text: string, most = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new UsageError(
      `${option} takes a whole number from 1${most < Number.MAX_SAFE_INTEGER ? ` to ${most}` : ''}.`,
    );
  return value;
}

async function write(lists: OpportunityLists, { mode, format, out, withoutStage }: Asked): Promise<Written> {
  const { signal } = new AbortController();
  if (mode === 'everything') {
    let failure: SourceError | undefined;
    const whole = new WholeExport(lists, {
      ...{ clock, now: now(), format: { json: wholeJson, jsonl: wholeLines, csv: wholeCsv() }[format] },
      onFailure: async (error) => {
        failure = error;
        return 'end';
      },
    });
    await writeBeside(out, whole.chunks(signal), signal);
    return { facts: whole.facts, error: failure };
  }
  if (mode === 'first-page') await lists.listOf('All')?.firstPage();
  else await loadAll(lists, Number.POSITIVE_INFINITY, signal);
  if (withoutStage && isAllLoaded(lists)) await findWithoutStage(lists, signal);
  const snapshot = takeSnapshot(lists, { kind: 'loaded' }, now());
  const chunks: Readonly<Record<Asked['format'], () => Chunks>> = {
    json: () => exportChunks(snapshot),
    jsonl: () => jsonLineChunks(snapshot.items),
    csv: () => csvChunks(snapshot.items),
  };
  await writeBeside(out, chunks[format](), signal);
  return { facts: snapshot.facts, error: failureOf(lists) };
}

function failureOf(lists: OpportunityLists): SourceError | undefined {
  for (const key of [...lists.keys, 'Other'] as const) {
    const tail = lists.listOf(key)?.tail;
    const error = tail?.kind === 'failed' ? tail.error : lists.refreshError(key);
    if (error) return error;
  }
  return undefined;
}

function now(): Moment {
  return { at: new Date(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
}
