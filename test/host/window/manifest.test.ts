import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { extension } from '../support/extensionUnderTest';

describe('the extension in VS Code', () => {
  before(() => extension().activate());

  it('is active', () => {
    assert.equal(extension().isActive, true);
  });

  it('registers every command of its manifest', async () => {
    const declared: { command: string }[] = extension().packageJSON.contributes.commands;
    const registered = new Set(await commands.getCommands(true));
    assert.ok(declared.length >= 12);
    assert.deepEqual(
      declared.filter(({ command }) => !registered.has(command)),
      [],
    );
  });

  it('has views that can be opened', async () => {
    const registered = await commands.getCommands();
    for (const view of ['opportunities', 'changes', 'pipeline']) {
      assert.ok(registered.includes(`partnerCentral.${view}.focus`), view);
    }
    await commands.executeCommand('partnerCentral.opportunities.focus');
  });

  it('comes with its words: no key of the manifest is left untranslated', () => {
    const texts: string[] = [];
    JSON.stringify(extension().packageJSON, (_key, value) => {
      if (typeof value === 'string') texts.push(value);
      return value;
    });
    assert.ok(texts.includes('Try with Sample Data'));
    assert.deepEqual(
      texts.filter((text) => /^%.*%$/.test(text)),
      [],
    );
  });
});
