import assert from 'node:assert/strict';
import { commands } from 'vscode';
import type { OpportunitySummary } from '../../../src/core/model/opportunity';
import { normalisePage } from '../../../src/core/wire/normalisePage';
import { generateOpportunities } from '../../../src/demo/data/records';
import { opportunityTooltip } from '../../../src/views/opportunities/tooltip';
import { today } from '../support/treeUnderTest';

const hostile = [
  '[click](command:workbench.action.quit)',
  '![x](https://example.com/beacon.png)',
  '<img src=https://example.com/b onerror=alert(1)>',
  '</p><script>alert(1)</script>',
  '<https://example.com/auto>',
  'https://example.com/bare',
  'www.example.com',
  '$(trash)',
  '`code` **bold** _it_ ~~gone~~',
  '# heading',
  '- list\n- list',
  '> quote',
  '| a | b |\n|---|---|',
  '---',
  '[ref]: https://example.com\n[ref]',
  '&lt;b&gt; &#x202e;',
  '\\[x](y)',
  '\u202egnp.exe\u2066',
  '```\ncode\n```',
  '1. one',
];

/** An opportunity with this text in every field that the tooltip shows. */
function everywhere(text: string): OpportunitySummary {
  return {
    Catalog: 'AWS',
    Id: text,
    OpportunityType: text,
    PartnerOpportunityIdentifier: text,
    LifeCycle: {
      Stage: text,
      ReviewStatus: 'Action Required',
      ReviewComments: text,
      ReviewStatusReason: text,
      ClosedLostReason: text,
      TargetCloseDate: text,
      NextSteps: text,
    },
    Customer: {
      Account: { CompanyName: text, OtherIndustry: text, Address: { City: text, CountryCode: text } },
    },
    Project: {
      DeliveryModels: [text],
      ExpectedCustomerSpend: [{ Amount: '1', CurrencyCode: text, Frequency: 'Monthly', TargetCompany: text }],
    },
  } as unknown as OpportunitySummary;
}

describe('the tooltip of an opportunity', () => {
  it('trusts nothing: no commands, no HTML, no icons', () => {
    const text = opportunityTooltip(everywhere('x'), { today, zone: 'UTC' });
    assert.ok(!text.isTrusted);
    assert.ok(!text.supportHtml);
    assert.ok(!text.supportThemeIcons);
  });

  for (const text of hostile) {
    it(`holds ${JSON.stringify(text)} as text only`, async () => {
      const { value } = opportunityTooltip(everywhere(text), { today, zone: 'UTC' });
      // VS Code's own Markdown preview lets HTML through, which a tooltip does not: the stricter judge.
      const html = await commands.executeCommand<string>('markdown.api.render', value);
      const tags = new Set([...html.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, name]) => name?.toLowerCase()));
      // The preview brings an empty span of its own, and links bare addresses by itself.
      for (const tag of tags) assert.ok(['p', 'strong', 'h3', 'span', 'a'].includes(tag ?? ''), `${tag} in ${html}`);
      for (const [, href = '', words = ''] of html.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)</g)) {
        const shown = /^(?:https?:\/\/)?([\w.-]+)/.exec(words)?.[1];
        assert.equal(new URL(href).host, shown, `${href} under the words ${words}`);
      }
      assert.doesNotMatch(value, /[\u202e\u2066]/);
    });
  }

  it('has what the sample data has, with what AWS asks for only where it asks', () => {
    const records = generateOpportunities({ count: 300, seed: 1, catalog: 'AWS', hostile: true });
    let asking = 0;
    for (const item of normalisePage({ OpportunitySummaries: records }).items) {
      const { value } = opportunityTooltip(item, { today, zone: 'UTC' });
      assert.ok(value.startsWith('### '));
      assert.doesNotMatch(value, /undefined|NaN|Invalid Date|\[object/);
      if (item.Id) assert.ok(value.includes(item.Id));
      const asks = value.includes('AWS asks');
      if (item.LifeCycle?.ReviewStatus !== 'Action Required') assert.ok(!asks);
      asking += Number(asks);
    }
    assert.ok(asking > 0);
  });
});
