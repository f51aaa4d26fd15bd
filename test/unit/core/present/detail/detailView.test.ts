import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fieldGroups } from '../../../../../src/core/model/fields';
import type { OpportunitySummary } from '../../../../../src/core/model/opportunity';
import { reviewStatuses, stages } from '../../../../../src/core/model/opportunity';
import { detailState } from '../../../../../src/core/present/detail/detailView';
import { isPanelState } from '../../../../../src/core/present/detail/panelState';
import { hostileTexts } from '../../../../support/hostileTexts';
import { filledWith, summaries } from '../../../../support/summaries';
import { english } from '../../../../support/writing';

const stateOf = (item: OpportunitySummary, more: Partial<Parameters<typeof detailState>[0]> = {}) =>
  detailState({ item, turn: 1, console: true, listed: true, ...more }, english);

const complete: OpportunitySummary = {
  Catalog: 'AWS',
  Id: 'O1234567',
  LifeCycle: {
    Stage: 'Qualified',
    ReviewStatus: 'Action Required',
    ReviewComments: 'Please add the postal code.',
    TargetCloseDate: '2026-06-20',
  },
  Customer: { Account: { CompanyName: 'Example Corp', WebsiteUrl: 'www.example.com', Address: { CountryCode: 'DE' } } },
  Project: {
    ExpectedCustomerSpend: [{ Amount: '1000.5', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' }],
  },
};

describe('the state of a detail panel', () => {
  const fieldsOf = (state: ReturnType<typeof stateOf>) => state.groups.flatMap(({ fields }) => fields);

  it('has the company, the status, the days left, the spend and the stage on top', () => {
    const { header } = stateOf(complete);
    assert.equal(header.company, 'Example Corp');
    assert.equal(header.status.text, 'Action Required');
    assert.equal(header.closing?.text, '5 days left');
    assert.equal(header.spend, '$1,000.50 a month');
    assert.deepEqual(
      header.stage.steps.map(({ place }) => place),
      ['done', 'current', 'ahead', 'ahead', 'ahead', 'ahead'],
    );
    assert.equal(header.stage.lost.current, false);
  });

  it('lets Closed Lost stand apart, with its reason', () => {
    const { header } = stateOf({ Catalog: 'AWS', LifeCycle: { Stage: 'Closed Lost', ClosedLostReason: 'Price' } });
    assert.ok(header.stage.steps.every(({ place }) => place === 'ahead'));
    assert.deepEqual(header.stage.lost, { name: 'Closed Lost', current: true, reason: 'Price' });
  });

  it('says that a stage is missing or unknown', () => {
    assert.equal(stateOf({ Catalog: 'AWS' }).header.stage.elsewhere, 'It has no lifecycle stage.');
    const { header } = stateOf({ Catalog: 'AWS', LifeCycle: { Stage: 'Nurturing' as 'Prospect' } });
    assert.equal(header.stage.elsewhere, 'The stage “Nurturing” is not known to this version.');
  });

  it('says in words how overdue an open opportunity is', () => {
    const closing = (TargetCloseDate: string, more: OpportunitySummary['LifeCycle'] = {}) =>
      stateOf({ Catalog: 'AWS', LifeCycle: { TargetCloseDate, ...more } }).header.closing;
    assert.deepEqual(closing('2026-06-14'), {
      text: '1 day overdue',
      tone: 'bad',
      icon: 'calendar',
      meaning: 'Jun 14, 2026',
    });
    assert.equal(closing('2026-05-15')?.text, '31 days overdue');
    assert.equal(closing('2026-06-15')?.text, 'closes today');
    assert.equal(closing('2026-06-16')?.text, 'closes tomorrow');
    assert.equal(closing('2020-01-01', { Stage: 'Launched' }), undefined);
  });

  it('shows what AWS asks for, and which fields can be edited', () => {
    const state = stateOf(complete);
    assert.deepEqual(state.attention?.texts, [{ label: 'Review comments', text: 'Please add the postal code.' }]);
    assert.match(
      state.editing,
      /^In Partner Central you can edit only these fields now: City, Country, .*, and Partner’s ID\. Your changes/,
    );
    assert.match(state.editing, /Street, Website.*Business problem/);
    const names = fieldsOf(state).map(({ name }) => name);
    assert.ok(!names.includes('LifeCycle.ReviewComments'), 'what AWS asks for is said once');
  });

  it('says who can edit it in every review status', () => {
    const kinds = [...reviewStatuses, undefined, 'New Status'].map((ReviewStatus) => {
      const state = stateOf({ Catalog: 'AWS', LifeCycle: { ReviewStatus: ReviewStatus as 'Approved' } });
      return [state.editing, state.attention?.tone];
    });
    assert.deepEqual(
      kinds.map(([editing = '', tone]) => [
        /in Partner Central|In Partner Central|Nobody|rules/.exec(editing)?.[0],
        tone,
      ]),
      [
        ['in Partner Central', undefined],
        ['Nobody', undefined],
        ['Nobody', undefined],
        ['in Partner Central', undefined],
        ['Nobody', 'bad'],
        ['In Partner Central', 'warning'],
        ['rules', undefined],
        ['rules', undefined],
      ],
    );
  });

  it('says the review status and the stage once, and where they changed what they were', () => {
    for (const ReviewStatus of reviewStatuses) {
      const item: OpportunitySummary = { Catalog: 'AWS', LifeCycle: { Stage: 'Qualified', ReviewStatus } };
      const { raw: _, ...state } = stateOf(item);
      const shown = JSON.stringify(state, (name, value) => (name === 'meaning' ? undefined : value));
      assert.equal(shown.split(`"${ReviewStatus}"`).length - 1, 1, shown);
      assert.equal(shown.split('"Qualified"').length - 1, 1);
      const before = { ...item, LifeCycle: { Stage: 'Prospect', ReviewStatus: 'Submitted' } } as const;
      const marked = fieldsOf(stateOf(item, { before })).filter(({ change }) => change);
      assert.deepEqual(
        marked.map(({ name }) => name),
        ['LifeCycle.Stage', ...(ReviewStatus === 'Submitted' ? [] : ['LifeCycle.ReviewStatus'])],
      );
    }
  });

  it('has every field of a summary, absent ones included, each with its meaning', () => {
    const fields = fieldsOf(stateOf({ Catalog: 'AWS' }));
    assert.equal(fields.length, 22);
    assert.deepEqual(
      fields.filter(({ values }) => values.length > 0).map(({ name }) => name),
      ['Catalog'],
    );
    for (const { name, label, meaning } of fields) assert.ok(label && meaning.endsWith('.'), name);
    assert.equal(new Set(fieldGroups.flatMap((group) => group.fields.map(({ name }) => name))).size, fields.length + 2);
  });

  it('marks what changed since the version before, and counts it', () => {
    const after: OpportunitySummary = {
      ...complete,
      LastModifiedDate: '2026-06-15T00:00:00.000Z',
      LifeCycle: { ...complete.LifeCycle, NextSteps: 'Call them', TargetCloseDate: '2026-07-01' },
      Project: {},
    };
    const state = stateOf(after, { before: complete });
    assert.equal(state.notice?.text, 'There is a newer version: 3 fields changed.');
    const changed = fieldsOf(state).filter(({ change }) => change);
    assert.deepEqual(
      changed.map(({ name, change }) => [name, change?.before]),
      [
        ['LifeCycle.TargetCloseDate', 'Jun 20, 2026'],
        ['LifeCycle.NextSteps', ''],
        ['LastModifiedDate', ''],
      ],
    );
    assert.deepEqual(state.spend.change, { before: '$1,000.50 · AWS · Monthly' });
  });

  it('offers only what the opportunity has', () => {
    const labels = (item: OpportunitySummary, more = {}) =>
      stateOf(item, { console: false, listed: false, ...more }).header.actions.map(({ label }) => label);
    assert.deepEqual(labels({ Catalog: 'AWS' }), ['Open JSON', 'Copy as Markdown']);
    assert.deepEqual(labels(complete, { console: true, listed: true }), [
      ...['Open in Partner Central', 'Website', 'Open JSON', 'Copy as Markdown', 'Reveal in Tree'],
      ...['Filter by This Company', 'Refresh'],
    ]);
  });

  it('asks for what each button says', () => {
    const state = stateOf(complete, { before: { ...complete, Arn: 'arn:1' } });
    assert.deepEqual(
      state.header.actions.map(({ intent }) => intent),
      [
        ...[{ type: 'openInConsole' }, { type: 'openWebsite' }, { type: 'openJson' }],
        ...[{ type: 'copy', what: 'markdown' }, { type: 'reveal' }, { type: 'filterByCompany' }, { type: 'refresh' }],
      ],
    );
    assert.deepEqual(state.raw.actions, [
      { label: 'Copy as JSON', icon: 'copy', intent: { type: 'copy', what: 'json' } },
    ]);
    assert.deepEqual(state.notice, {
      text: 'There is a newer version: 1 field changed.',
      actions: [{ label: 'Dismiss', icon: 'check', intent: { type: 'dismissChanges' } }],
    });
    const { position } = stateOf(complete, { position: { place: 2, loaded: 3, more: false } }).header;
    assert.deepEqual(position?.previous.intent, { type: 'previous' });
    assert.deepEqual(position?.next.intent, { type: 'next' });
  });

  it('copies what has something to be copied, and the link only where there is a page', () => {
    const copied = (item: OpportunitySummary, console = true) =>
      fieldsOf(stateOf(item, { console })).flatMap(({ name, actions }) =>
        actions.map(({ label, intent }) => [name, label, intent.type === 'copy' && intent.what]),
      );
    const id = ['Id', 'Copy ID', 'id'];
    const link = ['Id', 'Copy Link to Partner Central', 'consoleLink'];
    const company = ['Customer.Account.CompanyName', 'Copy Company', 'company'];
    assert.deepEqual(copied(complete), [company, id, link]);
    assert.deepEqual(copied(complete, false), [company, id]);
    assert.deepEqual(copied({ Catalog: 'AWS' }, false), []);
  });

  it('says which catalog it is from', () => {
    const mark = (Catalog: string) => stateOf({ Catalog }).header.catalog;
    assert.deepEqual(mark('Sandbox'), {
      ...{ text: 'Sandbox', tone: 'warning' },
      meaning: 'From the Sandbox catalog, AWS’s test environment.',
    });
    const meaning = 'From the AWS catalog, your real opportunities.';
    assert.deepEqual(mark('AWS'), { text: 'AWS', tone: 'neutral', meaning });
    assert.deepEqual(mark('Other'), { text: 'Other', tone: 'neutral' });
    const made = stateOf(complete, { sample: true }).header.catalog;
    assert.deepEqual(
      [made.text, made.meaning],
      ['Sample data', 'Made up for trying things out. Nothing of it is from AWS.'],
    );
  });

  it('says so where there is no company, no id, no change and nothing more', () => {
    const bare = stateOf({ Catalog: 'AWS' });
    assert.deepEqual([bare.header.company, bare.header.unnamed], ['No company name', true]);
    assert.deepEqual([bare.header.id, stateOf(complete).header.id], ['no id', 'O1234567']);
    assert.equal(stateOf(complete).header.unnamed, false);
    assert.equal(stateOf({ Catalog: 'AWS', Customer: {} }).header.company, 'No company name');
    for (const name of ['view', 'notice', 'attention', 'full']) assert.ok(!(name in bare), name);
    for (const name of ['closing', 'spend', 'position']) assert.ok(!(name in bare.header), name);
    assert.deepEqual(bare.header.stage.lost, { name: 'Closed Lost', current: false });
    assert.ok(!('notice' in stateOf(complete, { before: complete })));
    const view = { scroll: 300, open: ['raw'] };
    assert.deepEqual(stateOf(complete, { view }).view, view);
    assert.ok(!('keep' in bare.header));
    assert.deepEqual(stateOf(complete, { preview: true }).header.keep?.intent, { type: 'keep' });
  });

  it('says that AWS gave no reason where it gave none', () => {
    const { attention } = stateOf({ Catalog: 'AWS', LifeCycle: { ReviewStatus: 'Rejected' } });
    assert.deepEqual(attention?.texts, [{ label: 'Review comments', text: 'AWS gave no reason.' }]);
  });

  it('takes no reason of a loss for an opportunity that is not lost', () => {
    const { stage } = stateOf({ Catalog: 'AWS', LifeCycle: { Stage: 'Launched', ClosedLostReason: 'Price' } }).header;
    assert.deepEqual(stage.lost, { name: 'Closed Lost', current: false });
  });

  it('ends the way to the neighbours where the list ends', () => {
    const ends = (place: number, more: boolean) => {
      const position = stateOf(complete, { position: { place, loaded: 3, more } }).header.position;
      return [position?.text, position?.previous.disabled, position?.next.disabled];
    };
    assert.deepEqual(
      [1, 2, 3].map((place) => ends(place, true)),
      [
        ['1 of 3+', true, false],
        ['2 of 3+', false, false],
        ['3 of 3+', false, false],
      ],
    );
    assert.deepEqual(ends(3, false), ['3 of 3', false, true]);
    const many = stateOf(complete, { position: { place: 1234, loaded: 3000, more: true } }).header.position;
    assert.equal(many?.text, '1,234 of 3,000+');
  });

  it('survives a message to the page unchanged, whatever the summary holds', () => {
    fc.assert(
      fc.property(summaries, summaries, (item, before) => {
        const state = stateOf(item, { before });
        assert.ok(isPanelState(state));
        assert.deepEqual(structuredClone(state), state);
        assert.deepEqual(JSON.parse(state.raw.text), item);
      }),
    );
  });

  for (const text of hostileTexts) {
    it(`takes ${JSON.stringify(text.slice(0, 30))} for text`, () => {
      const item = filledWith(text);
      const state = stateOf(item);
      const all = JSON.stringify({ ...state, raw: undefined });
      assert.doesNotMatch(all, /\\u0000|[\u202e\u2066]/, 'out of sight');
      assert.doesNotMatch(state.raw.text, /[\u202e\u2066]/);
      assert.deepEqual(JSON.parse(state.raw.text), item);
      assert.ok(!state.header.actions.some(({ intent }) => intent.type === 'openWebsite'), 'it is no address');
      const shown = ['\u0000', '\u202e', '\u2066'].reduce((plain, sign) => plain.replaceAll(sign, ' '), text).trim();
      assert.equal(state.header.company, shown);
      for (const field of fieldsOf(state)) {
        if (field.values.length > 0 && field.name !== 'Project.ExpectedContractDuration') {
          assert.deepEqual(field.values, [{ text: shown }], field.name);
        }
      }
    });
  }

  it('knows a place for every stage', () => {
    for (const Stage of stages) {
      const { stage } = stateOf({ Catalog: 'AWS', LifeCycle: { Stage } }).header;
      const current = [...stage.steps.filter(({ place }) => place === 'current').map(({ name }) => name)];
      assert.deepEqual(stage.lost.current ? ['Closed Lost'] : current, [Stage]);
    }
  });
});
