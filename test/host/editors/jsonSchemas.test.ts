import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  commands,
  DiagnosticSeverity,
  type Hover,
  languages,
  type MarkdownString,
  Uri,
  window,
  workspace,
} from 'vscode';
import { eventually } from '../support/eventually';
import { ConnectedExtension } from '../support/extensionUnderTest';

describe('the JSON Schema in VS Code', function () {
  // JSON's own extension has to start first.
  this.timeout(60_000);
  let connected: ConnectedExtension;
  let folder: string;

  before(async () => {
    connected = await ConnectedExtension.start();
    folder = await mkdtemp(join(tmpdir(), 'json-schemas-'));
  });

  after(async () => {
    await connected.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Opens a document and returns what a hover over a piece of it says. */
  async function hover(uri: Uri, piece: string): Promise<string> {
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document);
    return await eventually(async () => {
      // A document that was open before may still be on its way to what it says now.
      const at = document.getText().indexOf(piece);
      assert.ok(at >= 0, `no ${piece} in ${document.getText().slice(0, 200)}`);
      const position = document.positionAt(at + 1);
      const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', uri, position);
      const text = hovers.flatMap(({ contents }) => (contents as MarkdownString[]).map(({ value }) => value)).join('');
      assert.ok(text, `no hover on ${piece}`);
      return text;
    }, 30_000);
  }

  it('tells AWS’s description of a field, takes a stage of the future, and marks an id that is none', async () => {
    const [item] = connected.list({ LifeCycleStage: ['Committed'], MaxResults: 1 });
    const uri = Uri.file(join(folder, 'x.opportunities.json'));
    const newer = { ...item, LifeCycle: { ...item?.LifeCycle, Stage: 'Closed Won' } };
    const strange = { ...item, Id: 'Q1' };
    await writeFile(uri.fsPath, JSON.stringify({ OpportunitySummaries: [item, newer, strange] }, null, 2));
    assert.match(await hover(uri, '"CompanyName"'), /Specifies the/);
    const [problem, ...others] = await eventually(() => {
      const found = languages.getDiagnostics(uri);
      assert.ok(found.length > 0);
      return found;
    });
    assert.deepEqual(others, [], 'the opportunity of the service itself is as AWS’s types say');
    assert.equal(problem?.severity, DiagnosticSeverity.Warning);
    assert.match(problem?.message ?? '', /pattern/);
    assert.equal(
      problem?.range.start.line,
      (await workspace.openTextDocument(uri))
        .getText()
        .split('\n')
        .findIndex((line) => line.includes('"Q1"')),
    );
  });

  it('holds for this extension’s own documents', async () => {
    const [one] = connected.list({ LifeCycleStage: ['Committed'], MaxResults: 1 });
    assert.ok(one);
    const uri = Uri.parse(`partner-central:/AWS/${one.Id}.opportunity.json`);
    assert.match(await hover(uri, '"ReviewStatus"'), /Indicates the review status/);
    assert.deepEqual(languages.getDiagnostics(uri), []);
  });
});
