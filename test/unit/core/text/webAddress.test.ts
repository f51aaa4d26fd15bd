import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toConsoleAddress, toEstimateAddress, toWebAddress } from '../../../../src/core/text/webAddress';
import { hostileTexts } from '../../../support/hostileTexts';

describe('web addresses', () => {
  it('are those of http and https, and of https where nothing is said', () => {
    assert.equal(toWebAddress('www.example.com'), 'https://www.example.com');
    assert.equal(toWebAddress(' example.com/a?b=1#c '), 'https://example.com/a?b=1#c');
    assert.equal(toWebAddress('HTTP://example.com:8080/'), 'http://example.com:8080/');
    assert.equal(toWebAddress('https://müller.example'), 'https://müller.example');
  });

  it('are nothing else', () => {
    const others = [
      ...hostileTexts,
      ...['', 'example', 'mailto:a@example.com', 'ftp://example.com', 'file:///etc/passwd', '//example.com'],
      ...['https://user:secret@example.com', 'good.example@evil.example', 'https://example.com\\@evil.example'],
      ...['data:text/html,x', 'vscode://x.y/z', 'https://', 'https://-.example', 'example.com/a b', 'x.y:999999'],
      `https://example.com/${'a'.repeat(2_000)}`,
    ];
    for (const text of others) assert.equal(toWebAddress(text), undefined, text);
  });

  it('never begin with anything but http or https', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (text) => {
        assert.match(toWebAddress(text) ?? 'https://', /^https?:\/\//);
      }),
    );
  });

  it('of estimates are the AWS Pricing Calculator’s alone', () => {
    const id = 'a'.repeat(40);
    assert.ok(toEstimateAddress(`https://calculator.aws/#/estimate?id=${id}`));
    for (const text of [`https://calculator.aws.evil.example/#/estimate?id=${id}`, 'https://calculator.aws/', '']) {
      assert.equal(toEstimateAddress(text), undefined);
    }
  });

  it('of the console come from a template, and are https', () => {
    const template = 'https://console.example/opportunities/$\u007bid}';
    assert.equal(toConsoleAddress(template, 'O1'), 'https://console.example/opportunities/O1');
    for (const other of ['http://console.example/', 'javascript:alert(1)', '', 'command:x']) {
      assert.equal(toConsoleAddress(other, 'O1'), undefined);
    }
  });
});
