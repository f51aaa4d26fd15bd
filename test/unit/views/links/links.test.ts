import assert from 'node:assert/strict';
import type { DocumentLink, Hover, Position, TerminalLink } from 'vscode';
import { SourceError } from '../../../../src/core/errors/sourceError';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { vscode } from '../../../support/fakeVscode';
import { hostileTexts } from '../../../support/hostileTexts';
import { calm, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

interface Providers {
  readonly documentLinks: { provideDocumentLinks(document: object, token: object): Promise<DocumentLink[]> };
  readonly hover: { provideHover(document: object, position: object): Hover | undefined };
  readonly terminalLinks: {
    provideTerminalLinks(context: { line: string }): TerminalLink[];
    handleTerminalLink(link: TerminalLink): Promise<void>;
  };
  readonly uris: { handleUri(uri: object): Promise<void> };
}

const arn = (catalog: string) =>
  `arn:aws:partnercentral:us-east-1:123456789012:catalog/${catalog}/opportunity/O1000001`;
const token = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => {} }) };

/** A document with these lines. */
const documentOf = (...lines: readonly string[]) => ({
  version: 1,
  lineCount: lines.length,
  lineAt: (line: number) => ({ text: lines[line] ?? '' }),
});

describe('links to opportunities', () => {
  let window: WindowUnderTest;
  let sources: FakeSource[];
  let items: OpportunitySummary[];
  let failure: SourceError | undefined;
  let ended: { dispose(): void };

  beforeEach(async () => {
    items = [{ ...summary('O1000001'), Customer: { Account: { CompanyName: 'Lakeshore Foods' } } }];
    failure = undefined;
    sources = [];
    window = await openWindow(() => {
      const source = new FakeSource(({ Identifier: ids }) => {
        if (ids && failure) return failure;
        const known = [...items, summary('O1000007')];
        return page(ids ? known.filter(({ Id: id }) => ids.includes(id ?? '')) : items);
      });
      sources.push(source);
      return source;
    });
    const { registerLinks } = await import('../../../../src/views/links/register');
    ended = registerLinks({ ...window.parts, subscriptions: [] });
  });

  afterEach(() => {
    ended.dispose();
    window.dispose();
    vscode.answer = () => undefined;
  });

  const provider = <Name extends keyof Providers>(name: Name) =>
    (vscode.providers.get(name) ?? assert.fail(`${name} is not registered`)) as Providers[Name];
  const load = async () => {
    await window.current.value.listOf('Prospect')?.firstPage();
    for (let turn = 0; !vscode.providers.has('hover') && turn < 100; turn++) await calm();
  };
  const opened = () =>
    vscode.executed
      .filter(([id]) => id === 'partnerCentral.openDetails')
      .map(([, what]) => (what as { item: OpportunitySummary }).item.Id);
  const asked = () =>
    sources
      .flatMap(({ calls }) => calls.map(({ request }) => request))
      .filter(({ Identifier: ids }) => ids !== undefined);
  const questions = () => vscode.textsIn('notification');
  const agree = (button: string) => {
    vscode.answer = (buttons) => buttons.find((each) => each === button);
  };
  const named = (target: unknown) => {
    const [, command, args] = /^command:([^?]+)\?(.*)$/.exec(String(target)) ?? [];
    return [command ?? '', JSON.parse(decodeURIComponent(args ?? ''))[0]] as const;
  };

  it('are not looked for before anything was requested', async () => {
    assert.deepEqual([...vscode.providers.keys()], ['uris']);
    await load();
    assert.deepEqual([...vscode.providers.keys()].sort(), ['documentLinks', 'hover', 'terminalLinks', 'uris']);
  });

  describe('in texts', () => {
    beforeEach(load);

    const linksOf = (...lines: readonly string[]) =>
      provider('documentLinks').provideDocumentLinks(documentOf(...lines), token);

    it('lead to what is named, with nothing but an id and a catalog', async () => {
      const links = await linksOf('O365 and O1', '', `"O1000001", ${arn('Sandbox')}`);
      assert.deepEqual(
        links.map(({ range: { start, end } }) => [start.line, start.character, end.character]),
        [
          [2, 1, 9],
          [2, 12, 12 + arn('Sandbox').length],
        ],
      );
      assert.deepEqual(
        links.map(({ target }) => named(target)),
        [
          ['partnerCentral.openNamed', { id: 'O1000001' }],
          ['partnerCentral.openNamed', { id: 'O1000001', catalog: 'Sandbox' }],
        ],
      );
    });

    it('open the details of what is loaded without a request, and read the others by their ids', async () => {
      for (const id of ['O1000001', 'O1000007']) {
        const [link] = await linksOf(id);
        const [command, argument] = named(link?.target);
        await vscode.run(command, argument);
      }
      assert.deepEqual(opened(), ['O1000001', 'O1000007']);
      assert.deepEqual(
        asked().map(({ Identifier: ids }) => ids),
        [['O1000007']],
      );
      const { terminalLinks } = { terminalLinks: provider('terminalLinks') };
      const [inTerminal] = terminalLinks.provideTerminalLinks({ line: '$ see O1000001' });
      assert.deepEqual([inTerminal?.startIndex, inTerminal?.length], [6, 8]);
      await terminalLinks.handleTerminalLink(inTerminal ?? assert.fail());
      assert.deepEqual(opened(), ['O1000001', 'O1000007', 'O1000001']);
    });

    it('say so where AWS has none, and where reading fails', async () => {
      await vscode.run('partnerCentral.openNamed', { id: 'O9999999' });
      failure = new SourceError('offline');
      await vscode.run('partnerCentral.openNamed', { id: 'O9999998' });
      assert.match(questions()[0] ?? '', /^O9999999: /);
      assert.match(questions()[1] ?? '', /^O9999998: /);
      assert.deepEqual(opened(), []);
    });

    it('open nothing of a connection that was left meanwhile', async () => {
      items = [];
      const source = sources.at(-1) ?? assert.fail();
      Reflect.set(source, 'script', undefined);
      const running = vscode.run('partnerCentral.openNamed', { id: 'O1000007' });
      await calm();
      await window.choices.choose({ catalog: 'Sandbox' });
      source.calls.at(-1)?.answer(page([summary('O1000007')]));
      await running;
      assert.deepEqual([opened(), questions()], [[], []]);
    });

    it('of the other catalog say so, and switch only if the person wants that', async () => {
      await vscode.run('partnerCentral.openNamed', { id: 'O1000001', catalog: 'Sandbox' });
      assert.deepEqual(questions(), ['O1000001 is in the Sandbox catalog. This window shows the AWS catalog.']);
      assert.deepEqual([opened(), window.current.connection.catalog], [[], 'AWS']);
      agree('Switch to Sandbox');
      await vscode.run('partnerCentral.openNamed', { id: 'O1000001', catalog: 'Sandbox' });
      assert.deepEqual([opened(), window.current.connection.catalog], [['O1000001'], 'Sandbox']);
    });

    it('take nothing else than an id and a catalog', async () => {
      const id = 'O1000001';
      for (const forged of [
        ...[undefined, null, id, [id], {}, { id: 1 }, { id: `${id} ` }, { id: 'x' }, { id: `${id}\n` }],
        ...[{ id, catalog: 'aws' }, { id, catalog: null }, { id: { toString: () => id } }, ...hostileTexts],
      ]) {
        await vscode.run('partnerCentral.openNamed', forged);
      }
      assert.deepEqual([opened(), asked(), questions()], [[], [], []]);
    });

    it('end where a document is too large, and where nobody waits for them any more', async () => {
      const filler = 'x'.repeat(9_999);
      const large = documentOf(...Array.from({ length: 120 }, (_, line) => (line % 50 === 0 ? 'O1000001' : filler)));
      const lines = (await provider('documentLinks').provideDocumentLinks(large, token)).map(
        ({ range }) => range.start.line,
      );
      assert.deepEqual(lines, [0, 50, 100]);
      const tail = documentOf(...Array.from({ length: 120 }, (_, line) => (line === 110 ? 'O1000001' : filler)));
      assert.deepEqual(await provider('documentLinks').provideDocumentLinks(tail, token), []);
      assert.deepEqual(await linksOf(`${'x'.repeat(20_000)} O1000001`), []);
      assert.equal((await linksOf(...Array(7_000).fill('O1000001'))).length, 5_000);
      const cancelled = { ...token, isCancellationRequested: true };
      assert.deepEqual(await provider('documentLinks').provideDocumentLinks(documentOf('O1000001'), cancelled), []);
      const changing = { ...documentOf(...Array(2_000).fill('O1000001')), version: 1 };
      const running = provider('documentLinks').provideDocumentLinks(changing, token);
      changing.version = 2;
      assert.deepEqual(await running, []);
    });
  });

  describe('under the pointer', () => {
    beforeEach(load);

    const hover = (line: string, character: number) =>
      provider('hover').provideHover(documentOf(line), { line: 0, character } satisfies Pick<
        Position,
        'line' | 'character'
      >);
    const textOf = (found: Hover | undefined) => (found?.contents as unknown as { value: string } | undefined)?.value;

    it('show what is loaded, as text', () => {
      assert.match(textOf(hover('see O1000001.', 6)) ?? '', /^### Lakeshore Foods\n\nStage: \*\*Prospect\*\*/);
      assert.match(textOf(hover(`${' '.repeat(5_000)}${arn('AWS')}`, 5_020)) ?? '', /Lakeshore/);
      const { start, end } = hover('see O1000001.', 4)?.range ?? assert.fail();
      assert.deepEqual([start.character, end.character], [4, 12]);
    });

    it('show nothing of what is not loaded or not there, and ask AWS for nothing', async () => {
      assert.equal(hover('see O1000007.', 6), undefined);
      assert.equal(hover('see O1000001.', 2), undefined);
      assert.equal(hover('see O1', 5), undefined);
      assert.equal(hover(arn('Sandbox'), 20), undefined);
      await window.choices.choose({ catalog: 'Sandbox' });
      assert.equal(hover('see O1000001.', 6), undefined);
      await calm();
      assert.deepEqual(asked(), []);
      assert.equal(sources.length, 1, 'no list is opened for it');
    });

    it('say where it is sample data', async () => {
      await window.choices.choose({ sampleData: true });
      await load();
      assert.match(textOf(hover('O1000001', 1)) ?? '', /_Sample data_$/);
    });
  });

  describe('from outside', () => {
    const follow = (path: string, query = 'catalog=AWS', fragment = '') =>
      provider('uris').handleUri({ path, query, fragment });

    it('are opened once the person agrees, who is asked once', async () => {
      await follow('/opportunity/O1000001');
      assert.deepEqual(questions(), [
        'Open opportunity O1000001 of the AWS catalog? It is read with the default credentials.',
      ]);
      assert.deepEqual([opened(), sources.length], [[], 0], 'nothing is requested');
      agree('Open');
      await follow('/opportunity/O1000001');
      await follow('/opportunity/O1000007');
      assert.deepEqual(opened(), ['O1000001', 'O1000007']);
      assert.equal(questions().length, 2);
    });

    it('ask one question where two come at once', async () => {
      agree('Open');
      await Promise.all([follow('/opportunity/O1000001'), follow('/opportunity/O1000007')]);
      assert.equal(questions().length, 1);
      assert.deepEqual(opened().sort(), ['O1000001', 'O1000007']);
    });

    it('name the profile, as text', async () => {
      await window.choices.choose({ profile: '[x](command:evil) $(flame)' });
      await follow('/opportunity/O1000001');
      const [question = ''] = questions();
      assert.match(question, /^Open opportunity O1000001 of the AWS catalog\? It is read with profile /);
      assert.doesNotMatch(question, /\]\(command:/);
    });

    it('that are no links of ours are refused', async () => {
      agree('Open');
      const refused = [
        ...[['/'], ['/opportunity/'], ['/opportunity/O1x'], ['/opportunities/O1000001'], ['/opportunity/O1000001/x']],
        ...[
          ['/opportunity/O1000001', ''],
          ['/opportunity/O1000001', 'catalog=Other'],
          ['/opportunity/O1000001', 'profile=x'],
        ],
        ...[['/opportunity/O1000001', 'catalog=AWS', 'x']],
        ...hostileTexts.map((text) => [`/opportunity/${text}`]),
        ...hostileTexts.map((text) => ['/opportunity/O1000001', `catalog=${text}`]),
      ] as [string, string?, string?][];
      for (const parts of refused) await follow(...parts);
      assert.deepEqual(
        new Set(questions()),
        new Set(['This link does not lead to an opportunity. Ask for one that was made with Copy Link.']),
      );
      assert.equal(questions().length, refused.length);
      assert.deepEqual([opened(), sources.length], [[], 0]);
    });

    it('of the other catalog switch only if the person wants that', async () => {
      await follow('/opportunity/O1000001', 'catalog=Sandbox');
      assert.deepEqual(questions(), [
        'Switch this window from the AWS catalog to the Sandbox catalog, and open opportunity O1000001? It is read with the default credentials.',
      ]);
      assert.deepEqual([opened(), window.current.connection.catalog], [[], 'AWS']);
      agree('Switch to Sandbox');
      await follow('/opportunity/O1000001', 'catalog=Sandbox');
      assert.deepEqual([opened(), window.current.connection.catalog], [['O1000001'], 'Sandbox']);
      await follow('/opportunity/O1000007', 'catalog=Sandbox');
      assert.equal(questions().length, 2, 'the person agreed already');
    });

    it('leave sample data only if the person wants that', async () => {
      await window.choices.choose({ sampleData: true });
      await follow('/opportunity/O1000001');
      assert.deepEqual(questions(), [
        'Opportunity O1000001 of the AWS catalog is not in the sample data of this window. Leave the sample data?',
      ]);
      assert.deepEqual([opened(), window.current.connection.kind], [[], 'sample']);
      vscode.answer = ([first]) => first;
      await follow('/opportunity/O1000001');
      assert.deepEqual([opened(), window.current.connection.kind], [['O1000001'], 'aws']);
    });
  });

  describe('to copy', () => {
    it('name each selected opportunity on a line of its own, and nothing of a customer', async () => {
      const { copyLinks } = await import('../../../../src/views/links/copyLinks');
      const start = 'vscode://partner-central-tools.partner-central-opportunities/opportunity';
      await copyLinks({ opportunities: items }, window.current);
      const { Id: _, ...nameless } = summary('');
      await copyLinks({ opportunities: [...items, summary('O2'), summary('$(flame)'), nameless] }, window.current);
      await copyLinks({ opportunities: [nameless] }, window.current);
      assert.deepEqual(vscode.clipboard, [
        `${start}/O1000001?catalog=AWS`,
        `${start}/O1000001?catalog=AWS\n${start}/O2?catalog=AWS`,
      ]);
      assert.deepEqual(vscode.textsIn('statusBar.text'), ['Copied 2 links; 2 of those selected have no ID.']);
    });

    it('are not there for sample data, of which AWS has nothing', async () => {
      const { copyLinks } = await import('../../../../src/views/links/copyLinks');
      await window.choices.choose({ sampleData: true });
      await copyLinks({ opportunities: items }, window.current);
      assert.deepEqual([vscode.clipboard, vscode.textsIn('statusBar.text')], [[], ['Sample data has no links.']]);
    });
  });
});
