import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { type DemoServer, type DemoServerOptions, startDemoServer } from './server/demoServer';
import { openQuestions, readDialect } from './server/dialect';

const usage = `Usage: demo-service [--port 0] [--opportunities 250] [--seed 1] [--latency-ms 0] [--rate-limit 10]
                    [--anchor YYYY-MM-DD|today] [--dialect NAME]...

  --port           port on 127.0.0.1; 0 takes any free one
  --opportunities  how many the AWS catalog holds; the Sandbox holds a fifth as many
  --seed           another number gives other data
  --latency-ms     how long every answer is held back
  --rate-limit     requests let through in any second; 0 means no limit
  --anchor         the day that counts as today in the data
  --dialect        how it decides what AWS's documentation leaves open: plain, random:SEED, or any of these, also
                   several with commas between them (where a question is answered twice, the later answer counts):
${describeAnswers()}`;

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
  let dialects: readonly string[];
  try {
    const parsed = parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string', default: '0' },
        opportunities: { type: 'string', default: '250' },
        seed: { type: 'string', default: '1' },
        'latency-ms': { type: 'string', default: '0' },
        'rate-limit': { type: 'string', default: '10' },
        anchor: { type: 'string' },
        dialect: { type: 'string', multiple: true, default: [] },
      },
    });
    const { dialect, ...others } = parsed.values;
    values = new Map(Object.entries(others));
    dialects = dialect.flatMap((names) => names.split(','));
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
  const day = values.get('anchor');
  const anchor = day === undefined ? undefined : readDay(day, now);
  if (anchor === null) wrong.push(`--anchor must be a date as YYYY-MM-DD or 'today', not '${day}'.`);
  const dialect = readDialect(dialects);
  if (typeof dialect === 'string') wrong.push(`--dialect does not know '${dialect}'.`);
  if (wrong.length > 0 || typeof dialect === 'string') return wrong.join('\n');
  return { ...options, ...(anchor && { anchor }), ...(dialects.length > 0 && { dialect }) };
}

/** Returns all answers to the open questions, one on each line, the plain ones first. */
function describeAnswers(): string {
  const lines = Object.entries(openQuestions).flatMap(([question, known]) =>
    Object.entries(known).map(([answer, meaning]) => `    ${`${question}:${answer}`.padEnd(24)} ${meaning}`),
  );
  return lines.join('\n');
}

/** Returns midnight UTC of the day, or null if there is no such day. */
function readDay(text: string, now: Date): Date | null {
  const day = text === 'today' ? now.toISOString().slice(0, 10) : text;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) && day.length === 10 ? date : null;
}
