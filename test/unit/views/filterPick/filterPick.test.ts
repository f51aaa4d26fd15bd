import assert from 'node:assert/strict';
import { encodeResumeToken } from '../../../../src/core/paging/resumeToken';
import type { ListChoice } from '../../../../src/core/query/filterDraft';
import { readSavedFilters } from '../../../../src/core/query/savedFilters';
import type * as pickModule from '../../../../src/views/filterPick/filterPick';
import { summary } from '../../../support/fakeSource';
import { all, type OpenPick, pick, typed, vscode } from '../../../support/fakeVscode';
import { utc } from '../../../support/moments';

const now = utc('2026-03-15T12:00:00Z');
const none: ListChoice = { filter: {}, sort: undefined, maxItems: undefined, startingToken: undefined };
const fromSettings = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;

describe('the filter pick', () => {
  let pickFilter: typeof pickModule.pickFilter;

  before(async () => {
    vscode.install();
    ({ pickFilter } = await import('../../../../src/views/filterPick/filterPick'));
  });

  beforeEach(() => vscode.forget());

  type Options = Parameters<typeof pickModule.pickFilter>[0];
  const saved = () =>
    readSavedFilters(vscode.setting('partnerCentral.savedFilters'), now).map(
      (entry) => ({ scope: 'user', entry }) as const,
    );
  const choose = (more: Partial<Options>, ...steps: ((pick: OpenPick) => void)[]) => {
    vscode.steps.push(...steps);
    return pickFilter({
      ...{ present: none, fromSettings, pageSize: 100, recent: [], saved, loaded: () => [], now },
      ...more,
    });
  };
  /** Types what cannot be accepted, and leaves. */
  const refused = (text: string) => (box: OpenPick) => {
    typed(text)(box);
    box.hide();
  };
  const labels = (on: OpenPick) => on.items.filter(({ kind }) => kind === undefined).map(({ label }) => label);
  /** What the box says of a text that it takes. */
  const boxNote = () => vscode.textsIn('box.validationMessage.message').at(-1);
  const lastMessage = () => vscode.shown.filter(({ where }) => where.startsWith('box.validationMessage')).at(-1)?.text;

  it('changes nothing where the person leaves', async () => {
    assert.equal(await choose({}, (on) => on.hide()), undefined);
    assert.equal(await choose({}, pick('Lifecycle stage'), (on) => on.hide()), undefined);
  });

  it('offers every criterion with its value, and Apply first once something changed', async () => {
    const left = await choose(
      { present: { ...none, filter: { LifeCycleStage: ['Prospect'] }, maxItems: 20 } },
      (on) => {
        const values = new Map(on.items.map(({ label, description }) => [label, description]));
        assert.equal(values.get('Lifecycle stage'), 'Prospect');
        assert.equal(values.get('Review status'), 'any');
        assert.equal(values.get('Maximum items'), '20');
        assert.equal(values.get('Start from token'), 'the beginning');
        assert.equal(values.get('Sort'), 'Last modified, newest first (settings)');
        assert.ok(!values.has('Apply'), 'nothing has changed');
        on.pick('Clear All');
        assert.equal(labels(on)[0], 'Apply');
        assert.equal(on.items[0]?.description, 'no filter');
        assert.equal(on.items[0]?.detail, 'Listed now: Prospect · at most 20');
        assert.ok(!labels(on).includes('Clear All') && !labels(on).includes('Save…'));
        on.pick('Apply');
      },
    );
    assert.deepEqual(left, none);
  });

  it('sets a value in the draft, and applies it with the next Enter', async () => {
    const present = { ...none, maxItems: 20 };
    const left = await choose({ present }, (on) => {
      typed('act')(on);
      assert.deepEqual([on.value, on.active], ['', 'Apply']);
      assert.equal(on.items[0]?.description, 'Action Required · at most 20');
      on.accept();
    });
    assert.deepEqual(left, { ...none, maxItems: 20, filter: { LifeCycleReviewStatus: ['Action Required'] } });
    const sorted = await choose({}, all(pick('Sort: Created, oldest first'), pick('Apply')));
    assert.deepEqual(sorted?.sort, { SortBy: 'CreatedDate', SortOrder: 'ASCENDING' });
  });

  describe('while a person types', () => {
    const activeFor = async (text: string, more: Partial<Options> = {}) => {
      let active: string | undefined;
      await choose(more, (on) => {
        on.type(text);
        ({ active } = on);
        on.hide();
      });
      return active;
    };

    it('leads to a criterion before its values, and to values before orders', async () => {
      for (const [text, label] of [
        ['', 'Lifecycle stage'],
        ['close', 'Target close date'],
        // VS Code also finds “closed” in “close date”.
        ['closed', 'Target close date'],
        ['closed l', 'Lifecycle stage: Closed Lost'],
        ['stage', 'Lifecycle stage'],
        ['review', 'Review status'],
        ['in review', 'Review status: In review'],
        ['last m', 'Last modified'],
        ['created', 'Created'],
        ['created: t', 'Created: today'],
        ['this m', 'Target close date: this month'],
        ['yesterday', 'Last modified: yesterday'],
        ['comm', 'Lifecycle stage: Committed'],
        ['act', 'Review status: Action Required'],
        ['overdue', 'Target close date: overdue'],
        ['newest', 'Sort: Last modified, newest first'],
        ['acm', 'Customer company name as typed…'],
      ] as const)
        assert.equal(await activeFor(text), label, text);
    });

    it('leads to a value and not to a recent filter that contains it', async () => {
      const recent: Options['recent'] = [{ LifeCycleStage: ['Committed'], LifeCycleReviewStatus: ['Submitted'] }];
      assert.equal(await activeFor('comm', { recent }), 'Lifecycle stage: Committed');
    });

    it('applies nothing where Enter is pressed at once, whatever is saved or recent', async () => {
      vscode.set('partnerCentral.savedFilters', [{ name: 'Mine', filter: { LifeCycleStage: ['Prospect'] } }]);
      const recent: Options['recent'] = [{ LifeCycleStage: ['Launched'] }];
      for (const untouched of [(on: OpenPick) => on.accept(), typed('')]) {
        const left = await choose({ recent }, untouched, (on) => {
          assert.equal(on.title, 'Filter Opportunities: Lifecycle stage');
          on.hide();
        });
        assert.equal(left, undefined);
      }
    });

    it('shows what a value is added to, what a range replaces, and what is set', async () => {
      const filter = {
        LifeCycleStage: ['Committed'],
        TargetCloseDate: { AfterTargetCloseDate: '2026-03-01', BeforeTargetCloseDate: '2026-03-31' },
      };
      const description = (on: OpenPick, label: string) => on.items.find((item) => item.label === label)?.description;
      const left = await choose({ present: { ...none, filter } }, (on) => {
        assert.equal(description(on, 'Lifecycle stage: Committed'), 'set; Enter removes it');
        assert.equal(description(on, 'Target close date: this month'), 'set; Enter removes it');
        assert.equal(description(on, 'Lifecycle stage: Closed Lost'), 'in addition to Committed');
        assert.match(
          description(on, 'Target close date: overdue') ?? '',
          /^until .*14.*2026, moves with each day, instead of .*1.*2026 to .*31.*2026$/,
        );
        typed('closed l')(on);
        assert.match(description(on, 'Apply') ?? '', /^Committed, Closed Lost · closes /);
        on.accept();
      });
      assert.deepEqual(left?.filter, { ...filter, LifeCycleStage: ['Committed', 'Closed Lost'] });
      const without = await choose(
        { present: { ...none, filter } },
        all(typed('comm'), typed('this m'), pick('Apply')),
      );
      assert.deepEqual(without?.filter, {});
    });

    it('sets four criteria within 25 keys', async () => {
      let keys = 0;
      const press = (text: string) => (on: OpenPick) => {
        keys += text.length + 1;
        typed(text)(on);
      };
      const loaded = () => [{ ...summary('O1'), Customer: { Account: { CompanyName: 'Acme Corp' } } }];
      const left = await choose({ loaded }, all(press('comm'), press('act'), press('this m'), press('acm'), press('')));
      assert.deepEqual(left?.filter, {
        LifeCycleStage: ['Committed'],
        LifeCycleReviewStatus: ['Action Required'],
        CustomerCompanyName: ['Acme Corp'],
        TargetCloseDate: { AfterTargetCloseDate: '2026-03-01', BeforeTargetCloseDate: '2026-03-31' },
      });
      assert.ok(keys <= 25, `${keys} keys`);
    });

    it('takes what matches the text where Enter comes before VS Code has made it active', async () => {
      const left = await choose({}, (on) => {
        typed('comm')(on);
        on.value = 'act';
        assert.equal(on.active, 'Apply');
        on.accept();
        typed('')(on);
      });
      assert.deepEqual(left?.filter, { LifeCycleStage: ['Committed'], LifeCycleReviewStatus: ['Action Required'] });
    });

    it('takes a company that nothing loaded has to its step', async () => {
      const left = await choose(
        {},
        typed('Zebra'),
        (on) => {
          assert.equal(on.title, 'Filter Opportunities: Customer company name');
          assert.deepEqual([on.value, on.active], ['Zebra', 'Zebra']);
          on.accept();
          on.accept();
        },
        pick('Apply'),
      );
      assert.deepEqual(left?.filter, { CustomerCompanyName: ['Zebra'] });
    });
  });

  describe('in the step of AWS’s values', () => {
    const inStep = async (present: readonly string[], act: (on: OpenPick) => void) => {
      const filter = present.length > 0 ? { LifeCycleStage: present } : {};
      let stages: readonly string[] | undefined;
      await choose({ present: { ...none, filter } }, typed('stage'), act, (on) => {
        stages = on.items.find(({ label }) => label === 'Lifecycle stage')?.description?.split(', ');
        on.hide();
      });
      return stages;
    };

    it('takes what is typed, beside what is checked', async () => {
      assert.deepEqual(await inStep([], typed('comm')), ['Committed']);
      assert.deepEqual(await inStep(['Prospect'], typed('comm')), ['Prospect', 'Committed']);
      assert.deepEqual(await inStep(['Prospect'], typed('tv')), ['Prospect', 'Technical Validation']);
      assert.deepEqual(await inStep(['Prospect'], typed('')), ['Prospect']);
      assert.deepEqual(await inStep(['Committed'], typed('comm')), ['Committed'], 'it is checked already');
    });

    it('leaves it to the check boxes where the person uses them', async () => {
      const uncheck = (on: OpenPick) => {
        on.type('comm');
        on.select();
        on.accept();
      };
      assert.deepEqual(await inStep(['Committed'], uncheck), ['any']);
      const check = (on: OpenPick) => {
        on.type('o');
        on.select('Launched', 'Prospect');
        on.accept();
      };
      assert.deepEqual(await inStep([], check), ['Prospect', 'Launched']);
    });

    it('stays where nothing matches', async () => {
      const left = await inStep([], (on) => {
        typed('nonsense')(on);
        assert.equal(on.title, 'Filter Opportunities: Lifecycle stage');
        typed('launch')(on);
      });
      assert.deepEqual(left, ['Launched']);
    });
  });

  it('offers the loaded company before a name that none has, and the very name before all', async () => {
    const loaded = () =>
      ['Big Acme', 'Acme Corp', 'Lacme', 'Acme'].map((CompanyName) => ({
        ...summary('O1'),
        Customer: { Account: { CompanyName } },
      }));
    const left = await choose(
      { loaded },
      pick('Customer company name'),
      (on) => {
        on.type('acm');
        assert.deepEqual(labels(on), ['Acme', 'Acme Corp', 'Big Acme', 'Lacme', 'acm']);
        assert.equal(on.active, 'Acme');
        on.type('acme corp');
        assert.deepEqual(labels(on), ['Acme Corp', 'acme corp']);
        on.type('Acme');
        assert.deepEqual(labels(on), ['Acme', 'Acme Corp', 'Big Acme', 'Lacme']);
        on.type('acme c');
        on.accept();
        assert.deepEqual([on.value, on.active], ['', 'Done']);
        on.accept();
      },
      pick('Apply'),
    );
    assert.deepEqual(left?.filter, { CustomerCompanyName: ['Acme Corp'] });
  });

  it('takes several of AWS’s values, in AWS’s order, and goes back without them', async () => {
    const left = await choose(
      {},
      pick('Lifecycle stage'),
      (on) => {
        on.select('Launched', 'Prospect');
        on.accept();
      },
      pick('Review status'),
      (on) => {
        on.select('Approved');
        on.press(0);
      },
      pick('Apply'),
    );
    assert.deepEqual(left?.filter, { LifeCycleStage: ['Prospect', 'Launched'] });
  });

  it('goes back from a step as it came, keeps what was chosen before, and forgets it where the person leaves', async () => {
    const description = (on: OpenPick, label: string) => on.items.find((item) => item.label === label)?.description;
    const left = await choose(
      {},
      pick('Review status'),
      (on) => {
        on.select('Submitted');
        on.accept();
      },
      (on) => {
        assert.equal(description(on, 'Apply'), 'Submitted');
        on.pick('Lifecycle stage');
      },
      (on) => {
        on.select('Launched');
        on.press(0);
      },
      (on) => {
        assert.deepEqual(
          ['Apply', 'Lifecycle stage', 'Review status'].map((label) => description(on, label)),
          ['Submitted', 'any', 'Submitted'],
        );
        on.hide();
      },
    );
    assert.equal(left, undefined);
    await choose({}, (on) => {
      assert.equal(description(on, 'Review status'), 'any');
      on.hide();
    });
  });

  it('takes names of companies: typed, suggested, each once, and removes them', async () => {
    const loaded = () =>
      ['Zeta', undefined, 'Alpha', 'Zeta', ' '].map((CompanyName) => ({
        ...summary('O1'),
        ...(CompanyName && { Customer: { Account: { CompanyName } } }),
      }));
    const left = await choose(
      { loaded },
      pick('Customer company name'),
      (on) => {
        assert.deepEqual(labels(on), ['Done', 'Alpha', 'Zeta']);
        typed('  Beta ')(on);
        assert.equal(on.value, '');
        typed('Beta')(on);
        assert.match(on.items[0]?.description ?? '', /already chosen/);
        for (const [text, why] of [
          ['x'.repeat(121), /at most 120 characters, and this has 121/],
          ['x'.repeat(10_000), /A company name can have at most 120 characters, and this has 10000/],
          ['a\u202eb', /It contains control characters or invisible marks/],
        ] as const) {
          typed(text)(on);
          assert.match(on.items[0]?.description ?? '', why);
          assert.equal(on.value, text, 'it stays to be mended');
        }
        on.type('');
        on.pick('Zeta');
        on.pick('Alpha');
        on.pick('Zeta');
        assert.deepEqual(labels(on), ['Done', 'Beta', 'Alpha', 'Zeta']);
        on.pick('Done');
      },
      pick('Apply'),
    );
    assert.deepEqual(left?.filter, { CustomerCompanyName: ['Beta', 'Alpha'] });
  });

  it('takes ten names of companies, as AWS does, and no more', async () => {
    const ten = Array.from({ length: 10 }, (_, n) => `Company ${n + 1}`);
    const left = await choose(
      {},
      pick('Customer company name'),
      (on) => {
        for (const name of ten) {
          typed(name)(on);
          assert.equal(on.value, '');
        }
        typed('Company 11')(on);
        assert.match(on.items[0]?.description ?? '', /AWS accepts at most 10 company names/);
        assert.equal(on.value, 'Company 11');
        on.type('');
        on.pick('Done');
      },
      pick('Apply'),
    );
    assert.deepEqual(left?.filter, { CustomerCompanyName: ten });
  });

  it('takes ids as they are pasted, and no more than AWS does', async () => {
    vscode.clipboard.push('O3 x\nO4');
    const many = Array.from({ length: 21 }, (_, n) => `O${n + 1}`).join(' ');
    const left = await choose(
      {},
      pick('Identifier'),
      (box) => {
        typed('O1, what')(box);
        assert.match(lastMessage() ?? '', /“what” is not an opportunity ID/);
        typed(many)(box);
        assert.match(lastMessage() ?? '', /21 IDs, but AWS accepts at most 20/);
        const ids = (count: number) => Array.from({ length: count }, (_, n) => `O${1_000_000 + n}`).join('\n');
        for (const [text, why] of [
          [ids(5000), '5000 IDs, but AWS accepts at most 20. Remove some, or keep the first 20 with the button above.'],
          ['O1234567, 1234567', '“1234567” is not an opportunity ID: O and up to 19 digits.'],
          ['O12345678901234567890', '“O12345678901234567890” is not an opportunity ID: O and up to 19 digits.'],
          ['x'.repeat(10_000), `“${'x'.repeat(39)}…” is not an opportunity ID: O and up to 19 digits.`],
          ['$(trash)', '“$\u200b(trash)” is not an opportunity ID: O and up to 19 digits.'],
          [
            '$(trash) [x](command:workbench.action.reloadWindow)',
            '“$\u200b(trash)” and 1 more are not opportunity IDs: O and up to 19 digits.',
          ],
        ] as const) {
          typed(text)(box);
          assert.equal(lastMessage(), why);
        }
        typed(many)(box);
        box.press(2);
        setImmediate(() => {
          assert.equal(box.value.split(', ').length, 20);
          assert.equal(boxNote(), '20 of 20 IDs');
          box.type('O1');
          box.press(1);
          setTimeout(() => {
            assert.equal(box.value, 'O1, O3, O4, x');
            typed('O1, O3; O4')(box);
          });
        });
      },
      pick('Apply'),
    );
    assert.deepEqual(left?.filter, { Identifier: ['O1', 'O3', 'O4'] });
  });

  it('takes dates: a preset, or their ends one by one', async () => {
    const refusesOtherThanDates = (box: OpenPick) => {
      for (const text of ['2026-02-30', 'soon', 'x'.repeat(10_000), '2026-01-31T00:00:00Z']) {
        typed(text)(box);
        assert.match(lastMessage() ?? '', /” is not a date. Write 2026-01-31/, text);
      }
    };
    const preset = await choose({}, pick('Created'), pick('last 7 days'), pick('Apply'));
    assert.ok(preset && 'CreatedDate' in preset.filter);
    const left = await choose(
      {},
      pick('Target close date'),
      (dates) => {
        dates.type('1 dec');
        assert.equal(dates.active, 'After…', 'a day that no range here has');
        dates.pick('After…');
      },
      (box) => {
        refusesOtherThanDates(box);
        typed('2026-03-01')(box);
      },
      pick('Before…'),
      (box) => {
        assert.equal(box.title, 'Filter Opportunities: Target close date before');
        box.press(0);
      },
      (on) => {
        assert.equal(on.title, 'Filter Opportunities: Target close date');
        on.pick('After…');
      },
      (box) => {
        assert.equal(box.title, 'Filter Opportunities: Target close date after');
        assert.equal(box.value, '2026-03-01');
        typed('2026-01-01')(box);
      },
      pick('Before…'),
      (box) => {
        typed('2025-01-01')(box);
        assert.match(lastMessage() ?? '', /it ends before it begins \(\D*1\D*2026 > \D*1\D*2025\)/);
        refusesOtherThanDates(box);
        typed('+90d')(box);
      },
      pick('Done'),
      pick('Apply'),
    );
    assert.deepEqual(left?.filter, {
      TargetCloseDate: { AfterTargetCloseDate: '2026-01-01', BeforeTargetCloseDate: '+90d' },
    });
    const any = await choose({ present: left ?? none }, pick('Target close date'), pick('Any Time'), pick('Apply'));
    assert.deepEqual(any?.filter, {});
  });

  it('takes the ends of the list as the AWS CLI does', async () => {
    const token = encodeResumeToken({ nextToken: 'abc', used: 3 });
    const left = await choose(
      {},
      pick('Maximum items'),
      (box) => {
        for (const text of ['0', '-1', '2.5', '1e3', 'many', '1'.repeat(16)]) {
          typed(text)(box);
          assert.equal(lastMessage(), 'Enter a whole number of 1 or more.', text);
        }
        typed(' 20 ')(box);
      },
      pick('Start from token'),
      (box) => {
        for (const text of ['a b', 'a\u202eb']) {
          typed(text)(box);
          assert.match(lastMessage() ?? '', /spaces or control characters/, text);
        }
        typed(btoa('{"NextToken": 5}'))(box);
        assert.equal(lastMessage(), 'This is not a starting token.');
        typed(encodeResumeToken({ nextToken: 'abc', used: 100 }))(box);
        assert.match(lastMessage() ?? '', /100 items into a page, but a page has 100 here/);
        typed(btoa('{"NextToken": null, "boto_truncate_amount": 250}'))(box);
        assert.match(lastMessage() ?? '', /^It continues 250 items into a page, but a page has 100 here\./);
        typed(token)(box);
        assert.equal(lastMessage(), 'It continues 3 items into a page.');
      },
      (on) => {
        const values = new Map(on.items.map(({ label, description }) => [label, description]));
        assert.equal(values.get('Maximum items'), '20');
        assert.equal(values.get('Start from token'), `${token.slice(0, 59)}…`);
        on.pick('Apply');
      },
    );
    assert.deepEqual(left, { ...none, maxItems: 20, startingToken: token });
    const whole = await choose(
      { present: left ?? none },
      pick('Maximum items'),
      typed(''),
      pick('Start from token'),
      typed(''),
      pick('Apply'),
    );
    assert.deepEqual(whole, none);
  });

  it('takes a saved filter or a recent one, and keeps the rest of the choice', async () => {
    vscode.set('partnerCentral.savedFilters', [
      { name: 'Mine', filter: { LifeCycleStage: ['Prospect'] } },
      { name: 'Broken', filter: { Colour: 1 } },
    ]);
    const present = { ...none, maxItems: 20 };
    assert.deepEqual(await choose({ present }, all(pick('Mine'), pick('Apply'))), {
      ...present,
      filter: { LifeCycleStage: ['Prospect'] },
    });
    const recent = [{ LifeCycleStage: ['Launched'] as const }, { CreatedDate: { AfterCreatedDate: 'soon' } }];
    const left = await choose({ present, recent }, (on) => {
      assert.match(on.items.find(({ label }) => label === 'Broken')?.description ?? '', /^cannot be used: /);
      on.pick('Broken');
      const offered = on.items.filter(({ label }) => label === 'Recent filter').map((item) => item.description);
      assert.deepEqual(offered, ['Launched'], 'what cannot be sent is not offered');
      on.pick('Recent filter');
      on.pick('Apply');
    });
    assert.deepEqual(left, { ...present, filter: { LifeCycleStage: ['Launched'] } });
  });

  it('saves, renames and removes saved filters, and comes back', async () => {
    const present = { ...none, filter: { LifeCycleStage: ['Prospect'] as const } };
    const names = () => saved().map(({ entry }) => entry.name);
    await choose({ present }, pick('Save…'), typed('Mine'), (on) => on.hide());
    assert.deepEqual(names(), ['Mine']);
    await choose(
      { present },
      (on) => on.press(0, 'Mine'),
      typed('Yours'),
      (on) => on.hide(),
    );
    assert.deepEqual(names(), ['Yours']);
    await choose(
      { present },
      (on) => on.press(1, 'Yours'),
      (on) => on.hide(),
    );
    assert.deepEqual(names(), ['Yours'], 'nobody agreed');
    vscode.answer = ([first]) => first;
    await choose(
      { present },
      pick('Rename or Remove Saved Filters…'),
      pick('Yours'),
      pick('Rename…'),
      typed('Ours'),
      pick('Ours'),
      pick('Remove'),
      (on) => {
        assert.ok(!labels(on).includes('Rename or Remove Saved Filters…'));
        on.hide();
      },
    );
    assert.deepEqual(names(), []);
    assert.deepEqual(vscode.textsIn('notification').slice(-1), ['Remove the saved filter “Ours”?']);
  });

  it('takes no name twice when one is renamed', async () => {
    vscode.set('partnerCentral.savedFilters', [
      { name: 'Mine', filter: {} },
      { name: 'Yours', filter: {} },
    ]);
    await choose({}, (on) => on.press(0, 'Mine'), refused('Yours'));
    assert.deepEqual(
      saved().map(({ entry }) => entry.name),
      ['Mine', 'Yours'],
    );
    assert.equal(lastMessage(), 'There is already a filter with this name in the user settings.');
  });

  it('lists a saved filter by its new name alone, and takes it under that', async () => {
    const filter = { LifeCycleReviewStatus: ['Submitted', 'In review'] as const };
    vscode.set('partnerCentral.savedFilters', [
      { name: 'Broken', filter: { Identifier: ['X1'] } },
      { name: 'Mine', filter },
    ]);
    const left = await choose(
      {},
      pick('Rename or Remove Saved Filters…'),
      (on) => {
        assert.equal(on.title, 'Filter Opportunities: Rename or Remove Saved Filters');
        on.pick('Mine');
      },
      (on) => {
        assert.equal(on.title, 'Filter Opportunities: Mine');
        on.pick('Rename…');
      },
      (box) => {
        assert.deepEqual([box.title, box.value], ['Filter Opportunities: Rename Filter', 'Mine']);
        typed('Ours')(box);
      },
      (on) => {
        assert.deepEqual(labels(on), ['Broken', 'Ours']);
        on.press(0);
      },
      all(pick('Ours'), pick('Apply')),
    );
    assert.deepEqual(left, { ...none, filter });
  });

  it('leads from what cannot be applied to what is wrong with it', async () => {
    const present = { ...none, filter: { TargetCloseDate: { AfterTargetCloseDate: 'soon' } } };
    const left = await choose(
      { present },
      (on) => {
        assert.match(on.items.find(({ label }) => label === 'Cannot Apply')?.description ?? '', /“soon” is not a date/);
        on.pick('Cannot Apply');
      },
      pick('Any Time'),
      pick('Apply'),
    );
    assert.deepEqual(left?.filter, {});
  });
});
