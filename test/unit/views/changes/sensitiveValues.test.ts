import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChangeTracker } from '../../../../src/core/changes/changeTracker';
import { writeKept } from '../../../../src/core/changes/keptFormat';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import { createSampleSource } from '../../../../src/demo/sampleSource';
import { KeyedHash } from '../../../../src/files/changes/keyedHash';
import { listPage } from '../../../support/ask';
import { shownOf } from '../../../support/changes/fakeWhatChanged';
import { sourceOfPages } from '../../../support/fakeSource';
import { vscode } from '../../../support/fakeVscode';
import { MemorySecrets, MemoryState } from '../../../support/memoryState';
import { calm, openWindow } from '../../../support/windowUnderTest';

/** The nine fields whose values are about a customer, each with a text that must be nowhere. */
const canaries = {
  NextSteps: 'canary-steps',
  CompanyName: 'canary-company',
  WebsiteUrl: 'https://canary-site.example',
  City: 'canary-city',
  PostalCode: 'canary-postal',
  StateOrRegion: 'canary-state',
  CountryCode: 'canary-country',
  Amount: '31415926535.89',
  CurrencyCode: 'canary-currency',
} as const;

/** Returns an opportunity with these texts; the round makes them others. */
function filled(item: OpportunitySummary, round: number): OpportunitySummary {
  const text = (name: keyof typeof canaries) => `${canaries[name]}${round}`;
  const account = {
    ...item.Customer?.Account,
    ...{ CompanyName: text('CompanyName'), WebsiteUrl: text('WebsiteUrl') },
    Address: {
      ...{ City: text('City'), PostalCode: text('PostalCode'), StateOrRegion: text('StateOrRegion') },
      CountryCode: text('CountryCode') as 'DE',
    },
  };
  const spend = {
    ...{ Amount: text('Amount'), CurrencyCode: text('CurrencyCode') as 'USD' },
    ...{ Frequency: 'Monthly' as const, TargetCompany: text('CompanyName'), EstimationUrl: text('WebsiteUrl') },
  };
  return {
    ...item,
    LastModifiedDate: new Date(Date.UTC(2026, 0, 1 + round)).toISOString(),
    LifeCycle: { ...item.LifeCycle, NextSteps: text('NextSteps') },
    Customer: { ...item.Customer, Account: account },
    Project: { ...item.Project, ExpectedCustomerSpend: [spend] },
  };
}

describe('S07: what is kept of changes has no value of a sensitive field', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'partner-central-canaries-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('in a file, a stored state or the log, after the use of several windows', async () => {
    const sample = createSampleSource({ opportunities: 120, hostile: true });
    let round = 0;
    const open = () =>
      sourceOfPages(async (request, priority, signal) => {
        // What changes is only what the sample does not know of.
        const { LastModifiedDate: _, ...asked } = request;
        const page = await listPage(sample, asked, priority, signal);
        return { ...page, items: page.items.map((item) => filled(item, round)) };
      });
    const kept = { state: new MemoryState(), secrets: new MemorySecrets(), storage: { shared: join(root, 'shared') } };
    const states: MemoryState[] = [];
    const logged: string[] = [];
    for (round = 0; round < 3; round++) {
      const window = await openWindow(open, kept);
      states.push(kept.state, ...([window.parts.state, window.parts.habits] as MemoryState[]));
      await window.choices.choose({ profile: 'canary-profile' });
      const { whatChanged } = window.parts;
      for (const key of window.current.value.keys) await window.current.value.listOf(key)?.firstPage();
      await whatChanged.start();
      assert.equal(whatChanged.changes.length > 50, round > 0, String(whatChanged.changes.length));
      const [first, second] = whatChanged.changes;
      if (round > 0) {
        const told = ['LifeCycle.NextSteps', 'Customer.Account.CompanyName', 'Project.ExpectedCustomerSpend'];
        for (const field of told)
          assert.ok(
            first?.fields.some((each) => each === field),
            field,
          );
      }
      whatChanged.markSeen(shownOf(whatChanged, first?.id ?? '', second?.id ?? ''));
      // It is written when the window has nothing else to do.
      while ((await stamps()) === '') await calm();
      window.dispose();
      logged.push(...window.logged, ...vscode.textsIn('notification'));
    }
    const texts = [
      ...(await everyFile()),
      ...states.map((state) => JSON.stringify(state.keys().map((key) => [key, state.get(key)]))).map(withoutProfile),
      ...logged,
    ];
    assert.ok(texts.some((text) => text.includes('"formatVersion"')));
    const known = [...Object.values(canaries), 'canary'];
    for (const text of texts) for (const canary of known) assert.equal(text.includes(canary), false, canary);
    // A hash that needs no key could be guessed.
    for (const canary of Object.values(canaries)) {
      const plain = createHash('sha256')
        .update(JSON.stringify([`${canary}2`]))
        .digest('base64')
        .slice(0, 6);
      for (const text of texts) assert.equal(text.includes(plain), false, canary);
    }
  });

  const everyFile = async () => {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return Promise.all(files.map(async (file) => `${file.slice(root.length)}\n${await readFile(file, 'latin1')}`));
  };
  const stamps = async () => {
    const names = await readdir(join(root, 'shared', 'changes')).catch(() => []);
    const kept = names.filter((name) => name.endsWith('.jsonl'));
    return (await Promise.all(kept.map((name) => stat(join(root, 'shared', 'changes', name))))).join();
  };

  it('and takes at most 2 MB for 10,000 opportunities, even if all of them have changed', async () => {
    const sample = createSampleSource({ opportunities: 100 });
    const { signal } = new AbortController();
    const { items } = await listPage(sample, { Catalog: 'AWS', MaxResults: 100 }, 'background', signal);
    const many = (change: (item: OpportunitySummary) => OpportunitySummary) =>
      Array.from({ length: 100 }, (_, n) =>
        items.map((item, index) => change({ ...item, Id: `O${10_000_000 + n * 100 + index}` })),
      ).flat();
    const { ofField: hash } = new KeyedHash(KeyedHash.newKey());
    const tracker = new ChangeTracker(undefined, hash);
    const size = () =>
      [...writeKept({ owner: { identity: 'i'.repeat(22), account: 'a'.repeat(22) }, kept: tracker }, hash)].join('')
        .length;
    tracker.take(many((item) => item));
    tracker.askedUpTo('2099-06-01T00:00:00.000Z');
    const seen = size();
    assert.ok(seen < 1_750_000, `${seen} bytes, all of them seen`);
    tracker.take(
      many((item) => ({
        ...item,
        LastModifiedDate: '2099-06-02T10:20:30.456Z',
        LifeCycle: { ...item.LifeCycle, NextSteps: 'others', Stage: 'Launched' },
      })),
    );
    assert.equal(tracker.changes.length, 10_000);
    assert.ok(size() < 2_000_000, `${size()} bytes, all of them changed`);
  });
});

/** The state of a workspace has the profile that was chosen, and nothing of an opportunity. */
function withoutProfile(text: string): string {
  return text.replaceAll('canary-profile', '');
}
