import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScriptedServer } from '../../support/scriptedServer';
import { answer, fault, type Step } from '../../support/service/faults';
import { pageOf, until } from '../aws/harness';

const tokenOf = (body: unknown) => (body as { NextToken?: string }).NextToken;
/** Three pages of two. */
const page = (body: unknown): Step => {
  const n = Number((tokenOf(body) ?? 't0').slice(1));
  return answer(200, pageOf([`O${n}a`, `O${n}b`], n < 2 ? `t${n + 1}` : undefined));
};
/** Longer than a page may take there. */
const nightMs = 4_500;
const onlyPosix = process.platform === 'win32' ? ' (skipped: Windows cannot pause a process)' : '';

describe('A sleep', function () {
  this.timeout(60_000);
  let server: ScriptedServer;
  let home: string;

  beforeEach(async () => {
    server = await ScriptedServer.start();
    home = mkdtempSync(join(tmpdir(), 'partner-central-'));
    mkdirSync(join(home, '.aws'));
    // Each run of the process gives other keys, as if the old ones had expired meanwhile.
    const program = join(home, 'keys.js');
    writeFileSync(
      program,
      `const { appendFileSync, readFileSync } = require('node:fs');
appendFileSync(${JSON.stringify(join(home, 'runs'))}, 'x');
const n = readFileSync(${JSON.stringify(join(home, 'runs'))}, 'utf8').length;
console.log(JSON.stringify({ Version: 1, AccessKeyId: 'AKIA' + n, SecretAccessKey: 's' }));`,
    );
    const process_ = `"${process.execPath}" "${program}"`;
    writeFileSync(join(home, '.aws', 'config'), `[profile dev]\ncredential_process = ${process_}\n`);
  });

  afterEach(async () => {
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  });

  for (const [what, expires] of [
    ['continues a list by itself', false],
    ['gets new credentials where the old ones expired meanwhile', true],
  ] as const) {
    const run = onlyPosix ? it.skip : it;
    run(
      `R21: in the middle of a page, with its connection closed, ${what}, without a page twice${onlyPosix}`,
      async () => {
        let cut: (() => void) | undefined;
        let awake = false;
        server.script(({ body, accessKeyId }) => {
          if (awake && expires && accessKeyId === 'AKIA1') return fault(400, 'ExpiredTokenException');
          if (tokenOf(body) !== 't1' || awake) return page(body);
          return (response) => {
            response.writeHead(200, { 'content-length': '100000' }).write('{"OpportunitySummaries":[');
            cut = () => response.socket?.resetAndDestroy();
          };
        });
        const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
        const child = fork(join(__dirname, 'sleeper.ts'), [server.url], {
          execArgv: ['--import', 'tsx'],
          env: { ...env, HOME: home, USERPROFILE: home },
        });
        try {
          const messages: { outcome?: unknown; ids?: readonly string[] }[] = [];
          child.on('message', (message: object) => void messages.push(message));
          await until(() => cut !== undefined);
          child.kill('SIGSTOP');
          cut?.();
          await new Promise((resolve) => setTimeout(resolve, nightMs));
          awake = true;
          child.kill('SIGCONT');
          await once(child, 'exit');
          const { outcome, ids } = messages.at(-1) ?? {};
          assert.deepEqual(outcome, { kind: 'complete' });
          assert.deepEqual(ids, ['O0a', 'O0b', 'O1a', 'O1b', 'O2a', 'O2b']);
          // The page that was slept through is the only one that is sent again, with the new keys once more.
          const tokens = server.requests.map(({ body }) => tokenOf(body) ?? '-').join(' ');
          assert.match(tokens, expires ? /^- t1 t1 t1 t2 / : /^- t1 t1 t2 /);
          assert.equal(server.requests.filter(({ accessKeyId }) => accessKeyId === 'AKIA2').length > 0, expires);
        } finally {
          child.kill('SIGKILL');
        }
      },
    );
  }
});
