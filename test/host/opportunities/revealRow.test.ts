import assert from 'node:assert/strict';
import { createSampleSource } from '../../../src/demo/sampleSource';
import { revealRow } from '../../../src/views/opportunities/revealRow';
import type { Row } from '../../../src/views/opportunities/rows';
import { TreeUnderTest } from '../support/treeUnderTest';

/** VS Code's view of the tree, as far as a row is shown in it. */
class View {
  selection: readonly Row[] = [];
  asked = 0;

  /** @param answer what comes of being asked for the n-th time */
  constructor(private readonly answer: (n: number, row: Row, view: View) => void) {}

  async reveal(row: Row): Promise<void> {
    this.asked += 1;
    this.answer(this.asked, row, this);
  }
}

describe('showing a row', () => {
  let open: TreeUnderTest;
  let row: Row;
  let other: Row;

  before(async () => {
    open = new TreeUnderTest(() => createSampleSource({ opportunities: 250, hostile: true }));
    const [first, second] = await open.expand('Committed');
    assert.ok(first && second);
    [row, other] = [first, second];
  });

  after(() => open.dispose());

  it('asks once where VS Code selects it', async () => {
    const view = new View((_, asked) => {
      view.selection = [asked];
    });
    await revealRow(view, () => row, false);
    assert.equal(view.asked, 1);
  });

  it('asks again where VS Code refuses it or forgets it', async () => {
    const view = new View((n, asked) => {
      if (n === 1) throw new Error('TreeError: not found');
      if (n === 3) view.selection = [asked];
    });
    await revealRow(view, () => row, false);
    assert.equal(view.asked, 3);
    assert.deepEqual(view.selection, [row]);
  });

  it('leaves it at that where a person selects another row meanwhile, and where the row is gone', async () => {
    const view = new View(() => {
      view.selection = [other];
    });
    await revealRow(view, () => row, false);
    assert.equal(view.asked, 1);
    const gone = new View(() => {});
    await revealRow(gone, () => (gone.asked === 0 ? row : undefined), false);
    assert.equal(gone.asked, 1);
  });
});
