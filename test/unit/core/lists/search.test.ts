import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LargestFirst } from '../../../../src/core/lists/largestFirst';
import { type SearchedLists, SearchIndex, searchText } from '../../../../src/core/lists/search';
import type { OpportunitySummary } from '../../../../src/core/model/opportunity';
import { triageDay, triages, triagesOf } from '../../../../src/core/model/triage';

const today = triageDay('2026-06-15', 'UTC');

function opportunity(name: string, fields: Partial<OpportunitySummary> = {}): OpportunitySummary {
  return { Catalog: 'AWS', Id: `O${name.length}`, Customer: { Account: { CompanyName: name } }, ...fields };
}

/** An index in step with the lists. */
function follow(lists: SearchedLists, index = new SearchIndex(today)): SearchIndex {
  for (const _ of index.follow(lists));
  return index;
}

const indexOf = (items: readonly OpportunitySummary[]) => follow(new Map([['All', items]]));
const names = (query: string, ...items: OpportunitySummary[]) =>
  indexOf(items)
    .find(query, 10)
    .items.map((item) => item.Customer?.Account?.CompanyName);

describe('SearchIndex', () => {
  it('finds by company, id, partner’s id, next steps, city, industry and amount, in any case, with or without accents', () => {
    const item: OpportunitySummary = {
      Catalog: 'AWS',
      Id: 'O777',
      PartnerOpportunityIdentifier: '006XYZ',
      LifeCycle: { NextSteps: 'Prepare the Workshop' },
      Customer: {
        Account: { CompanyName: 'Ünïcode AG', Industry: 'Gaming', OtherIndustry: 'Chess', Address: { City: 'Zürich' } },
      },
      Project: {
        ExpectedCustomerSpend: [
          { Amount: '12345.60', CurrencyCode: 'EUR', Frequency: 'Monthly', TargetCompany: 'AWS' },
        ],
      },
    };
    const index = indexOf([item]);
    const found = ['üNï', 'uni', 'o777', '006xyz', 'WORKSHOP prepare', 'zürich', 'Zurich', 'gaming', 'chess'];
    for (const query of [...found, '12345', 'eur', '', '  ']) assert.equal(index.find(query, 10).total, 1, query);
    for (const query of ['acme', 'workshop acme', 'o778']) assert.equal(index.find(query, 10).total, 0, query);
  });

  it('finds a name by any part of it, in either case, with what a keyboard has', () => {
    const letters = fc.constantFrom(...'aBı İIłØßÞéễ’–&.7', 'ﬁ', 'Ａ', 'e\u0301', '\u00a0', '日', 'Σ', 'ς', 'ª');
    const words = fc.array(letters, { minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), (name, a, b) => {
        const [from, to] = [a % name.length, b % name.length].sort((x, y) => x - y) as [number, number];
        const part = name.slice(from, to + 1).join('');
        const index = indexOf([opportunity(name.join(''))]);
        for (const query of [part, part.toUpperCase(), part.toLowerCase()]) assert.equal(index.find(query, 1).total, 1);
      }),
      { numRuns: 2_000 },
    );
  });

  it('finds amounts as they are shown in the person’s locale, and as AWS writes them', () => {
    const spend = (Amount: string, CurrencyCode: 'USD' | 'EUR') =>
      ({ Amount, CurrencyCode, Frequency: 'Monthly', TargetCompany: 'AWS' }) as const;
    const item = opportunity('Acme', {
      Project: { ExpectedCustomerSpend: [spend('10243.84', 'USD'), spend('1234567', 'EUR')] },
    });
    const find = (query: string, locale: string) =>
      follow(new Map([['All', [item]]]), new SearchIndex(today, locale)).find(query, 1).total;
    const shown: Readonly<Record<string, readonly string[]>> = {
      en: ['$10,243.84', '10,243', '10243.84', 'usd 10243', '$10.2k', '€1,234,567', '1234567'],
      de: ['10.243,84 $', '10.243,84\u00a0$', '1.234.567 €', '10243.84'],
      fr: ['10\u202f243,84\u00a0$US', '10 243,84', '1 234 567'],
      'en-IN': ['$10,243.84', '€12,34,567'],
      ar: ['10243'],
    };
    for (const [locale, queries] of Object.entries(shown)) {
      for (const query of queries) assert.equal(find(query, locale), 1, `${locale} ${query}`);
    }
    for (const query of ['$10,244', '€1,234,568']) assert.equal(find(query, 'en'), 0, query);
  });

  it('finds an opportunity that lacks a customer, an account, an address or a project by what it has', () => {
    const bare: readonly OpportunitySummary[] = [
      { Catalog: 'AWS', Id: 'O1' },
      { Catalog: 'AWS', Id: 'O2', Customer: {}, Project: {}, LifeCycle: {} },
      { Catalog: 'AWS', Id: 'O3', Customer: { Account: { CompanyName: 'Acme' } } },
    ];
    const index = indexOf(bare);
    for (const item of bare) assert.deepEqual(index.find(item.Id ?? '', 10).items, [item]);
    assert.equal(index.find('', 10).total, 3);
  });

  it('puts names that begin so first, then words that do, then the rest', () => {
    const found = names('ac', opportunity('Pacific'), opportunity('The Acme'), opportunity('Acme'));
    assert.deepEqual(found, ['Acme', 'The Acme', 'Pacific']);
  });

  it('takes the first of each rank, up to as many as are wanted', () => {
    const rank = (name: string) => Array.from({ length: 5 }, (_, n) => opportunity(name + 'x'.repeat(n)));
    const all = [...rank('Pacific'), ...rank('The Acme'), ...rank('Acme')];
    for (const most of [0, 1, 3, 5, 7, 12, 15, 20]) {
      const { items, total } = indexOf(all).find('ac', most);
      assert.deepEqual(items, [...all.slice(10), ...all.slice(5, 10), ...all.slice(0, 5)].slice(0, most));
      assert.equal(total, 15);
    }
  });

  it('finds what holds every word, however they are parted, whichever is the longest', () => {
    const items = [opportunity('Acme Robotics'), opportunity('Acme'), opportunity('Robotics of Bern')];
    const found = (query: string) =>
      indexOf(items)
        .find(query, 10)
        .items.map(({ Id: id }) => id);
    for (const query of ['acme robotics', '  robotics \t acme  ', 'acme acme robotics'])
      assert.deepEqual(found(query), ['O13'], query);
    assert.deepEqual(found('acm acme'), ['O13', 'O4']);
    assert.deepEqual(found('   '), ['O13', 'O4', 'O16']);
  });

  it('finds amounts and close dates that words state, with the largest amount of each currency first', () => {
    const deal = (
      Id: string,
      spend: Readonly<Record<string, string>>,
      TargetCloseDate?: string,
    ): OpportunitySummary => ({
      ...{ Catalog: 'AWS', Id, LifeCycle: { ...(TargetCloseDate && { TargetCloseDate }) } },
      Project: {
        ExpectedCustomerSpend: Object.entries(spend).map(([CurrencyCode, Amount]) => ({
          ...{ Amount, CurrencyCode: CurrencyCode as 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' },
        })),
      },
    });
    const items = [
      deal('O1', { USD: '50000' }, '2026-06-30'),
      deal('O2', { USD: '50000.01' }, '2026-06-30'),
      deal('O3', { EUR: '90000', USD: '1' }, '2026-07-01'),
      deal('O4', { USD: '1234567890123456789012345678901.00' }, '2026-06-01'),
      deal('O5', {}, '2026-06-15'),
      { ...deal('O6', { EUR: '95000' }), PartnerOpportunityIdentifier: '50000-80000' },
      deal('O7', { USD: '60000' }, '2026-06-40'),
    ];
    const ids = (query: string, most = 10) =>
      indexOf(items)
        .find(query, most)
        .items.map(({ Id }) => Id)
        .join(' ');
    assert.equal(ids('>50k'), 'O4 O7 O2 O6 O3');
    assert.equal(ids('>50k', 2), 'O4 O7');
    assert.equal(ids('>50k usd'), 'O4 O7 O2');
    assert.equal(ids('>=50,000 <60k'), 'O2 O1');
    assert.equal(ids('closing this month'), 'O1 O2 O4 O5');
    assert.equal(ids('closing this month >50k'), 'O4 O2');
    assert.equal(ids('closing next month eur'), 'O3');
    assert.equal(ids('50000-80000'), 'O7 O2 O1 O6', 'what may be a word is found as one too');
    assert.equal(ids('overdue'), 'O4');
    assert.equal(indexOf(items).find('>50k', 1).total, 5);
  });

  it('finds what changed since the person last looked, first, and what has the word', () => {
    const items = [
      opportunity('Acme', { Id: 'O1', LifeCycle: { NextSteps: 'The contact changed' } }),
      opportunity('Bolt', { Id: 'O2' }),
      opportunity('Core', { Id: 'O3' }),
    ];
    const found = (query: string, ...ids: string[]) =>
      indexOf(items)
        .find(query, 10, undefined, ({ Id: id = '' }) => ids.includes(id))
        .items.map(({ Id: id }) => id);
    assert.deepEqual(found('changed', 'O3', 'O9'), ['O3', 'O1']);
    assert.deepEqual(found('Changed core', 'O2', 'O3'), ['O3']);
    assert.deepEqual(found('changed overdue', 'O3'), []);
    assert.deepEqual(found('changed'), ['O1']);
  });

  it('orders by amount as a person would, however many are wanted', () => {
    const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 31n }), { maxLength: 30 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 10 }), (all, most) => {
        const largest = new LargestFirst(most);
        for (const hundredths of all) {
          largest.add({ Catalog: 'AWS', Id: String(hundredths) }, { currency: 'EUR', hundredths });
        }
        const sorted = all.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0)).map(String);
        assert.deepEqual(
          largest.items.map(({ Id }) => Id),
          sorted.slice(0, most),
        );
      }),
    );
  });

  it('counts all and gives the best', () => {
    const { items, total } = indexOf(Array.from({ length: 500 }, () => opportunity('Acme'))).find('acme', 20);
    assert.equal(items.length, 20);
    assert.equal(total, 500);
  });

  it('finds exactly the rows that hold every word', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'C'), minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), fc.array(word, { maxLength: 3 }), (all, query) => {
        const items = all.map((name) => opportunity(name));
        const wanted = items.filter((item) =>
          query.every((part) => searchText(item, 'en').includes(part.toLowerCase())),
        );
        assert.deepEqual(new Set(indexOf(items).find(query.join(' '), 100).items), new Set(wanted));
      }),
    );
  });

  it('looks among the opportunities of a triage alone, and counts them', () => {
    const late = opportunity('Late', { LifeCycle: { TargetCloseDate: '2026-06-01', NextSteps: 'Call' } });
    const both = opportunity('Late too', { LifeCycle: { TargetCloseDate: '2026-06-01' } });
    const fine = opportunity('Latest', { LifeCycle: { TargetCloseDate: '2027-06-01', NextSteps: 'Call' } });
    const index = indexOf([late, both, fine]);
    assert.deepEqual(index.find('late', 10, 'Overdue').items, [late, both]);
    assert.deepEqual(index.find('too', 10, 'Overdue').items, [both]);
    assert.deepEqual(index.find('', 10, 'No next steps').items, [both]);
    assert.deepEqual(index.find('late', 10, 'Action Required'), { items: [], total: 0 });
    const counted = [...index.counts()].filter(([, count]) => count > 0);
    assert.deepEqual(counted, [
      ['Overdue', 2],
      ['No next steps', 1],
    ]);
    assert.deepEqual([...index.counts().keys()], triages);
  });

  it('stays in step with lists that grow, shrink, lose an item, get newer versions and go', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'C'), minLength: 1, maxLength: 3 });
    const item = fc.record({ name: word, closes: fc.constantFrom('2026-06-01', '2026-07-01', '2027-01-01') });
    const lists = fc.dictionary(fc.constantFrom('Prospect', 'Qualified', 'Other'), fc.array(item, { maxLength: 6 }));
    // Each step keeps a part of each list as it was and puts others in or behind.
    const steps = fc.array(fc.tuple(lists, fc.nat(5), fc.boolean()), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(steps, word, (all, query) => {
        const index = new SearchIndex(today);
        let now = new Map<string, readonly OpportunitySummary[]>();
        for (const [next, kept, front] of all) {
          const fresh = Object.entries(next).map(([key, made]): [string, readonly OpportunitySummary[]] => {
            const items = made.map(({ name, closes }) =>
              opportunity(name, { LifeCycle: { TargetCloseDate: closes, NextSteps: 'x' } }),
            );
            const held = now.get(key)?.slice(0, kept) ?? [];
            return [key, front ? [...items, ...held] : [...held, ...items]];
          });
          now = new Map(fresh);
          follow(now, index);
          const anew = follow(now);
          assert.deepEqual(index.find(query, 100).total, anew.find(query, 100).total);
          const everything = [...now.values()].flat();
          assert.deepEqual(new Set(index.find('', 100).items), new Set(everything));
          for (const triage of triages) {
            const wanted = everything.filter((one) => triagesOf(one, today).includes(triage));
            assert.equal(index.counts().get(triage), wanted.length);
          }
        }
      }),
    );
  });

  it('finds a newer version by its new text, and no more by the old', () => {
    const items = [opportunity('Acme'), opportunity('Globex')];
    const index = follow(new Map([['All', items]]));
    items[0] = opportunity('Initech');
    follow(new Map([['All', items]]), index);
    assert.equal(index.find('acme', 10).total, 0);
    assert.deepEqual(index.find('initech', 10).items, [items[0]]);
  });

  it('lets others have their turn while it searches, and finds the same', () => {
    const items = Array.from({ length: 25_000 }, (_, n) => opportunity(n % 5 === 0 ? 'Acme' : 'Globex'));
    const index = indexOf(items);
    const search = index.search('acme', 10);
    let turns = 0;
    let step = search.next();
    for (; !step.done; step = search.next()) turns += 1;
    assert.equal(turns, 2);
    assert.deepEqual(step.value, index.find('acme', 10));
    assert.equal(step.value.total, 5_000);
  });

  it('lets others have their turn, and prepares nothing twice', () => {
    const items = Array.from({ length: 10_001 }, () => opportunity('Acme'));
    const lists = new Map([['All', items]]);
    const index = new SearchIndex(today);
    const turns = () => [...index.follow(lists)].length;
    assert.equal(turns(), 20);
    items.push(opportunity('Globex'));
    assert.equal(turns(), 0);
    assert.equal(index.find('globex', 10).total, 1);
    assert.equal(index.find('', 10).total, 10_002);
    lists.clear();
    assert.equal(turns(), 0);
    assert.deepEqual(index.find('', 10), { items: [], total: 0 });
    assert.deepEqual(
      [...index.counts().values()],
      triages.map(() => 0),
    );
  });
});
