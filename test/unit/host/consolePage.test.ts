import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/query/connection';
import type * as host from '../../../src/host/consolePage';
import { summary } from '../../support/fakeSource';
import { vscode } from '../../support/fakeVscode';

describe('the page of an opportunity in Partner Central', () => {
  let consolePage: typeof host.consolePage;
  const aws: Connection = { kind: 'aws', catalog: 'AWS' };
  const template = (value: unknown) => vscode.set('partnerCentral.consoleUrl', value);

  before(async () => {
    vscode.install();
    ({ consolePage } = await import('../../../src/host/consolePage'));
  });

  beforeEach(() => {
    vscode.forget();
    template('  https://partnercentral.example/opportunities/$\u007bid}/view ');
  });

  it('is what the setting says, with the id in it', () => {
    assert.equal(consolePage(summary('O123'), aws), 'https://partnercentral.example/opportunities/O123/view');
  });

  it('is there for the AWS catalog alone, and for what has an id', () => {
    const { Id: _, ...nameless } = summary('');
    assert.equal(consolePage(summary('O123'), { ...aws, catalog: 'Sandbox' }), undefined);
    assert.equal(consolePage(summary('O123'), { kind: 'sample', catalog: 'AWS' }), undefined);
    assert.equal(consolePage(nameless, aws), undefined);
  });

  it('is none where the setting makes no https address', () => {
    for (const value of [undefined, 7, '', 'javascript:$\u007bid}', 'http://partnercentral.example/$\u007bid}']) {
      template(value);
      assert.equal(consolePage(summary('O123'), aws), undefined, String(value));
    }
  });
});
