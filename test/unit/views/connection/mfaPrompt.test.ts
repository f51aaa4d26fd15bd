import assert from 'node:assert/strict';
import type * as prompt from '../../../../src/views/connection/mfaPrompt';
import { vscode } from '../../../support/fakeVscode';

describe('the question for an MFA code', () => {
  let askMfaCode: typeof prompt.askMfaCode;
  const question = { profile: 'dev', serial: 'arn:aws:iam::123456789012:mfa/me', attempt: 1 };
  const never = new AbortController().signal;

  before(async () => {
    vscode.install();
    ({ askMfaCode } = await import('../../../../src/views/connection/mfaPrompt'));
  });

  beforeEach(() => vscode.forget());

  it('names profile and device, and says when AWS did not accept the code before', async () => {
    await askMfaCode(question, never);
    assert.deepEqual(vscode.textsIn('box.title'), ['MFA Code for the AWS Profile dev']);
    assert.deepEqual(vscode.textsIn('box.prompt'), ['Enter the code from arn:aws:iam::123456789012:mfa/me.']);
    vscode.forget();
    await askMfaCode({ ...question, attempt: 2 }, never);
    assert.deepEqual(vscode.textsIn('box.prompt'), [
      'AWS did not accept that code. Enter the next one from arn:aws:iam::123456789012:mfa/me.',
    ]);
  });

  it('takes six digits, with space around them, and nothing else', async () => {
    for (const code of ['123456', ' 123456 ']) {
      vscode.answers.push(code);
      assert.equal(await askMfaCode(question, never), code);
    }
    for (const code of ['', '12345', '1234567', '12345a', '123 456', 'a123456']) {
      vscode.answers.push(code);
      assert.equal(await askMfaCode(question, never), undefined, code);
    }
    assert.ok(vscode.textsIn('box.validationMessage').includes('A code has six digits.'));
  });

  it('closes once nobody needs the code any more', async () => {
    const stop = new AbortController();
    vscode.holdBoxes = true;
    const asked = askMfaCode(question, stop.signal);
    stop.abort();
    assert.equal(await asked, undefined);
  });
});
