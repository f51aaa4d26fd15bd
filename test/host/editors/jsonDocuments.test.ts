import assert from 'node:assert/strict';
import { commands, Range, type TextDocument, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { OpportunitySummary } from '../../../src/core/model/opportunity';
import type { Row } from '../../../src/views/opportunities/rows';
import { fault } from '../../support/service/faults';
import { ConnectedExtension } from '../support/extensionUnderTest';

describe('JSON documents', () => {
  let connected: ConnectedExtension;
  /** Of an opportunity that no other test has opened: VS Code keeps documents for a while. */
  let id: string;
  let unused: (string | undefined)[];

  before(async () => {
    connected = await ConnectedExtension.start();
    unused = connected.list({ LifeCycleStage: ['Launched', 'Closed Lost'], MaxResults: 100 }).map(({ Id }) => Id);
  });

  after(() => connected.stop());

  beforeEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    connected.requests.length = 0;
    connected.intercept = undefined;
    const next = unused.pop();
    assert.ok(next);
    id = next;
  });

  function uriOf(name: string, catalog = 'AWS'): Uri {
    return Uri.from({ scheme: 'partner-central', path: `/${catalog}/${name}.opportunity.json` });
  }

  it('read an opportunity that is not loaded by its id, once', async () => {
    const document = await workspace.openTextDocument(uriOf(id));
    assert.equal(document.languageId, 'json');
    assert.deepEqual(JSON.parse(document.getText()), connected.lookUp(id));
    assert.deepEqual(
      connected.requests.map(({ Identifier, MaxResults, LifeCycleStage }) => [Identifier, MaxResults, LifeCycleStage]),
      [[[id], 1, undefined]],
    );
  });

  it('cannot be written', async () => {
    const uri = uriOf(id);
    assert.equal(workspace.fs.isWritableFileSystem('partner-central'), false);
    const before = (await workspace.fs.readFile(uri)).toString();
    await assert.rejects(async () => workspace.fs.writeFile(uri, new Uint8Array()));
    await assert.rejects(async () => workspace.fs.delete(uri));
    await assert.rejects(async () => workspace.fs.rename(uri, uriOf('O1')));
    await assert.rejects(async () => workspace.fs.createDirectory(uri.with({ path: '/AWS/x' })));
    const editor = await window.showTextDocument(uri);
    const edit = new WorkspaceEdit();
    edit.replace(uri, new Range(0, 0, 1, 0), 'changed');
    await workspace.applyEdit(edit);
    await editor.document.save();
    assert.equal((await workspace.fs.readFile(uri)).toString(), before);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  const foreign: readonly (readonly [name: string, uri: Uri])[] = [
    ['a path that climbs', Uri.parse('partner-central:/AWS/../../x')],
    [
      'a path that climbs behind a catalog',
      Uri.parse('partner-central:/AWS/%2e%2e/%2e%2e/etc/passwd.opportunity.json'),
    ],
    ['another catalog', uriOf('O1234567', 'Sandbox')],
    ['no catalog', uriOf('O1234567', 'Elsewhere')],
    ['no id', uriOf('Example Corp')],
    ['a list of ids', uriOf('O1,O2')],
    ['an id that is too long', uriOf(`O${'1'.repeat(20)}`)],
    ['another ending', Uri.parse('partner-central:/AWS/O1234567.json')],
    ['nothing', Uri.parse('partner-central:/')],
    ['the URI of a marked row', Uri.parse('partner-central:/row?overdue')],
  ];

  for (const [name, uri] of foreign) {
    it(`do not open for ${name}, and nothing is asked`, async () => {
      await assert.rejects(async () => workspace.openTextDocument(uri));
      await assert.rejects(async () => workspace.fs.stat(uri), { code: 'FileNotFound' });
      assert.deepEqual(connected.requests, []);
    });
  }

  it('are not found for an id that the service does not know', async () => {
    const uri = uriOf('O9');
    assert.equal(connected.lookUp('O9'), undefined);
    await assert.rejects(async () => workspace.fs.readFile(uri), { code: 'FileNotFound' });
    assert.deepEqual(connected.requests[0]?.Identifier, ['O9']);
  });

  it('say what happened when the AWS bundle fails, by its own error', async () => {
    connected.intercept = () => ({
      respond: fault(400, 'AccessDeniedException', { Message: 'no, for Example Corp' }),
    });
    await assert.rejects(
      async () => workspace.fs.readFile(uriOf(id)),
      (error: Error) => {
        assert.match(error.message, /AWS does not let demo call/);
        assert.doesNotMatch(error.message, /Example Corp/);
        return true;
      },
    );
    assert.equal(connected.requests.length, 1);
    connected.intercept = undefined;
    assert.ok((await workspace.fs.readFile(uriOf(id))).byteLength > 0, 'the next try is a new one');
  });

  it('tell VS Code their size and time as the file has them', async () => {
    const { size, mtime } = await workspace.fs.stat(uriOf(id));
    assert.equal(size, (await workspace.fs.readFile(uriOf(id))).byteLength);
    assert.equal(new Date(mtime).toISOString(), connected.lookUp(id)?.LastModifiedDate);
  });

  describe('of several opportunities', () => {
    const openSelection = async (items: readonly OpportunitySummary[]): Promise<TextDocument> => {
      const group = { kind: 'stage', stage: 'Prospect' } as const;
      const rows = items.map((item): Row => ({ kind: 'opportunity', group, item, key: item.Id ?? '' }));
      await commands.executeCommand('partnerCentral.openJson', rows[0], rows);
      return window.activeTextEditor?.document ?? assert.fail('nothing opened');
    };

    it('are one array, under a name that tells nothing, and a new one each time', async () => {
      const items = connected.list({ LifeCycleStage: ['Prospect'], MaxResults: 3 });
      const document = await openSelection(items);
      assert.equal(document.languageId, 'json');
      assert.equal(document.getText(), `${JSON.stringify(items, null, 2)}\n`);
      assert.match(document.uri.path, /^\/AWS\/selection-\d+\.opportunities\.json$/);
      const another = await openSelection(items.slice(1));
      assert.notEqual(another.uri.path, document.uri.path);
      assert.deepEqual(JSON.parse(another.getText()), items.slice(1));
      assert.deepEqual(connected.requests, []);
    });

    it('are one opportunity where that is all', async () => {
      const [item] = connected.list({ LifeCycleStage: ['Prospect'], MaxResults: 1 });
      assert.ok(item);
      const document = await openSelection([item]);
      assert.equal(document.uri.path, `/AWS/${item.Id}.opportunity.json`);
    });

    it('are read again by their ids once the window has forgotten them, in their order and in one request', async () => {
      // A stage that no test opens: what is loaded would not be read.
      const items = connected.list({ LifeCycleStage: ['Launched'], MaxResults: 3 }).toReversed();
      const uri = Uri.from({
        scheme: 'partner-central',
        path: '/AWS/selection-98.opportunities.json',
        query: items.map(({ Id }) => Id).join(','),
      });
      assert.deepEqual(JSON.parse(Buffer.from(await workspace.fs.readFile(uri)).toString()), items);
      assert.equal(connected.requests.length, 1);
      const another = await openSelection(items);
      assert.equal(another.uri.path, '/AWS/selection-99.opportunities.json', 'its name is no other’s');
      assert.equal(another.uri.query, uri.query);
    });

    for (const query of ['', 'O1,nothing', Array.from({ length: 101 }, (_, n) => `O${n + 1}`).join(',')]) {
      it(`are not found where nobody knows which they were: ${query.slice(0, 12)}`, async () => {
        const uri = Uri.from({ scheme: 'partner-central', path: '/AWS/selection-97.opportunities.json', query });
        await assert.rejects(async () => workspace.fs.stat(uri), { code: 'FileNotFound' });
        assert.deepEqual(connected.requests, []);
      });
    }
  });
});
