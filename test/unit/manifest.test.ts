import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  changesViewId,
  commands,
  commandsOf,
  comparisonScheme,
  contextKeys,
  detailPanelType,
  documentScheme,
  type Feature,
  pipelineViewId,
  prefix,
  titleActions,
  titles,
  viewId,
  welcomes,
} from '../../src/contributions';
import { sortFields, sortOrders } from '../../src/core/model/opportunity';
import { fieldProblems, readRowFields, rowFields, usualFields } from '../../src/core/query/rowFields';
import { readSavedFilters } from '../../src/core/query/savedFilters';
import { readSettings, type SettingKey } from '../../src/core/query/settings';
import { utc } from '../support/moments';

interface Property {
  readonly type: string;
  readonly default: unknown;
  readonly scope: string;
  readonly enum?: readonly string[];
  readonly items?: { readonly enum?: readonly string[]; readonly enumDescriptions?: readonly string[] };
  readonly minimum?: number;
  readonly maximum?: number;
}

const manifestText = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(manifestText);
const words: Record<string, string> = JSON.parse(readFileSync('package.nls.json', 'utf8'));
const properties: Record<string, Property> = manifest.contributes.configuration.properties;
const short = (key: string) => key.replace('partnerCentral.', '');

/** What VS Code gives each command, by its name. */
const takes = new Map<string, string>(
  (Object.keys(commands) as Feature[]).flatMap((feature) =>
    commandsOf(feature).map(([id, kind]): [string, string] => [short(id), kind]),
  ),
);
const rowsOf = new Map<string, string>(Object.entries(titleActions));
/** The title of each command that has one, by its name. */
const titleOf = new Map<string, string>([
  ...Object.entries(titles),
  ...Object.entries(titleActions).map(([name, of]): [string, string] => [name, titles[of]]),
]);

interface Declared {
  readonly command: string;
  readonly category: string;
  readonly title: string;
  readonly icon?: string;
}
interface Entry {
  readonly command: string;
  readonly when: string;
}

const declared: readonly Declared[] = manifest.contributes.commands;
const menus: Readonly<Record<string, readonly Entry[]>> = manifest.contributes.menus;

describe('the manifest', () => {
  it('declares the commands of the table that have a title, and no other', () => {
    assert.deepEqual(declared.map(({ command }) => short(command)).sort(), [...titleOf.keys()].sort());
    assert.deepEqual(
      [...takes.keys()].filter((name) => !titleOf.has(name)),
      ['activateRow', 'keepRow', 'previewDetails', 'openChange', 'runRemedy'],
      'what stands behind rows is in no menu',
    );
    assert.equal(new Set(declared.map(({ command }) => command)).size, declared.length);
  });

  it('calls each command as the table does', () => {
    for (const { command, category, title } of declared) {
      const name = short(command);
      assert.equal(command, `${prefix}.${name}`);
      assert.equal(category, 'Partner Central');
      assert.equal(title, `%command.${rowsOf.get(name) ?? name}%`);
      assert.equal(words[title.slice(1, -1)], titleOf.get(name));
    }
  });

  it('puts only declared commands into menus', () => {
    for (const { command } of Object.values(menus).flat()) assert.ok(titleOf.has(short(command)), command);
  });

  it('puts commands only where VS Code gives them what they take', () => {
    const inMenu = (menu: string) => (menus[menu] ?? []).map(({ command }) => short(command));
    assert.ok(inMenu('view/title').length > 20);
    for (const name of inMenu('view/title')) assert.equal(takes.get(name), 'nothing', `${name} takes a row`);
    for (const name of inMenu('view/item/context'))
      assert.match(takes.get(name) ?? '', /^(rows(OrAll)?|changes)$/, name);
    for (const name of inMenu('editor/title')) {
      assert.equal(takes.get(name), name === 'keepPanel' ? 'nothing' : 'file', name);
    }
    assert.deepEqual(
      inMenu('explorer/context').map((name) => takes.get(name)),
      ['files'],
    );
    assert.deepEqual(Object.keys(menus).sort(), [
      'commandPalette',
      'editor/title',
      'explorer/context',
      'view/item/context',
      'view/title',
    ]);
  });

  it('has the title’s own commands in the title alone, each beside one in the menus of rows', () => {
    const inRows = (menus['view/item/context'] ?? []).map(({ command }) => short(command));
    for (const [id, rows] of rowsOf) {
      for (const [menu, entries] of Object.entries(menus)) {
        const own = entries.filter(({ command }) => short(command) === id);
        if (menu === 'commandPalette') assert.deepEqual(own, [{ command: `${prefix}.${id}`, when: 'false' }]);
        else assert.equal(own.length, menu === 'view/title' ? 1 : 0, `${id} in ${menu}`);
      }
      assert.ok(inRows.includes(rows), rows);
      assert.equal(takes.get(rows), 'rowsOrAll', rows);
    }
  });

  it('names in its conditions only views, schemes and context keys of the code', () => {
    const { viewsWelcome, keybindings } = manifest.contributes;
    const conditions = [...Object.values(menus).flat(), ...viewsWelcome, ...keybindings].map(({ when }) => when);
    const known: readonly string[] = [viewId, changesViewId, pipelineViewId, detailPanelType, ...contextKeys];
    const named = conditions.flatMap((when) => when.match(/\bpartnerCentral\.\w+/g) ?? []);
    assert.ok(named.length > 50);
    for (const name of named) assert.ok(known.includes(name), name);
    const schemes = conditions.flatMap((when) => when.match(/\bpartner-central[\w-]*/g) ?? []);
    for (const scheme of schemes) assert.ok([documentScheme, comparisonScheme].includes(scheme), scheme);
  });

  it('is spelled by the code in one place: elsewhere are only ids of commands, context keys and settings', () => {
    const settings = Object.keys(properties).map(short);
    const known = new Set([...takes.keys(), ...contextKeys.map(short), ...settings]);
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
      /^(views|host).*\.ts$/.test(file),
    );
    assert.ok(files.length > 80);
    for (const file of files) {
      const text = readFileSync(join('src', file), 'utf8');
      for (const [, name = ''] of text.matchAll(/['"`]partnerCentral\.(\w+)/g))
        assert.ok(known.has(name), `${file}: ${name}`);
      assert.doesNotMatch(
        text,
        /['"`](partnerCentral|partner-central(-comparison)?|partnerCentral\.(opportunities|changes|pipeline|details))['"`]/,
        file,
      );
    }
  });

  it('offers what can be done with one opportunity only where one is selected', () => {
    const rows = menus['view/item/context'] ?? [];
    const single = ['openDetails', 'openInConsole', 'filterByCompany', 'filterByStatus', 'filterByStage'];
    const offeredWhere = (condition: string) =>
      rows.filter(({ when }) => when.split(' && ').includes(condition)).map(({ command }) => short(command));
    assert.deepEqual([...new Set(offeredWhere('!listMultiSelection'))].sort(), [...single].sort());
    assert.deepEqual(offeredWhere('listMultiSelection'), ['compare']);
    const inPalette = menus.commandPalette?.find(({ command }) => command === 'partnerCentral.compare');
    assert.equal(inPalette?.when, 'partnerCentral.selected');
  });

  it('has no menu of rows that changes with what is selected or loaded: VS Code would forget the selection', () => {
    // These change with the connection alone.
    const steady = [
      'partnerCentral.opportunities',
      'partnerCentral.changes',
      'partnerCentral.sampleData',
      'partnerCentral.console',
    ];
    for (const { command, when } of menus['view/item/context'] ?? []) {
      const keys = when.match(/partnerCentral\.\w+/g) ?? [];
      assert.deepEqual(
        keys.filter((key) => !steady.includes(key)),
        [],
        command,
      );
    }
  });

  it('offers a page in Partner Central only where opportunities have one', () => {
    const offered = Object.values(menus)
      .flat()
      .filter(({ command, when }) => command === 'partnerCentral.openInConsole' && when !== 'false');
    assert.ok(offered.length > 0);
    for (const { when } of offered) assert.ok(when.split(' && ').includes('partnerCentral.console'), when);
  });

  it('offers on a row of a list only what does something there', () => {
    const contexts = [
      'stage',
      'stage more',
      'stage loading',
      'stage complete',
      'stage failed',
      'more',
      'failed retry',
      'failed',
    ];
    const where = (name: string) => {
      const patterns = (menus['view/item/context'] ?? [])
        .filter(({ command }) => short(command) === name)
        .map(({ when }) => new RegExp(/viewItem =~ \/(.+?)\/$/.exec(when)?.[1] ?? assert.fail(when)));
      return contexts.filter((context) => patterns.some((pattern) => pattern.test(context)));
    };
    assert.deepEqual(where('loadAll'), ['stage', 'stage more', 'stage failed', 'more']);
    assert.deepEqual(where('loadMore'), ['stage more']);
    assert.deepEqual(where('retry'), ['stage failed', 'failed retry']);
    assert.deepEqual(where('stopLoading'), ['stage loading']);
    assert.deepEqual(where('copyError'), ['failed retry', 'failed']);
  });

  it('offers the comparison for JSON files of any name, and never for documents of its own', () => {
    const offered = Object.values(menus)
      .flat()
      .filter(({ command }) => command === 'partnerCentral.compareExport');
    assert.equal(offered.length, 2);
    for (const { when } of offered) {
      assert.match(when, /resourceExtname == \.json|resource in partnerCentral\.listFiles/);
      for (const scheme of [documentScheme, comparisonScheme]) {
        assert.ok(when.split(' && ').includes(`resourceScheme != ${scheme}`), when);
      }
    }
  });

  it('has a welcome for every reason of an empty view', () => {
    const { viewsWelcome }: { viewsWelcome: readonly { view: string; when: string }[] } = manifest.contributes;
    const reasonsOf = (id: string) =>
      viewsWelcome.flatMap(({ view, when }) => (view === id ? [when.replace('partnerCentral.welcome == ', '')] : []));
    assert.deepEqual(reasonsOf(viewId), welcomes);
    assert.deepEqual(reasonsOf(changesViewId), ['noProfile'], 'everything else it says in its message');
    const views = manifest.contributes.views.partnerCentral.map(({ id }: { id: string }) => id);
    assert.deepEqual(views, [viewId, changesViewId, pipelineViewId]);
  });

  it('has the changes closed at first, so that nothing is asked for them before somebody looks', () => {
    const views: readonly { id: string; visibility?: string }[] = manifest.contributes.views.partnerCentral;
    assert.equal(views.find(({ id }) => id === changesViewId)?.visibility, 'collapsed');
  });

  it('has words for everything, and no words for nothing', () => {
    const used = [...manifestText.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(words).sort());
  });

  it('links only to its own commands', () => {
    for (const [, command] of Object.values(words).flatMap((text) => [...text.matchAll(/\(command:([\w.]+)\)/g)])) {
      assert.ok(titleOf.has(short(command ?? '')), command);
    }
  });

  it('gives the settings the defaults and the limits that the code has', () => {
    const { settings, problems } = readSettings((key) => properties[`partnerCentral.${key}`]?.default);
    const unset = readSettings(() => undefined);
    assert.deepEqual(problems, unset.problems);
    assert.deepEqual(
      { ...settings, rowDetails: readRowFields(settings.rowDetails) },
      {
        ...unset.settings,
        rowDetails: readRowFields(undefined),
      },
    );
    for (const [key, { minimum, maximum, enum: values }] of Object.entries(properties)) {
      const problems = (value: unknown) =>
        readSettings((asked: SettingKey) => (asked === short(key) ? value : undefined)).problems.length;
      if (minimum !== undefined && maximum !== undefined) {
        assert.deepEqual([minimum, maximum, minimum - 1, maximum + 1].map(problems), [0, 0, 1, 1], key);
      }
      for (const value of values ?? []) assert.equal(problems(value), 0, key);
    }
    const { items, default: usual } = properties['partnerCentral.rowDetails'] ?? assert.fail();
    assert.deepEqual([items?.enum, items?.enumDescriptions?.length], [rowFields, rowFields.length]);
    assert.deepEqual(usual, usualFields);
    assert.deepEqual(properties['partnerCentral.sort.by']?.enum, sortFields);
    assert.deepEqual(properties['partnerCentral.sort.order']?.enum, sortOrders);
  });

  describe('S01: what a workspace may set', () => {
    /** What each setting decides, and values of an evil workspace. A new setting needs a row. */
    const rows: Readonly<
      Record<
        string,
        { readonly decides: 'who' | 'where' | 'rate' | 'money' | 'memory' | 'list'; readonly evil: readonly unknown[] }
      >
    > = {
      profile: { decides: 'who', evil: ['admin'] },
      endpoint: { decides: 'where', evil: ['https://evil.example.com'] },
      consoleUrl: { decides: 'where', evil: ['https://evil.example.com/$\u007bid}'] },
      exchangeRates: { decides: 'money', evil: [{ base: 'USD', EUR: 1e9 }] },
      requestsPerSecond: { decides: 'rate', evil: [10, 1e9] },
      rememberChanges: { decides: 'memory', evil: [true] },
      catalog: { decides: 'list', evil: ['Evil', '', 1, null, ['AWS'], { AWS: 'AWS' }] },
      pageSize: { decides: 'list', evil: [0, 101, -1, 1e9, 1.5, '5', Number.NaN, [], true] },
      maxItems: { decides: 'list', evil: [-1, 0.5, '0', {}, true] },
      autoRefresh: { decides: 'list', evil: [-1, 0.5, 1441, 1e9, '1', true, [], {}] },
      'sort.by': { decides: 'list', evil: ['__proto__', 'constructor', '', 0, []] },
      'sort.order': { decides: 'list', evil: ['ascending', '__proto__', 1] },
      alwaysLoadFullRecord: { decides: 'list', evil: ['true', 1, {}, []] },
      timeZone: { decides: 'list', evil: ['Europe/Berlin; x', '../../etc/localtime', 5, {}, 'x'.repeat(100_000)] },
      rowDetails: {
        decides: 'list',
        evil: ['all', 7, {}, ['Evil'], ['constructor', '__proto__'], [[['Id']]], [null, 'x'.repeat(100_000)]],
      },
      savedFilters: {
        decides: 'list',
        evil: [
          'all',
          { name: 'x' },
          [
            7,
            null,
            { name: 'x' },
            { name: 'x', filter: { Evil: ['x'] } },
            { name: 'x', filter: { CustomerCompanyName: 'x' } },
          ],
        ],
      },
    };

    it('has a word on every setting', () => {
      assert.deepEqual(Object.keys(properties).map(short).sort(), Object.keys(rows).sort());
    });

    for (const [name, { decides, evil }] of Object.entries(rows)) {
      if (decides !== 'list') {
        it(`is not ${name}, which decides ${decides}`, () => {
          assert.match(properties[`${prefix}.${name}`]?.scope ?? '', /^(machine|application)$/);
        });
        continue;
      }
      it(`is ${name}, of which only what is valid is used`, () => {
        // VS Code takes a scope that it does not know for this one.
        assert.equal(properties[`${prefix}.${name}`]?.scope, 'window');
        const usual = readSettings(() => undefined).settings;
        for (const value of evil) {
          if (name === 'savedFilters') {
            const entries = readSavedFilters(value, utc('2026-03-15'));
            assert.ok(entries.length > 0 && entries.every(({ read }) => 'broken' in read), JSON.stringify(value));
            continue;
          }
          if (name === 'rowDetails') {
            assert.deepEqual(readRowFields(value).fields, usualFields);
            assert.ok(fieldProblems(value).length > 0, JSON.stringify(value));
            continue;
          }
          const { settings, problems } = readSettings((key) => (key === name ? value : undefined));
          assert.deepEqual(settings, usual, `${name}: ${String(value).slice(0, 40)}`);
          if (value !== null)
            assert.deepEqual(
              problems.map(({ key }) => key),
              [name],
            );
        }
      });
    }

    it('is nothing in Restricted Mode', () => {
      assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
      assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, Object.keys(properties));
    });
  });

  it('starts with the view, the commands, its own documents and links alone', () => {
    assert.deepEqual(manifest.activationEvents, [`onFileSystem:${documentScheme}`, 'onUri']);
  });
});
