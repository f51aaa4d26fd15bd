import { expect, type Page } from '@playwright/test';
import { Workbench } from '../../ui/pages/workbench';
import { type Bench, compare, type Measurement, median, verdict } from '../measure';
import { openHost } from '../view/host';

const windows = 7;
const ours = 'partner-central-tools.partner-central-opportunities';
const peers = { github: 'vscode.github', gitBase: 'vscode.git-base' } as const;

/** What the extension adds to a start of VS Code, according to VS Code itself. */
export const activation: Bench = {
  name: 'activation',
  method:
    `Developer: Startup Performance, packed and installed: ${windows} windows in which the view is opened by hand, the same ` +
    'reloaded, so that the view is there from the start, and 2 in which it is never opened. Load code, Call Activate (which ' +
    'holds the other extensions up) and Finish Activate, until which a person waits. The load is that between its marks ' +
    'willLoadExtensionCode and didLoadExtensionCode, for all extensions alike: Load Code in the table also holds whatever ' +
    'other extensions do in between, so it would flatter those that start with the window (both are in out/bench.json)',
  async run() {
    const unopened = [await readUnopened(), await readUnopened()];
    const { byHand, restored } = await readOpened();
    return [
      ...rows('view opened by hand', byHand),
      ...rows('view there from the start', restored),
      {
        metric: 'view never opened',
        value: unopened.some((table) => table.has(ours)) ? 'activated' : 'not activated, so nothing of it loaded',
        goal: 'not activated',
        verdict: verdict(unopened.every((table) => !table.has(ours) && table.has(peers.github))),
        facts: { activated: unopened.map((table) => [...table.keys()]) },
      },
    ];
  },
};

/** VS Code's figures for the start of one extension, in milliseconds. */
interface Activated {
  readonly load: number;
  /** The load time alone, from the marks. */
  readonly ownLoad: number;
  readonly call: number;
  readonly finish: number;
  readonly event: string;
}

type Table = ReadonlyMap<string, Activated>;

function rows(when: string, tables: readonly Table[]): Measurement[] {
  const samples = (id: string, until: 'call' | 'finish') =>
    tables.map((table) => {
      const found = table.get(id);
      if (!found) throw new Error(`${id} was not activated: ${[...table.keys()].join(', ')}`);
      return found.ownLoad + found.call + (until === 'finish' ? found.finish : 0);
    });
  const [own, github, gitBase] = [samples(ours, 'call'), samples(peers.github, 'call'), samples(peers.gitBase, 'call')];
  const [a, b, c] = [median(own), median(github), median(gitBase)];
  const metric = `load + activate, ${when}`;
  return [
    {
      metric,
      value: `${(a / b).toFixed(2)} × github (${a} : ${b} ms)`,
      goal: '≤ 0.25 ×',
      verdict: verdict(a <= 0.25 * b),
      facts: { ours: own, github, tables: tables.map((t) => [t.get(ours), t.get(peers.github), t.get(peers.gitBase)]) },
    },
    {
      metric,
      value: `git-base ${a < c ? '−' : '+'} ${Math.abs(a - c)} ms (${a} : ${c} ms)`,
      goal: '≤ git-base + 1 ms',
      verdict: verdict(a <= c + 1),
      facts: { ours: own, gitBase },
    },
    compare(
      `load + activate + finish, ${when}`,
      0.5,
      samples(ours, 'finish'),
      samples(peers.github, 'finish'),
      'github',
    ),
  ];
}

async function readUnopened(): Promise<Table> {
  const { server, workspace, newContext } = await openHost();
  const context = await newContext();
  try {
    const workbench = await Workbench.open(await context.newPage(), server.url({ folder: workspace }));
    return await readTable(workbench, peers.github);
  } finally {
    await context.close();
  }
}

async function readOpened(): Promise<{ byHand: Table[]; restored: Table[] }> {
  const { server, workspace, newContext } = await openHost();
  const context = await newContext();
  const tables: { byHand: Table[]; restored: Table[] } = { byHand: [], restored: [] };
  try {
    for (let n = 0; n < windows; n++) {
      const page = await context.newPage();
      // A new window opens with the Explorer, and a reloaded one with the view that was open.
      const workbench = await Workbench.open(page, server.url({ folder: workspace }));
      const { stages } = await workbench.openPartnerCentral();
      await expect(stages.first()).toBeVisible({ timeout: 30_000 });
      tables.byHand.push(await readTable(workbench, ours));
      await page.reload();
      await expect(stages.first()).toBeVisible({ timeout: 60_000 });
      tables.restored.push(await readTable(workbench, ours));
      await page.close();
    }
    return tables;
  } finally {
    await context.close();
  }
}

/** Opens Startup Performance and reads its table of extensions once this extension is listed. */
async function readTable(workbench: Workbench, awaited: string): Promise<Table> {
  const { page } = workbench;
  const editor = page.locator('.editor-group-container.active .monaco-editor .view-lines');
  let table: Table = new Map();
  await expect(async () => {
    // The document is written once when it opens, so one that opens too early stays empty.
    await closeEditors(page);
    await workbench.runCommand('Developer: Startup Performance');
    await expect(editor).toContainText('System Info', { timeout: 10_000 });
    await editor.click({ position: { x: 200, y: 10 } });
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Control+C');
    table = parseTable(await workbench.clipboard());
    expect([...table.keys()]).toContain(awaited);
  }).toPass({ timeout: 90_000 });
  await closeEditors(page);
  return table;
}

async function closeEditors(page: Page): Promise<void> {
  const tabs = page.locator('.editor-group-container .tab');
  while ((await tabs.count()) > 0) {
    await tabs.first().click({ button: 'middle' });
    await expect(tabs.first()).toBeHidden();
  }
}

/**
 * Parses rows such as `| vscode.git-base | true | 2 | 1 | 0 | * | vscode.git |`, and marks such as
 * `code/extHost/didLoadExtensionCode/vscode.git-base 1795417838530 4 1569.7`. The second figure of a mark is the
 * milliseconds since the previous one.
 */
function parseTable(text: string): Table {
  const [, section = ''] = text.split('## Extension Activation Stats');
  const loads = new Map(
    [...text.matchAll(/didLoadExtensionCode\/(\S+)\s+\d+\s+(\d+)/g)].map(([, id = '', ms]) => [id, Number(ms)]),
  );
  const table = new Map<string, Activated>();
  for (const line of section.split('## ')[0]?.split('\n') ?? []) {
    const [, id = '', , load, call, finish, event = ''] = line.split('|').map((cell) => cell.trim());
    const ownLoad = loads.get(id);
    if (ownLoad === undefined) continue;
    table.set(id, { load: Number(load), ownLoad, call: Number(call), finish: Number(finish), event });
  }
  return table;
}
