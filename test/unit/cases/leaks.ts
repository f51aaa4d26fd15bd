// Refreshes a list 500 times and opens and closes 200 panels, over the real SDK and a server at URL, and tells its parent
// what is left of it: `node --expose-gc leaks.ts URL`.
import { createAwsSource } from '../../../src/aws/awsSource';
import { createWindowLimiter } from '../../../src/aws/windowLimiter';
import { unattended } from '../../support/ask';
import { vscode } from '../../support/fakeVscode';
import { calm, openWindow } from '../../support/windowUnderTest';

const [endpoint = ''] = process.argv.slice(2);

function settledHeap(): number {
  for (let n = 0; n < 4; n++) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

async function run(): Promise<void> {
  const limiter = createWindowLimiter(10_000);
  const window = await openWindow((connection) => {
    if (connection.kind !== 'aws') throw new Error('nobody chose sample data');
    return createAwsSource({ ...connection, endpoint }, { limiter, ...unattended });
  });
  const { DetailPanels } = await import('../../../src/views/details/detailPanels');
  const panels = new DetailPanels(window.parts);
  const { value: lists } = window.current;
  const list = () => lists.listOf('Prospect');
  const refresh = async (times: number) => {
    for (let n = 0; n < times; n++) await lists.refreshList('Prospect');
  };
  const openPanels = async (times: number) => {
    for (let n = 0; n < times; n++) {
      const item = list()?.items[n % (list()?.items.length ?? 1)];
      if (!item) throw new Error('nothing is loaded');
      panels.open(item, { preserveFocus: true, keep: true });
      vscode.panels.at(-1)?.dispose();
      vscode.panels.length = 0;
      await calm();
    }
  };
  await window.tree.getChildren({ kind: 'stage', stage: 'Prospect' });
  // What is loaded and compiled with the first few is not counted.
  await refresh(50);
  await openPanels(20);
  const before = settledHeap();
  await refresh(500);
  await openPanels(200);
  await calm();
  const grown = settledHeap() - before;
  const loaded = list()?.items.length ?? 0;
  panels.dispose();
  window.dispose();
  await calm();
  process.disconnect?.();
  await calm();
  // A pipe to the parent stays, which is no resource of the extension.
  const left = process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap' && name !== 'Immediate');
  console.log(JSON.stringify({ grown, loaded, left }));
}

void run();
