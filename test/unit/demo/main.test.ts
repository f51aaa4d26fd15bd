import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { readArguments } from '../../../src/demo/main';
import { accessAnswers } from '../../../src/demo/server/access';
import { answers, readDialect } from '../../../src/demo/server/dialect';
import { signedPost } from '../../support/signing/signedHeaders';

describe('demo service: arguments', () => {
  const defaults = { port: 0, opportunities: 250, seed: 1, latencyMs: 0, rateLimit: 10 };

  it('have defaults', () => assert.deepEqual(readArguments([]), defaults));

  it('are read', () => {
    const all =
      '--port 8080 --opportunities 5 --seed=7 --latency-ms 300 --rate-limit 0 --anchor 2026-02-28 --hostile'.split(' ');
    assert.deepEqual(readArguments(all), {
      port: 8080,
      opportunities: 5,
      seed: 7,
      latencyMs: 300,
      rateLimit: 0,
      anchor: new Date('2026-02-28T00:00:00Z'),
      hostile: true,
    });
  });

  it('take today as the anchor', () => {
    const now = new Date('2026-05-06T23:59:00Z');
    assert.deepEqual(readArguments(['--anchor', 'today'], now), { ...defaults, anchor: new Date('2026-05-06') });
  });

  it('take changes a minute, from the beginning of the anchor’s day or from now', () => {
    const now = new Date('2026-05-06T23:59:00Z');
    const args = ['--changes-per-minute', '60'];
    assert.deepEqual(readArguments(args, now), { ...defaults, changesPerMinute: 60 });
    const anchor = new Date('2026-05-06');
    assert.deepEqual(readArguments([...args, '--anchor', '2026-05-06'], now), {
      ...{ ...defaults, anchor, changesPerMinute: 60 },
    });
    assert.deepEqual(readArguments([...args, '--anchor=today'], now), {
      ...{ ...defaults, anchor, changesPerMinute: 60, startsAt: now },
    });
    assert.deepEqual(readArguments(['--changes-per-minute', '0', '--anchor=today'], now), { ...defaults, anchor });
  });

  it('take dialects one by one and with commas between them', () => {
    const args = ['--dialect', 'tokens:keyset,pages:empty', '--dialect=pages:short'];
    assert.deepEqual(readArguments(args), { ...defaults, dialect: readDialect(['tokens:keyset', 'pages:short']) });
  });

  it('take keys one by one, with and without a session token', () => {
    const args = ['--key', 'AKIADEMO:made/up+secret', '--key=ASIADEMO:a:made/up+token=='];
    assert.deepEqual(readArguments(args), {
      ...defaults,
      keys: [
        { accessKeyId: 'AKIADEMO', secretAccessKey: 'made/up+secret' },
        { accessKeyId: 'ASIADEMO', secretAccessKey: 'a', sessionToken: 'made/up+token==' },
      ],
    });
  });

  it('take access one by one and with commas between them, for all operations and for one', () => {
    const args = ['--access', 'noPolicy,ListOpportunities=allowed', '--access=GetOpportunity=reason:OTHER'];
    assert.deepEqual(readArguments(args), {
      ...defaults,
      access: { '*': 'noPolicy', ListOpportunities: 'allowed', GetOpportunity: 'reason:OTHER' },
    });
  });

  for (const key of ['', 'AKIADEMO', 'AKIADEMO:', ':secret', 'AKIA DEMO:secret', 'A:secret:', 'A:secret:token:more']) {
    it(`refuse the key '${key}' without repeating it`, () => {
      const message = readArguments(['--key', 'DEMO:good', `--key=${key}`]);
      assert.equal(message, '--key must be ACCESS_KEY_ID:SECRET or ACCESS_KEY_ID:SECRET:SESSION_TOKEN.');
    });
  }

  for (const [args, message] of [
    [['--access', 'noPolicy,denied'], "--access does not know 'denied'."],
    [['--access', 'toString'], "--access does not know 'toString'."],
    [['--access', 'PutOpportunity=noPolicy'], "--access does not know 'PutOpportunity=noPolicy'."],
    [['--access', 'reason:lower'], "--access does not know 'reason:lower'."],
    [['--access', 'GetOpportunity='], "--access does not know 'GetOpportunity='."],
    [['--access', 'a=GetOpportunity=noPolicy'], "--access does not know 'a=GetOpportunity=noPolicy'."],
    [['--dialect', 'plain,tokens:none'], "--dialect does not know 'tokens:none'."],
    [['--port', '65536'], "--port must be a whole number from 0 to 65535, not '65536'."],
    [['--opportunities', 'many'], "--opportunities must be a whole number from 0 to 1000000, not 'many'."],
    [['--seed', '1.5'], "--seed must be a whole number from 0 to 2147483647, not '1.5'."],
    [['--latency-ms='], "--latency-ms must be a whole number from 0 to 600000, not ''."],
    [['--rate-limit=-1'], "--rate-limit must be a whole number from 0 to 1000000, not '-1'."],
    [['--changes-per-minute', '0.5'], "--changes-per-minute must be a whole number from 0 to 6000, not '0.5'."],
    [['--changes-per-minute=6001'], "--changes-per-minute must be a whole number from 0 to 6000, not '6001'."],
    [['--anchor', '2026-02-30'], "--anchor must be a date as YYYY-MM-DD or 'today', not '2026-02-30'."],
    [['--anchor', '2026'], "--anchor must be a date as YYYY-MM-DD or 'today', not '2026'."],
  ] as const) {
    it(`refuse ${args.join(' ')}`, () => assert.equal(readArguments(args), message));
  }

  it('name everything that is wrong', () => {
    const message = readArguments(['--port', 'x', '--seed', 'y']);
    assert.ok(typeof message === 'string' && message.includes('--port') && message.includes('--seed'));
  });

  for (const args of [['--colour', 'red'], ['extra'], ['--port']]) {
    it(`refuse ${args.join(' ')}, saying which`, () => {
      const message = readArguments(args);
      assert.ok(typeof message === 'string' && message.includes(args[0] as string), String(message));
    });
  }
});

describe('demo service: program', () => {
  const main = path.resolve(__dirname, '../../../src/demo/main.ts');

  function run(...args: string[]): ChildProcessWithoutNullStreams {
    const script = `require(${JSON.stringify(main)}).main(process.argv.slice(1)).then((code) => process.exit(code))`;
    return spawn(process.execPath, ['--import', 'tsx', '-e', script, '--', ...args]);
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`says where it listens in its first line, serves, and ends with 0 on ${signal}`, async function () {
      this.timeout(20_000);
      const child = run('--opportunities', '3');
      try {
        const line = await firstLine(child);
        const [, url] = /^listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line) ?? assert.fail(line);
        assert.equal((await signedPost(url as string)).status, 200);
        const ended = once(child, 'exit');
        child.kill(signal);
        assert.deepEqual(await ended, [0, null]);
      } finally {
        child.kill('SIGKILL');
      }
    });
  }

  /** Empty if the program ends without one. */
  async function firstLine(child: ChildProcessWithoutNullStreams): Promise<string> {
    for await (const line of createInterface(child.stdout)) return line;
    return '';
  }

  it('ends with 0 after its usage on stdout when asked for help, every answer in it', async function () {
    this.timeout(20_000);
    const child = run('--help');
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    assert.deepEqual(await once(child, 'close'), [0, null]);
    for (const name of [...answers.keys(), ...Object.keys(accessAnswers)])
      assert.ok(output.includes(` ${name} `), name);
  });

  it('ends with 2 and its usage on stderr for a bad value', async function () {
    this.timeout(20_000);
    const child = run('--port', 'x');
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    assert.deepEqual(await once(child, 'close'), [2, null]);
    assert.match(errors, /^--port must be a whole number[\s\S]*Usage: demo-service/);
  });
});
