import assert from 'node:assert/strict';
import type * as consent from '../../../../src/views/connection/endpointConsent';
import { vscode } from '../../../support/fakeVscode';
import { MemoryState } from '../../../support/memoryState';

describe('S02: the question whether requests may go to an endpoint', () => {
  let EndpointConsent: typeof consent.EndpointConsent;
  const endpoint = { url: 'http://127.0.0.1:4566', host: '127.0.0.1:4566', origin: 'AWS_ENDPOINT_URL' };
  const other = { ...endpoint, url: 'https://other.example', host: 'other.example' };

  before(async () => {
    vscode.install();
    ({ EndpointConsent } = await import('../../../../src/views/connection/endpointConsent'));
  });

  let asked = 0;
  let says: string | undefined;
  beforeEach(() => {
    vscode.forget();
    asked = 0;
    says = 'Allow';
    vscode.answer = () => {
      asked += 1;
      return says;
    };
  });
  after(() => {
    vscode.answer = () => undefined;
  });

  it('is put once for each value, and a yes holds for every window of this machine', async () => {
    const state = new MemoryState();
    const asking = new EndpointConsent(state);
    assert.deepEqual(await Promise.all([asking.confirm(endpoint), asking.confirm(endpoint)]), [true, true]);
    assert.equal(await new EndpointConsent(state).confirm(endpoint), true);
    assert.equal(asked, 1);
    says = undefined;
    assert.equal(await new EndpointConsent(state).confirm(other), false, 'another value is another question');
  });

  it('is not put again after a no, until the person asks for it', async () => {
    const asking = new EndpointConsent(new MemoryState());
    says = undefined;
    assert.equal(await asking.confirm(endpoint), false);
    says = 'Allow';
    assert.equal(await asking.confirm(endpoint), false);
    assert.equal(asked, 1);
    asking.forgetRefusals();
    assert.equal(await asking.confirm(endpoint), true);
  });

  it('is not put for what the person did not ask for: only a yes of before lets that through', async () => {
    const asking = new EndpointConsent(new MemoryState());
    assert.equal(await asking.isAllowed(endpoint), false);
    assert.equal(asked, 0);
    assert.equal(await asking.confirm(endpoint), true, 'the question is still to be put');
    assert.equal(await asking.isAllowed(endpoint), true);
    assert.equal(asked, 1);
  });

  it('holds for the window where a yes cannot be stored', async () => {
    const state = new MemoryState();
    state.update = () => Promise.reject(new Error('the disk is full'));
    const asking = new EndpointConsent(state);
    assert.equal(await asking.confirm(endpoint), true);
    assert.equal(await asking.confirm(endpoint), true);
  });
});
