import assert from 'node:assert/strict';
import type { TreeItemContext } from '../../../../src/views/opportunities/rowLooks';
import type { Row } from '../../../../src/views/opportunities/rows';
import { summary } from '../../../support/fakeSource';
import { vscode, vscodeModule } from '../../../support/fakeVscode';

describe('the looks of rows that stand for many opportunities', () => {
  before(() => vscode.install());

  it('say how many there are in the format of the person, on Other, groups and ranges', async () => {
    const { RowLooks } = await import('../../../../src/views/opportunities/rowLooks');
    const other = Array.from({ length: 1_200 }, (_, n) => summary(`O${n}`));
    const lists = { other, listOf: () => ({ tail: { kind: 'end' } }) } as never;
    const context: TreeItemContext = {
      ...{ lists, today: '2026-03-15', zone: 'UTC', details: undefined, sizeOf: () => 12_345 },
    };
    const bucket = { kind: 'bucket', grouping: 'company', value: 'Example' } as const;
    const rows: readonly Row[] = [{ kind: 'other' }, bucket, { kind: 'range', group: bucket, index: 12 }];
    const said = () =>
      rows.map((row) => {
        const { label, description, accessibilityInformation } = new RowLooks().toTreeItem(row, context);
        return [label, description, accessibilityInformation?.label].filter(Boolean).join(' | ');
      });
    assert.deepEqual(said(), [
      'Other | 1,200 | Other, 1,200',
      'Example | 12,345 | Example, 12,345',
      '12,001–12,345 | 12,001–12,345',
    ]);
    const { env } = vscodeModule();
    const { language } = env;
    Object.assign(env, { language: 'de' });
    try {
      assert.match(said().join(), /1\.200.*12\.345.*12\.001–12\.345/s);
    } finally {
      Object.assign(env, { language });
    }
  });
});
