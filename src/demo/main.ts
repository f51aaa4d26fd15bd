import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { mostEditsPerMinute } from './data/edits/editPlan';
import { accessAnswers, deniedReasons, operations, readAccess } from './server/access';
import { type DemoServer, type DemoServerOptions, startDemoServer } from './server/demoServer';
import { openQuestions, readDialect } from './server/dialect';
import type { DemoKey } from './server/signatureCheck';

const usage = `Usage: demo-service [--port 0] [--opportunities 250] [--seed 1] [--latency-ms 0] [--rate-limit 10]
                    [--hostile] [--anchor YYYY-MM-DD|today] [--changes-per-minute 0]
                    [--key ACCESS_KEY_ID:SECRET[:SESSION_TOKEN]]...
                    [--access [OPERATION=]ANSWER]... [--dialect NAME]...

  --port           port on 127.0.0.1; 0 takes any free one
  --opportunities  how many the AWS catalog holds; the Sandbox holds a fifth as many
  --seed           another number gives other data
  --hostile        makes the data hard to read and to show: missing fields, nulls, amounts and ids with up to 31 digits,
                   very long texts, and names in many scripts
  --latency-ms     how long every answer is held back
  --rate-limit     requests let through in any second; 0 means no limit
  --anchor         the day that counts as today in the data
  --changes-per-minute
                   how many edits are made in each catalog, like those of colleagues and of AWS: stages, review statuses,
                   close dates, expected spend, next steps, and now and then a new opportunity. In the data, it is the
                   beginning of the anchor's day when the service starts, or the present time with --anchor today, and
                   time goes on from there. The same data and the same time since then give the same edits
  --key            a made-up access key: with one or more of them, only these keys are accepted, and the signature of each
                   request is verified. Without any, every access key id is accepted, and the signature itself is not
                   verified. In both cases a request must say that it is signed for us-east-1 and partnercentral-selling,
                   with all that a signature needs, at a time at most 5 minutes from this machine's
  --access         what it says about access to all operations, or to one with its name and = in front
                   (${operations.join(', ')}); several with commas between them:
${describe(accessAnswers)}
${describe({ 'reason:NAME': `Access is denied with this Reason; the API has ${deniedReasons.join(', ')}.` })}
  --dialect        how it decides what AWS's documentation leaves open: plain, random:SEED, or any of these, also
                   several with commas between them (where a question is answered twice, the later answer counts):
${describeDialects()}`;

/**
 * Runs the demo service's command line, and serves until SIGTERM or SIGINT.
 * @param argv The arguments after the program's name.
 * @returns The exit code: 0 after a signal or `--help`, 1 if the port cannot be used, 2 for invalid arguments.
 */
export async function main(argv: readonly string[]): Promise<number> {
  if (argv.includes('--help')) {
    console.log(usage);
    return 0;
  }
  const options = readArguments(argv);
  if (typeof options === 'string') {
    console.error(`${options}\n\n${usage}`);
    return 2;
  }
  let server: DemoServer;
  try {
    server = await startDemoServer(options);
  } catch (error) {
    console.error(`Cannot listen on port ${options.port}: ${error instanceof Error ? error.message : error}`);
    return 1;
  }
  const asked = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  console.log(`listening on ${server.url}`);
  await asked;
  await server.close();
  return 0;
}

/** Returns the options, or what is wrong with the arguments. */
export function readArguments(argv: readonly string[], now = new Date()): DemoServerOptions | string {
  let values: Map<string, string | undefined>;
  let hostile: boolean;
  let lists: Readonly<Record<'dialect' | 'access' | 'key', readonly string[]>>;
  try {
    const parsed = parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string', default: '0' },
        opportunities: { type: 'string', default: '250' },
        seed: { type: 'string', default: '1' },
        'latency-ms': { type: 'string', default: '0' },
        'rate-limit': { type: 'string', default: '10' },
        hostile: { type: 'boolean', default: false },
        anchor: { type: 'string' },
        'changes-per-minute': { type: 'string', default: '0' },
        dialect: { type: 'string', multiple: true, default: [] },
        access: { type: 'string', multiple: true, default: [] },
        key: { type: 'string', multiple: true, default: [] },
      },
    });
    const { dialect, access, key, hostile: asked, ...others } = parsed.values;
    hostile = asked;
    values = new Map(Object.entries(others));
    const separate = (texts: readonly string[]) => texts.flatMap((text) => text.split(','));
    lists = { dialect: separate(dialect), access: separate(access), key };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const wrong: string[] = [];
  const wholeNumber = (name: string, highest: number): number => {
    const text = values.get(name) ?? '';
    if (!/^\d{1,10}$/.test(text) || Number(text) > highest) {
      wrong.push(`--${name} must be a whole number from 0 to ${highest}, not '${text}'.`);
    }
    return Number(text);
  };
  const options = {
    port: wholeNumber('port', 65_535),
    opportunities: wholeNumber('opportunities', 1_000_000),
    seed: wholeNumber('seed', 2_147_483_647),
    latencyMs: wholeNumber('latency-ms', 600_000),
    rateLimit: wholeNumber('rate-limit', 1_000_000),
  };
  const changesPerMinute = wholeNumber('changes-per-minute', mostEditsPerMinute);
  const day = values.get('anchor');
  const anchor = day === undefined ? undefined : readDay(day, now);
  if (anchor === null) wrong.push(`--anchor must be a date as YYYY-MM-DD or 'today', not '${day}'.`);
  const dialect = readDialect(lists.dialect);
  if (typeof dialect === 'string') wrong.push(`--dialect does not know '${dialect}'.`);
  const access = readAccess(lists.access);
  if (typeof access === 'string') wrong.push(`--access does not know '${access}'.`);
  const keys = lists.key.map(readKey).filter((key) => key !== undefined);
  // The value is not repeated, because it has a secret.
  if (keys.length < lists.key.length)
    wrong.push('--key must be ACCESS_KEY_ID:SECRET or ACCESS_KEY_ID:SECRET:SESSION_TOKEN.');
  if (wrong.length > 0 || typeof dialect === 'string' || typeof access === 'string') return wrong.join('\n');
  return {
    ...options,
    ...(hostile && { hostile }),
    ...(anchor && { anchor }),
    ...(changesPerMinute > 0 && { changesPerMinute, ...(day === 'today' && { startsAt: now }) }),
    ...(lists.dialect.length > 0 && { dialect }),
    ...(lists.access.length > 0 && { access }),
    ...(keys.length > 0 && { keys }),
  };
}

/** Returns the key that an argument means, or undefined if it means none. */
function readKey(text: string): DemoKey | undefined {
  const [, accessKeyId, secretAccessKey, sessionToken] = /^([\w-]{1,128}):([^:\s]+)(?::([^:\s]+))?$/.exec(text) ?? [];
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}

/** Returns all answers to the open questions, one on each line, the plain ones first. */
function describeDialects(): string {
  const lines = Object.entries(openQuestions).map(([question, known]) =>
    describe(Object.fromEntries(Object.entries(known).map(([answer, meaning]) => [`${question}:${answer}`, meaning]))),
  );
  return lines.join('\n');
}

/** Returns names with their meanings, one on each line. */
function describe(names: Readonly<Record<string, string>>): string {
  return Object.entries(names)
    .map(([name, meaning]) => `    ${name.padEnd(24)} ${meaning}`)
    .join('\n');
}

/** Returns midnight UTC of the day, or null if there is no such day. */
function readDay(text: string, now: Date): Date | null {
  const day = text === 'today' ? now.toISOString().slice(0, 10) : text;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) && day.length === 10 ? date : null;
}
