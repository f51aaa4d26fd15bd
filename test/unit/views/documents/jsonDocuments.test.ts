import assert from 'node:assert/strict';
import type { FileChangeEvent, Uri } from 'vscode';
import { SourceError } from '../../../../src/core/errors/sourceError';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { vscode, vscodeModule } from '../../../support/fakeVscode';
import { hostileMessages } from '../../../support/hostileTexts';
import { calm, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

const later = '2026-02-01T00:00:00.000Z';

describe('JSON documents', () => {
  let window: WindowUnderTest;
  let source: FakeSource;
  let items: OpportunitySummary[];
  let failure: SourceError | undefined;
  const changed: string[] = [];

  beforeEach(async () => {
    items = [summary('O1'), summary('O2'), summary('O3')];
    failure = undefined;
    changed.length = 0;
    window = await openWindow(() => {
      source = new FakeSource(({ Identifier: ids }) => {
        if (ids && failure) return failure;
        const known = [...items, summary('O7'), summary('O8')];
        return page(ids ? known.filter(({ Id: id }) => id !== undefined && ids.includes(id)) : items);
      });
      return source;
    });
    window.documents.onDidChangeFile(
      (events: FileChangeEvent[]) => void changed.push(...events.map(({ uri }) => String(uri))),
    );
    await window.current.value.listOf('Prospect')?.firstPage();
  });

  afterEach(() => window.dispose());

  const textOf = async (uri: Uri) => JSON.parse(new TextDecoder().decode(await window.documents.readFile(uri)));
  const loaded = (id: string) => window.current.value.find(id) ?? assert.fail(id);
  const tabOf = (uri: Uri, isActive = true) => {
    const { TabInputText } = vscodeModule();
    vscode.tabs.push({ input: new TabInputText(uri), label: String(uri), isActive, group: { viewColumn: 1 } });
  };

  it('show an opportunity under its catalog and id, with nothing of a customer in the address', async () => {
    const uri = window.documents.uriOf(loaded('O1'));
    assert.equal(String(uri), 'partner-central:/AWS/O1.opportunity.json');
    assert.deepEqual(await textOf(uri), items[0]);
    assert.equal(source.calls.length, 1, 'nothing is read for it');
    const { mtime, size, permissions } = await window.documents.stat(uri);
    assert.equal(mtime, Date.parse('2026-01-01T00:00:00.000Z'));
    assert.equal(size, (await window.documents.readFile(uri)).byteLength);
    assert.equal(permissions, 1, 'read-only');
  });

  it('follow what a refresh brings, where something in them changed', async () => {
    const [first, second] = [loaded('O1'), loaded('O2')];
    const uris = [window.documents.uriOf(first), window.documents.uriOf(second)];
    const selection = window.documents.uriOfSelection([first, second]);
    const before = (await window.documents.stat(selection)).mtime;
    items = [summary('O1', 'Prospect', later), ...items.slice(1)];
    await window.current.value.refresh();
    assert.deepEqual(changed, [String(uris[0]), String(selection)]);
    assert.equal((await textOf(uris[0] ?? assert.fail())).LastModifiedDate, later);
    assert.deepEqual(
      (await textOf(selection)).map(({ LastModifiedDate: at }: OpportunitySummary) => at),
      [later, '2026-01-01T00:00:00.000Z'],
    );
    assert.notEqual((await window.documents.stat(selection)).mtime, before, 'VS Code reads it again');
    changed.length = 0;
    await window.current.value.refresh();
    assert.deepEqual(changed, []);
  });

  describe('of 10,000 opportunities', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => summary(`O${1_000_000 + n}`));
    let uri: Uri;
    let turns: number;
    let counting: NodeJS.Immediate;
    let unchanged: typeof JSON.stringify;
    let written: number;

    /** Counts how often others have their turn, and how many opportunities are written as text. */
    const count = () => {
      const next = () => {
        turns += 1;
        counting = setImmediate(next);
      };
      [turns, written] = [0, 0];
      clearImmediate(counting);
      counting = setImmediate(next);
    };

    beforeEach(async () => {
      unchanged = JSON.stringify;
      JSON.stringify = ((value: unknown, ...rest: [undefined, number]) => {
        if (typeof value === 'object' && value !== null && 'Catalog' in value && 'Id' in value) written += 1;
        return unchanged(value, ...rest);
      }) as typeof JSON.stringify;
      items = many;
      await window.current.value.refresh();
      uri = window.documents.uriOfSelection(window.current.value.loaded());
      changed.length = 0;
      count();
    });

    afterEach(() => {
      JSON.stringify = unchanged;
      clearImmediate(counting);
    });

    it('are written as others are, and others have their turn meanwhile', async () => {
      const [text, { size }] = await Promise.all([window.documents.readFile(uri), window.documents.stat(uri)]);
      assert.equal(new TextDecoder().decode(text), `${unchanged(many, null, 2)}\n`);
      assert.equal(size, text.byteLength);
      assert.ok(turns > 20, `${turns} turns`);
      assert.equal(written, many.length, 'once for the size and for the text');
    });

    it('cost no text where a page brings nothing newer', async () => {
      await window.current.value.listOf('Qualified')?.firstPage();
      await calm();
      assert.deepEqual([changed, written], [[], 0]);
      items = many.map((item) => ({ ...item }));
      await window.current.value.refresh();
      while (written < 2 * many.length) await calm();
      await calm();
      count();
      await window.current.value.listOf('Committed')?.firstPage();
      await calm();
      assert.deepEqual([changed, written], [[], 0], 'what reads the same is compared once');
    });

    it('follow what a refresh brings, and others have their turn meanwhile', async () => {
      items = many.map((item, n) => (n === 7_000 ? summary(item.Id, 'Prospect', later) : { ...item }));
      await window.current.value.refresh();
      count();
      while (changed.length === 0) await calm();
      assert.deepEqual(changed, [String(uri)]);
      assert.ok(turns > 5, `${turns} turns`);
      assert.deepEqual(await textOf(uri), items);
    });

    it('follow nothing of a connection that was left meanwhile', async () => {
      items = many.map(({ Id: id }) => summary(id, 'Prospect', later));
      await window.current.value.refresh();
      await window.choices.choose({ catalog: 'Sandbox' });
      for (let turn = 0; turn < 20; turn++) await calm();
      assert.deepEqual(changed, []);
      await assert.rejects(window.documents.readFile(uri), /FileNotFound/);
    });
  });

  it('follow nothing any more once they are closed', async () => {
    const uri = window.documents.uriOf(loaded('O1'));
    vscode.closeDocument(uri);
    items = [summary('O1', 'Prospect', later)];
    await window.current.value.refresh();
    assert.deepEqual(changed, []);
  });

  it('R18: close with their connection, and are not shown under another one', async () => {
    const uri = window.documents.uriOf(loaded('O1'));
    const other = window.documents.uriOf(loaded('O2'));
    tabOf(uri);
    tabOf(other, false);
    tabOf(uri.with({ path: '/AWS/O3.opportunity.json' }), false);
    await window.choices.choose({ catalog: 'Sandbox' });
    await calm();
    assert.deepEqual(vscode.tabs, []);
    await assert.rejects(window.documents.readFile(uri), /FileNotFound/);
  });

  it('are read again by their ids, in one request, where they are opened again', async () => {
    const { Uri } = vscodeModule();
    const at = (path: string, query = '') => Uri.from({ scheme: 'partner-central', path, query });
    const uri = at('/AWS/O7.opportunity.json');
    const [text] = await Promise.all([textOf(uri), window.documents.stat(uri)]);
    assert.equal(text.Id, 'O7');
    assert.deepEqual(
      source.calls.slice(1).map(({ request }) => request.Identifier),
      [['O7']],
    );
    const several = at('/AWS/selection-7.opportunities.json', 'O8,O1');
    assert.deepEqual(
      (await textOf(several)).map(({ Id: id }: OpportunitySummary) => id),
      ['O8', 'O1'],
    );
    assert.match(String(window.documents.uriOfSelection([loaded('O1')])), /selection-8\.opportunities\.json\?O1$/);
    for (const [path, query] of [
      ['/Sandbox/O1.opportunity.json'],
      ['/AWS/O1.json'],
      ['/AWS/X1.opportunity.json'],
      ['/AWS/selection-1.opportunities.json', ''],
      ['/AWS/selection-1.opportunities.json', 'O1,X'],
      ['/AWS/selection-1.opportunities.json', Array(101).fill('O1').join()],
    ] as const) {
      await assert.rejects(window.documents.readFile(at(path, query)), /FileNotFound/, path);
    }
  });

  it('S10: end with their window: what VS Code restores closes, and AWS is not asked for it', async () => {
    const { Documents } = await import('../../../../src/views/documents/documents');
    const { TabInputTextDiff, Uri } = vscodeModule();
    const [uri, other] = ['O7', 'O8'].map((id) =>
      Uri.from({ scheme: 'partner-central', path: `/AWS/${id}.opportunity.json` }),
    );
    assert.ok(uri && other);
    tabOf(uri);
    tabOf(Uri.file('/notes.json'), false);
    const diff = new TabInputTextDiff(uri, other);
    vscode.tabs.push({ input: diff, label: 'O7 ↔ O8', isActive: false, group: { viewColumn: 1 } });
    // What was compared is not kept either.
    tabOf(Uri.from({ scheme: 'partner-central-comparison', path: '/comparison-1/Comparison.md' }), false);
    const asked = source.calls.length;
    const documents = new Documents(window.current);
    // VS Code asks at once for what it restores.
    for (const ask of [documents.stat(uri), documents.readFile(uri), documents.stat(other)]) {
      await assert.rejects(ask, /FileNotFound/);
    }
    await calm();
    assert.deepEqual(
      vscode.tabs.map(({ label }) => label),
      ['file:/notes.json'],
    );
    assert.equal(source.calls.length, asked);
    assert.ok((await documents.stat(uri)).size > 0, 'a person who opens it again has it');
    documents.dispose();
  });

  it('say why they cannot be read, and are tried once more where a person sees them', async () => {
    const { Uri } = vscodeModule();
    const uri = Uri.from({ scheme: 'partner-central', path: '/AWS/O9.opportunity.json' });
    await assert.rejects(window.documents.readFile(uri), /FileNotFound/);
    failure = new SourceError('accessDenied');
    const denied = Uri.from({ scheme: 'partner-central', path: '/AWS/O8.opportunity.json' });
    await assert.rejects(window.documents.readFile(denied), /Unavailable/);
    tabOf(denied);
    window.current.recover();
    await calm();
    assert.deepEqual(vscode.documents.map(String), [String(denied)], 'not what AWS does not know');
    window.current.recover();
    await calm();
    assert.equal(vscode.documents.length, 1, 'once');
    window.current.recover((code) => code === 'signInNeeded');
    await calm();
    assert.equal(vscode.documents.length, 1, 'not of something else');
    window.current.recover((code) => code === 'accessDenied');
    await calm();
    assert.equal(vscode.documents.length, 2, 'again where it may be over');
  });

  it('number what has no id, and give one opportunity one document', () => {
    const { Id: _, ...nameless } = summary('');
    const uri = window.documents.uriOf(nameless);
    assert.equal(String(uri), 'partner-central:/AWS/without-id-1.opportunity.json');
    assert.equal(String(window.documents.uriOf(nameless)), String(uri));
    assert.equal(String(window.documents.uriOf({ ...nameless })), 'partner-central:/AWS/without-id-2.opportunity.json');
  });

  it('S04, S07: have no name of anybody’s making, whatever a service calls an id', () => {
    for (const text of hostileMessages) {
      const { path, query } = window.documents.uriOf(summary(text));
      assert.match(path, /^\/AWS\/without-id-\d+\.opportunity\.json$/);
      assert.equal(query, '');
      assert.equal(window.documents.uriOfSelection([summary(text), summary('O1')]).query, '');
    }
  });

  it('can be neither written nor moved nor deleted', () => {
    const uri = window.documents.uriOf(loaded('O1'));
    for (const act of ['createDirectory', 'writeFile', 'delete', 'rename'] as const) {
      assert.throws(() => window.documents[act](uri), /NoPermissions/, act);
    }
    assert.deepEqual(window.documents.readDirectory(), []);
  });
});
