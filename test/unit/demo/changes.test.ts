import assert from 'node:assert/strict';
import type { ListRequest, OpportunitySummary } from '../../../src/core/model/opportunity';
import { sourceOver } from '../../../src/demo/sampleSource';
import { DemoService } from '../../../src/demo/server/demoService';
import { getOpportunity, listPage } from '../../support/ask';

const never = new AbortController().signal;
const at = new Date('2026-11-02T10:20:30Z');

async function listAll(service: DemoService, filter: Omit<ListRequest, 'Catalog'> = {}): Promise<OpportunitySummary[]> {
  const source = sourceOver(service);
  const items: OpportunitySummary[] = [];
  let token: string | undefined;
  do {
    const paging = { MaxResults: 100, ...(token !== undefined && { NextToken: token }) };
    const page = await listPage(source, { Catalog: 'AWS', ...filter, ...paging }, 'foreground', never);
    items.push(...page.items);
    token = page.nextToken;
  } while (token !== undefined);
  return items;
}

describe('demo service: changes between requests', () => {
  it('shows an edited opportunity, with the moment of the edit, where it belongs now', async () => {
    const service = new DemoService();
    const [{ Id: id = '' } = {}] = (await listAll(service, { LifeCycleStage: ['Qualified'] })).slice(-1);
    service.change(id, (now) => ({ ...now, LifeCycle: { ...now.LifeCycle, Stage: 'Committed' } }), at);
    const [first] = await listAll(service, { LifeCycleStage: ['Committed'] });
    assert.equal(first?.Id, id);
    assert.equal(Date.parse(first.LastModifiedDate ?? ''), at.getTime());
    assert.ok((await listAll(service, { LifeCycleStage: ['Qualified'] })).every(({ Id }) => Id !== id));
    assert.equal((await getOpportunity(sourceOver(service), id, 'foreground', never)).LifeCycle?.Stage, 'Committed');
    assert.equal((await listAll(service)).length, 250);
  });

  it('lets opportunities appear, disappear and lose their date', async () => {
    const service = new DemoService();
    const [one, two] = (await listAll(service)).map(({ Id }) => Id ?? '');
    assert.ok(one && two);
    service.change(one, () => undefined);
    service.change(two, (now) => ({ ...now, LastModifiedDate: null }));
    service.add({ Catalog: 'AWS', Id: 'O7', LastModifiedDate: '2026-11-02T00:00:00Z' });
    const now = await listAll(service);
    assert.equal(now.length, 250);
    assert.equal(now[0]?.Id, 'O7');
    assert.equal(now.find(({ Id }) => Id === two)?.LastModifiedDate, undefined);
    assert.throws(() => service.change(one, (record) => record), RangeError);
    assert.equal(service.records().length, 250);
  });

  it('may change while a list is read: an offset then loses an opportunity, a keyset does not', async () => {
    for (const tokens of ['offset', 'keyset'] as const) {
      const untouched = new DemoService({ allDated: true });
      const ids = (await listAll(untouched)).map(({ Id }) => Id ?? '');
      let requests = 0;
      const service: DemoService = new DemoService({
        allDated: true,
        dialect: { tokens },
        onRequest: () => {
          requests += 1;
          if (requests === 2) service.change(ids[0] as string, () => undefined);
        },
      });
      const missing = new Set(ids.slice(1));
      for (const { Id } of await listAll(service)) missing.delete(Id ?? '');
      assert.equal(missing.size, tokens === 'offset' ? 1 : 0, tokens);
    }
  });
});
