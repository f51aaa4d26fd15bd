import assert from 'node:assert/strict';
import { FakeSource } from '../../../support/fakeSource';
import { vscode } from '../../../support/fakeVscode';
import { calm, openWindow } from '../../../support/windowUnderTest';

describe('profile and catalog in the status bar', () => {
  it('are those of the window, as text', async () => {
    const window = await openWindow(() => new FakeSource());
    const { StatusBar } = await import('../../../../src/views/connection/statusBar');
    vscode.shown.length = 0;
    const bar = new StatusBar(window.current);
    const last = () =>
      [vscode.textsIn('statusBar.text').slice(-2), vscode.textsIn('statusBar.tooltip').slice(-2)].flat();
    assert.deepEqual(last(), [], 'not while VS Code waits for the extension to start');
    await calm();
    assert.deepEqual(last(), [
      ...['$(account) default credentials', '$(briefcase) AWS'],
      'Partner Central: no profile chosen; the default AWS credentials chain decides',
      'Partner Central: the AWS catalog, your real opportunities',
    ]);
    vscode.set('partnerCentral.endpoint', 'http://127.0.0.1:8080');
    await window.choices.choose({ profile: '$(trash) dev', catalog: 'Sandbox' });
    assert.deepEqual(last(), [
      ...['$(account) $\u200b(trash) dev → 127.0.0.1:8080', '$(tools) SANDBOX'],
      'Partner Central: AWS profile $\u200b(trash) dev\nEndpoint: http://127.0.0.1:8080',
      'Partner Central: the Sandbox catalog, AWS’s test environment',
    ]);
    vscode.set('partnerCentral.endpoint', undefined);
    const endpoint = { host: '$(trash).example', origin: '[services x], ~/.aws/config line 3', isForeign: true };
    window.current.whereabouts = { endpoint };
    assert.deepEqual(
      [last()[0], last()[2]],
      [
        '$(account) $\u200b(trash) dev → $\u200b(trash).example',
        'Partner Central: AWS profile $\u200b(trash) dev\nEndpoint: $\u200b(trash).example ([services x], ~/.aws/config line 3)',
      ],
    );
    await window.choices.choose({ sampleData: true, catalog: 'AWS' });
    assert.deepEqual(last(), [
      ...['$(beaker) Sample Data', '$(briefcase) AWS'],
      'Partner Central: sample data, no AWS account',
      'Partner Central: sample data in place of the AWS catalog',
    ]);
    await window.choices.choose({ catalog: 'Sandbox' });
    assert.equal(last().at(-1), 'Partner Central: sample data in place of the Sandbox catalog');
    await window.choices.choose({ catalog: 'AWS' });
    bar.dispose();
    vscode.shown.length = 0;
    await window.choices.choose({ catalog: 'Sandbox' });
    assert.deepEqual(last(), []);
    window.dispose();
  });
});
