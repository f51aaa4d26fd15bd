import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { ListRequest } from '../../src/core/model/opportunity';

/**
 * Has no credentials, settings or proxies of the person who runs this, but made-up keys, because a request must be signed.
 */
const environment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^AWS_|_proxy$/i.test(name))),
  AWS_ACCESS_KEY_ID: 'demo',
  AWS_SECRET_ACCESS_KEY: 'demo',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_PAGER: '',
  // This allows names in any script, whatever the machine's locale.
  PYTHONUTF8: '1',
};

/** An installed program with the parameters of ListOpportunities that it knows, or the reason why it cannot be used. */
export type Peer = { readonly version: string; readonly parameters: readonly string[] } | { readonly missing: string };

/** Caches the result of the first call: finding a program starts it, which takes most of a second. */
function once<T>(find: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => {
    found ??= { value: find() };
    return found.value;
  };
}

export const findBoto3 = once((): Peer => {
  const script = `import boto3, json
client = boto3.client('partnercentral-selling', region_name='us-east-1')
members = client.meta.service_model.operation_model('ListOpportunities').input_shape.members
print(json.dumps({'version': boto3.__version__, 'parameters': list(members)}))`;
  try {
    return JSON.parse(runNow('python3', ['-c', script]));
  } catch {
    return { missing: 'boto3 with this service is not installed' };
  }
});

export const findAwsCli = once((): Peer => {
  try {
    const version = /aws-cli\/(\S+)/.exec(runNow('aws', ['--version']))?.[1] ?? '?';
    const skeleton = runNow('aws', [
      'partnercentral-selling',
      'list-opportunities',
      '--generate-cli-skeleton',
      'input',
    ]);
    return { version, parameters: Object.keys(JSON.parse(skeleton)) };
  } catch {
    return { missing: 'the AWS CLI with this service is not installed' };
  }
});

function runNow(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

/** A summary as a peer prints it. */
export type PeerSummary = Readonly<Record<string, unknown>> & { readonly Id?: string };

export interface BotoCase {
  readonly request: ListRequest;
  readonly pagination?: { readonly MaxItems?: number; readonly PageSize?: number };
  /** Continues at each token until the list ends. */
  readonly resume?: boolean;
  /** Names another service than that of the other cases. */
  readonly url?: string;
}

export interface BotoAnswer {
  readonly cuts?: readonly { readonly summaries: readonly PeerSummary[]; readonly token: string | null }[];
  readonly error?: {
    readonly code: string;
    readonly status: number;
    readonly requestId: string | null;
    readonly reason: string | null;
    readonly fields: readonly (readonly [string | null, string])[];
  };
}

/** Reads all cases with boto3 in one process. Date-times are in milliseconds. */
export async function readWithBoto3(url: string, cases: readonly BotoCase[]): Promise<BotoAnswer[]> {
  const script = path.join(__dirname, 'python/boto3Walk.py');
  return JSON.parse((await run('python3', [script, url], JSON.stringify(cases))).output);
}

/** Returns what changed from one service to another, as boto3 reads them and Python reckons it. */
export async function reviewWithBoto3(before: string, after: string): Promise<unknown> {
  const script = path.join(__dirname, 'python/boto3Review.py');
  return JSON.parse((await run('python3', [script, before, after], '')).output);
}

/** The keys and the region that a request is signed with. */
export interface PeerIdentity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly region?: string;
}

/** What a service answers to a list of one identity: its number of opportunities, or the error and its message. */
export type SignedAnswer = { readonly count: number } | { readonly code: string; readonly message: string };

/** Lists five opportunities with boto3 for each identity, in one process. */
export async function listSignedByBoto3(url: string, identities: readonly PeerIdentity[]): Promise<SignedAnswer[]> {
  const script = path.join(__dirname, 'python/boto3Signed.py');
  return JSON.parse((await run('python3', [script, url], JSON.stringify(identities))).output);
}

/** Lists five opportunities with `aws partnercentral-selling list-opportunities`. */
export function listSignedByAwsCli(url: string, identity: PeerIdentity): Promise<Ended> {
  const words = ['list-opportunities', '--catalog', 'AWS', '--max-results', '5', '--endpoint-url', url];
  return run('aws', ['partnercentral-selling', ...words, '--region', identity.region ?? 'us-east-1'], '', {
    ...environment,
    AWS_ACCESS_KEY_ID: identity.accessKeyId,
    AWS_SECRET_ACCESS_KEY: identity.secretAccessKey,
    ...(identity.sessionToken !== undefined && { AWS_SESSION_TOKEN: identity.sessionToken }),
  });
}

/** A request to sign, with the keys. */
export interface SigningCase extends PeerIdentity {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Returns all headers of each request after botocore signed it for the service, now. */
export async function signWithBotocore(cases: readonly SigningCase[]): Promise<Readonly<Record<string, string>>[]> {
  const script = path.join(__dirname, 'python/botoSign.py');
  return JSON.parse((await run('python3', [script], JSON.stringify(cases))).output);
}

/** Returns how boto3 begins at each of the starting tokens, with `pageSize` opportunities on the page. */
export async function startWithBoto3(tokens: readonly string[], pageSize: number): Promise<BotoStart[]> {
  const script = path.join(__dirname, 'python/botoStartingTokens.py');
  return JSON.parse((await run('python3', [script, String(pageSize)], JSON.stringify(tokens))).output);
}

/** `first` is the number of skipped opportunities of the page. */
export type BotoStart =
  | { readonly sent: Readonly<Record<string, unknown>>; readonly first: number }
  | { readonly refused: string };

/** Python's view of the days of a time zone. Instants are in milliseconds since 1970. */
export interface ZoneDays {
  readonly zone: string;
  /** The number of clock changes. */
  readonly changes: number;
  readonly days: readonly (readonly [date: string, first: number, last: number])[];
  readonly instants: readonly (readonly [at: number, date: string])[];
}

export function findPythonZones(): { readonly version: string } | { readonly missing: string } {
  const script = "import sys, zoneinfo; zoneinfo.ZoneInfo('Pacific/Apia'); print(sys.version.split()[0])";
  try {
    return { version: runNow('python3', ['-c', script]).trim() };
  } catch {
    return { missing: 'Python with time zones is not installed' };
  }
}

/** Returns the days around every clock change in some zones, and the date around each of these instants. */
export async function zoneDaysOfPython(
  zones: readonly string[],
  years: readonly [number, number],
): Promise<ZoneDays[]> {
  const script = path.join(__dirname, 'python/zoneDays.py');
  return JSON.parse((await run('python3', [script], JSON.stringify([zones, ...years]))).output);
}

export function findBotocore(): { readonly version: string } | { readonly missing: string } {
  try {
    return { version: runNow('python3', ['-c', 'import botocore; print(botocore.__version__)']).trim() };
  } catch {
    return { missing: 'botocore is not installed' };
  }
}

/** The bytes of both files in Base64; null for a file that does not exist. */
export interface BotoFiles {
  readonly config: string | null;
  readonly credentials: string | null;
}

export interface BotoPath {
  readonly windows: boolean;
  readonly env: Readonly<Record<string, string>>;
  readonly path: string;
}

type BotoSections = Readonly<Record<string, Readonly<Record<string, string | Readonly<Record<string, string>>>>>>;

/** What botocore reads in a pair of files, or which file it refuses, and on which line if it says so. */
export type BotoConfig =
  | { readonly refused: 'config' | 'credentials'; readonly line: number | null }
  | {
      readonly refused?: never;
      readonly profiles: BotoSections;
      readonly ssoSessions: BotoSections;
      readonly services: BotoSections;
      readonly credentials: Readonly<Record<string, BotoCredentials>>;
    };

/** How botocore gets the credentials of a profile, with the access key at the end of a chain of roles if it is a static one. */
export type BotoCredentials =
  | { readonly refused: string }
  | { readonly refused?: never; readonly method: string; readonly base: string; readonly key: string | null };

export interface BotoReading {
  readonly files: readonly BotoConfig[];
  readonly paths: readonly string[];
  /** The profile that each environment names. */
  readonly profiles: readonly (string | null)[];
}

/** Reads pairs of AWS files, expands paths and looks for the profile of environments with botocore, all in one process. */
export async function readFilesWithBotocore(asked: {
  readonly files: readonly BotoFiles[];
  readonly paths: readonly BotoPath[];
  readonly environments: readonly Readonly<Record<string, string>>[];
}): Promise<BotoReading> {
  const script = path.join(__dirname, 'python/awsFiles.py');
  const { code, output, errors } = await run('python3', [script], JSON.stringify(asked));
  if (code !== 0) throw new Error(errors);
  return JSON.parse(output);
}

export interface BotoRecords {
  /** The paths of the members in boto3's model, by operation. */
  readonly knows: Readonly<Record<string, readonly string[]>>;
  readonly answers: readonly {
    readonly record?: unknown;
    readonly error?: { readonly code: string; readonly fields: readonly (readonly [string, string])[] };
  }[];
}

/** Gets full records with boto3 in one process. Date-times are in milliseconds. */
export async function getWithBoto3(
  url: string,
  cases: readonly (readonly [operation: string, request: object])[],
): Promise<BotoRecords> {
  const script = path.join(__dirname, 'python/boto3Get.py');
  return JSON.parse((await run('python3', [script, url], JSON.stringify(cases))).output);
}

export interface CliAnswer {
  readonly OpportunitySummaries: readonly PeerSummary[];
  readonly NextToken?: string;
}

/** Reads a list with `aws partnercentral-selling list-opportunities`. `paging` has options such as `--max-items`. */
export async function readWithAwsCli(
  url: string,
  request: ListRequest,
  paging: readonly string[] = [],
): Promise<CliAnswer> {
  const { output, code, errors } = await runAwsCli(url, request, paging);
  if (code !== 0) throw new Error(`aws ended with ${code}: ${errors}`);
  return JSON.parse(output);
}

export function runAwsCli(url: string, request: ListRequest, paging: readonly string[] = []): Promise<Ended> {
  return act(url, 'list-opportunities', [...options(request), ...paging]);
}

/** The modules of the AWS CLI, for questions that no command of it answers. */
export const findAwsCliModules = once((): { readonly version: string } | { readonly missing: string } => {
  try {
    return { version: runNow('python3', ['-c', 'import awscli.clidriver; print(awscli.__version__)']).trim() };
  } catch {
    return { missing: 'Python has no modules of the AWS CLI' };
  }
});

/** An endpoint that was configured, null for AWS's own, or the error that the AWS CLI gives instead. */
export type CliEndpoint = string | null | { readonly refused: string };

/** Returns the endpoints of some services that the AWS CLI finds in each case. */
export async function endpointsOfAwsCli(
  cases: readonly {
    readonly env: Readonly<Record<string, string>>;
    readonly profile: string | null;
    readonly services: readonly string[];
  }[],
): Promise<readonly (readonly CliEndpoint[])[]> {
  const script = path.join(__dirname, 'python/awsEndpoints.py');
  return JSON.parse((await run('python3', [script], JSON.stringify(cases))).output);
}

/** Runs `aws` with these arguments. */
export function runAwsWords(words: readonly string[]): Promise<Ended> {
  return AwsCli.here().run(words);
}

/** Runs a copied `aws …` line as a person's shell does, and returns the ids that it lists. */
export async function runLine(line: string, env: Readonly<Record<string, string>>): Promise<(string | undefined)[]> {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^AWS_|_proxy$/i.test(name)));
  const { stdout } = await promisify(execFile)('sh', ['-c', `${line} --output json`], {
    env: { ...own, ...env, AWS_EC2_METADATA_DISABLED: 'true', AWS_PAGER: '', PYTHONUTF8: '1' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return (JSON.parse(stdout).OpportunitySummaries as PeerSummary[]).map(({ Id }) => Id);
}

/** Runs the CLI's command for an operation such as `GetOpportunity`. */
export function getWithAwsCli(url: string, operation: string, request: object): Promise<Ended> {
  return act(url, dashed(operation), options(request));
}

function act(url: string, action: string, rest: readonly string[]): Promise<Ended> {
  return runAwsWords(['partnercentral-selling', action, '--endpoint-url', url, '--output', 'json', ...rest]);
}

function options(request: object): string[] {
  return Object.entries(request).flatMap(([name, value]) => {
    const option = `--${dashed(name)}`;
    if (Array.isArray(value)) return [option, ...value];
    return [option, typeof value === 'object' ? JSON.stringify(value) : String(value)];
  });
}

function dashed(name: string): string {
  return name.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
}

export interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

function run(program: string, args: readonly string[], input: string, env = environment): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env, maxBuffer: 64 * 1024 * 1024, encoding: 'utf8' } as const;
    const child = execFile(program, args, options, (error, output, errors) => {
      resolve({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, output, errors });
    });
    child.stdin?.end(input);
  });
}

/**
 * The AWS CLI. When Python has the modules of the installed program, one process loads them and runs it each time.
 * Otherwise the program is started each time, which takes most of a second.
 */
class AwsCli {
  static readonly here = once(() => new AwsCli());
  private readonly child = spawn('python3', [path.join(__dirname, 'python/awsCli.py')], {
    env: environment,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  private readonly lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  private readonly isSame: Promise<boolean>;
  private last: Promise<unknown>;

  private constructor() {
    // Without Python, its output just ends.
    this.child.on('error', () => {});
    this.child.stdin.on('error', () => {});
    this.isSame = this.nextLine().then((line) => {
      const own = findAwsCli();
      return line !== undefined && 'version' in own && JSON.parse(line).version === own.version;
    });
    this.last = this.isSame;
  }

  async run(words: readonly string[]): Promise<Ended> {
    if (!(await this.isSame)) return run('aws', words, '');
    const answer = this.last.then(async () => {
      this.child.stdin.write(`${JSON.stringify(words)}\n`);
      return JSON.parse((await this.nextLine()) ?? assert.fail('the AWS CLI ended')) as Ended;
    });
    this.last = answer.catch(() => {});
    return await answer;
  }

  /** Waits for a line. Otherwise the process does not keep this one alive, and ends with it. */
  private async nextLine(): Promise<string | undefined> {
    const handles = [this.child, this.child.stdout as Socket, this.child.stdin as Socket];
    for (const handle of handles) handle.ref();
    const { value, done } = await this.lines.next();
    for (const handle of handles) handle.unref();
    return done ? undefined : value;
  }
}
