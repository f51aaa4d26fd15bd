import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isOpportunityId, parseOpportunityId, parseOpportunityIds } from '../../../../src/core/model/opportunityIds';

const id = fc.bigInt({ min: 0n, max: 10n ** 19n - 1n }).map((n) => `O${n}`);

describe('parseOpportunityId', () => {
  it('finds the id in an id, an ARN and a link', () => {
    for (const text of [
      'O123',
      ' O123\n',
      'arn:aws:partnercentral:us-east-1:123456789012:catalog/AWS/opportunity/O123',
      'https://us-east-1.console.aws.amazon.com/partnercentral/opportunities/O123',
      'https://us-east-1.console.aws.amazon.com/partnercentral/opportunities/O123?tab=team#x',
      'https://partnercentral.awspartner.com/partnercentral2/s/opportunity/O123?tab=1',
      'https://example.com/?opportunity=O123',
    ]) {
      assert.equal(parseOpportunityId(text), 'O123', text);
    }
  });

  it('finds none in anything else', () => {
    for (const text of ['', 'o123', 'O', 'O12x', 'xO12', 'O12345678901234567890', 'https://example.com/O', 'O1 O2']) {
      assert.equal(parseOpportunityId(text), undefined, text);
    }
    assert.equal(parseOpportunityId(`${'/'.repeat(100_000)}O1`), undefined);
  });
});

describe('parseOpportunityIds', () => {
  it('reads a list however it is separated, each id once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(id, fc.constantFrom(' ', ',', '\n', ';', '\t', '", "', ' | ', '\r\n')), { maxLength: 50 }),
        (pieces) => {
          const parsed = parseOpportunityIds(pieces.map(([text, separator]) => text + separator).join(''));
          assert.deepEqual(parsed, { ids: [...new Set(pieces.map(([text]) => text))], invalid: [] });
        },
      ),
    );
  });

  it('names what is no id, and lets nothing through that AWS would refuse', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 100 }), (text) =>
        assert.ok(parseOpportunityIds(text).ids.every(isOpportunityId)),
      ),
    );
    assert.deepEqual(parseOpportunityIds('O1 Acme O2'), { ids: ['O1', 'O2'], invalid: ['Acme'] });
  });

  it('reads a pasted column of 5,000', () => {
    const column = Array.from({ length: 5_000 }, (_, n) => `O${n}`).join('\n');
    assert.equal(parseOpportunityIds(column).ids.length, 5_000);
  });

  it('knows an opportunity id', () => {
    assert.ok(isOpportunityId('O1234567890123456789'));
    for (const text of ['', 'O', 'O12a', '1', 'O1\n', 'arn:aws:O1']) assert.ok(!isOpportunityId(text), text);
  });
});
