import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ListRequest } from '../../src/core/model/opportunity';
import { toCliCommand } from '../../src/core/query/cliCommand';
import { toRequest } from '../../src/core/query/request';
import { type Shell, shells } from '../../src/core/text/shells';
import { generateOpportunities } from '../../src/demo/data/records';
import { type DemoServer, startDemoServer } from '../../src/demo/server/demoServer';
import type { Row } from '../../src/views/opportunities/rows';
import { writeAwsFiles } from '../hosts/environment';
import { vscode } from '../support/fakeVscode';
import { utc } from '../support/moments';
import { posixArguments, posixShells } from '../support/shells/posixShells';
import { cmdProgramLine, powershellArguments, programArguments, programLine } from '../support/shells/windowsShells';
import { openWindow } from '../support/windowUnderTest';
import { titleOf } from './agreement';
import { ownSource, useDemoKeys } from './ownSource';
import { findAwsCli, runAwsWords, runLine } from './programs';

const awsCli = findAwsCli();

/** Parses a line as each shell does and returns the arguments of the program. */
const readBy: Readonly<Record<Shell, (line: string) => readonly string[]>> = {
  posix: (line) => posixArguments(posixShells[0]?.start ?? assert.fail('no shell'), [line])[0] ?? [],
  powershell: (line) => programArguments(programLine(powershellArguments(line).slice(1), 'standard')),
  windowsPowershell: (line) => programArguments(programLine(powershellArguments(line).slice(1), 'windowsPowershell5')),
  cmd: (line) => programArguments(cmdProgramLine(line, 'prompt', false)).slice(1),
};

const names: Readonly<Record<string, readonly string[]>> = {
  'plain names': ['Acme', 'Acme, Inc.'],
  'one plain name': ['Acme'],
  'what a shell runs': ['x’; calc; ‘y', '$(id)', '`id`', 'a & b | c > d', '%PATH%', '!x!', 'a^b'],
  quotes: ['O’Neil', "O'Neil", 'say "hi"', '""', '\\"', 'C:\\a b\\'],
  'what the CLI reads a file for': ['file:///etc/passwd'],
  'what the CLI takes for an option or for JSON': ['-x', '--profile', '["a"]', '{"a":1}', ''],
  'scripts, pairs and marks': ['Łódź', '日本', 'مرحبا', '😀', 'a\u202eb', 'a\u0000b', 'line\r\nline\t', '\u001b[201~'],
};

/** Returns the same request with moments in one format: the CLI leaves out milliseconds of zero. */
function moments(request: unknown): unknown {
  return JSON.parse(JSON.stringify(request), (name, value) =>
    /LastModifiedDate$/.test(name) && typeof value === 'string' ? new Date(value).toISOString() : value,
  );
}

('missing' in awsCli ? describe.skip : describe)(`a copied command and the ${titleOf('AWS CLI', awsCli)}`, function () {
  this.timeout(60_000);
  let server: Server;
  let url: string;
  const received: unknown[] = [];

  before(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString('latin1');
      });
      request.on('end', () => {
        received.push(JSON.parse(Buffer.from(body, 'latin1').toString()));
        response.setHeader('content-type', 'application/x-amz-json-1.0').end('{"OpportunitySummaries":[]}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  for (const shell of shells) {
    for (const [what, companies] of Object.entries(names)) {
      it(`asks for what was meant: ${shell}, ${what}`, async () => {
        const request: ListRequest = {
          ...toRequest({
            catalog: 'AWS',
            sort: { SortBy: 'TargetCloseDate', SortOrder: 'ASCENDING' },
            pageSize: 20,
            now: utc('2026-06-15'),
            filter: {
              LifeCycleStage: ['Prospect', 'Closed Lost'],
              LastModifiedDate: { AfterLastModifiedDate: '2026-01-01T00:00:00Z' },
              TargetCloseDate: { AfterTargetCloseDate: '2026-01-01', BeforeTargetCloseDate: '2026-12-31' },
            },
          }),
          CustomerCompanyName: companies,
          Identifier: ['O1', ...companies],
        };
        const options = { endpoint: url, maxItems: 50, startingToken: 'file:///etc/passwd' };
        const written = toCliCommand(request, options, shell);
        const line = 'command' in written ? written.command : assert.fail(JSON.stringify(written));
        received.length = 0;
        const { code, errors } = await runAwsWords(readBy[shell](line));
        assert.equal(code, 0, errors);
        const meant = { ...request, NextToken: 'file:///etc/passwd' };
        assert.deepEqual(moments(received[0]), moments(meant));
        assert.equal(received.length, 1);
      });
    }
  }
});

('missing' in awsCli ? describe.skip : describe)(
  `a line copied from a row, and the ${titleOf('AWS CLI', awsCli)}`,
  function () {
    this.timeout(60_000);
    const data = { opportunities: 600, seed: 1, anchor: new Date('2026-11-13'), hostile: true };
    let server: DemoServer;
    let folder: string;
    useDemoKeys();

    before(async () => {
      server = await startDemoServer(data);
      folder = await mkdtemp(join(tmpdir(), 'copied-line-'));
    });
    after(async () => {
      await server.close();
      await rm(folder, { recursive: true });
    });

    it('lists the rows of the stage, in their order', async () => {
      const { env } = await writeAwsFiles(folder);
      const window = await openWindow(() => ownSource(server.url));
      try {
        window.moveTo(utc('2026-11-12T12:00:00Z'));
        vscode.set('partnerCentral.endpoint', server.url);
        await window.choices.choose({
          profile: 'demo',
          filter: {
            LifeCycleReviewStatus: ['Action Required', 'Rejected'],
            TargetCloseDate: { BeforeTargetCloseDate: '-1d' },
          },
          sort: { SortBy: 'CustomerCompanyName', SortOrder: 'ASCENDING' },
        });
        const { opportunityCommands } = await import('../../src/views/opportunities/opportunityCommands');
        const prospect: Row = { kind: 'stage', stage: 'Prospect' };
        const shown = (await window.tree.getChildren(prospect)).map((row) =>
          row.kind === 'opportunity' ? row.item.Id : row.kind,
        );
        await opportunityCommands(window.parts)['partnerCentral.copyCliCommand'](prospect);
        const line = vscode.clipboard[0] ?? assert.fail('nothing was copied');
        assert.match(line, / --profile demo /);
        assert.deepEqual(await runLine(line, env), shown);
        const overdue = generateOpportunities({ count: 600, catalog: 'AWS', ...data }).filter(
          ({ LifeCycle }) =>
            LifeCycle?.Stage === 'Prospect' &&
            /^(Action Required|Rejected)$/.test(LifeCycle.ReviewStatus ?? '') &&
            (LifeCycle.TargetCloseDate ?? '2026-11-12') < '2026-11-12',
        );
        assert.deepEqual(shown.toSorted(), overdue.map(({ Id }) => Id).toSorted());
        assert.notEqual(shown.length, 0);
      } finally {
        window.dispose();
      }
    });
  },
);
