import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationTarget, commands, Uri, window, workspace } from 'vscode';
import type { OpportunityRow } from '../../../src/views/opportunities/rows';
import { eventually } from '../support/eventually';
import { ConnectedExtension, setSetting } from '../support/extensionUnderTest';
import { Person } from '../support/person';

/** The extension as it runs in this window, by the commands that a person has. */
describe('the commands of the window', () => {
  let connected: ConnectedExtension;
  let person: Person;

  before(async () => {
    connected = await ConnectedExtension.start();
  });
  after(() => connected.stop());

  beforeEach(() => {
    person = new Person();
  });
  afterEach(async () => {
    person.leave();
    await commands.executeCommand('partnerCentral.clearFilter');
    await setSavedFilters(undefined);
  });

  const stage = (name: 'Prospect' | 'Committed') => ({ kind: 'stage', stage: name }) as const;

  const savedFilters = () => workspace.getConfiguration('partnerCentral').inspect('savedFilters')?.globalValue;
  const setSavedFilters = (value: unknown) => setSetting('savedFilters', value);

  describe('Save Current Filter…', () => {
    it('says that there is nothing to save without a filter, and writes nothing', async () => {
      await commands.executeCommand('partnerCentral.saveFilter');
      assert.deepEqual(person.said, ['No filter is active, so there is nothing to save.']);
      assert.equal(savedFilters(), undefined);
    });

    it('saves the filter that is on under the name that the person gives, where they choose', async () => {
      await commands.executeCommand('partnerCentral.filterByStage', stage('Committed'));
      person.texts.push('  Mine ');
      person.picks.push('User Settings');
      await commands.executeCommand('partnerCentral.saveFilter');
      assert.deepEqual(person.offered, [['User Settings', 'Workspace Settings']]);
      assert.deepEqual(person.said, []);
      assert.deepEqual(savedFilters(), [{ name: 'Mine', filter: { LifeCycleStage: ['Committed'] } }]);
    });

    it('keeps what another window saved while this one asked for the name', async () => {
      const other = { name: 'Theirs', filter: { LifeCycleStage: ['Prospect'] } };
      await commands.executeCommand('partnerCentral.filterByStage', stage('Committed'));
      person.texts.push(async () => {
        await setSavedFilters([other]);
        return 'Mine';
      });
      person.picks.push('User Settings');
      await commands.executeCommand('partnerCentral.saveFilter');
      assert.deepEqual(savedFilters(), [other, { name: 'Mine', filter: { LifeCycleStage: ['Committed'] } }]);
    });

    it('writes nothing where the person leaves it at that, or gives no name', async () => {
      await commands.executeCommand('partnerCentral.filterByStage', stage('Committed'));
      for (const text of [undefined, '', '   ']) {
        person.texts.push(text);
        await commands.executeCommand('partnerCentral.saveFilter');
      }
      person.texts.push('Mine');
      person.picks.push(undefined);
      await commands.executeCommand('partnerCentral.saveFilter');
      assert.equal(savedFilters(), undefined);
    });
  });

  describe('Open in Partner Central', () => {
    const { executeCommand } = commands;
    let opened: unknown[];
    /** Where the id comes in a template. */
    const place = `\${id}`;
    const setConsoleUrl = (template: string | undefined) =>
      workspace.getConfiguration('partnerCentral').update('consoleUrl', template, ConfigurationTarget.Global);

    beforeEach(() => {
      opened = [];
      Object.assign(commands, {
        executeCommand: async (id: string, ...args: unknown[]) =>
          id === 'vscode.open' ? void opened.push(...args) : await executeCommand(id, ...args),
      });
    });
    afterEach(async () => {
      Object.assign(commands, { executeCommand });
      await setConsoleUrl(undefined);
      await setSetting('catalog', undefined);
      await commands.executeCommand('partnerCentral.leaveSampleData');
    });

    const [first] = ['O1234567'].map(
      (Id): OpportunityRow => ({
        kind: 'opportunity',
        group: stage('Prospect'),
        item: { Catalog: 'AWS', Id },
        key: Id,
      }),
    );

    it('opens the page of the opportunity in the browser', async () => {
      await commands.executeCommand('partnerCentral.openInConsole', first);
      assert.deepEqual(opened, ['https://us-east-1.console.aws.amazon.com/partnercentral/opportunities/O1234567']);
      assert.deepEqual(person.said, []);
    });

    it('follows the setting consoleUrl, and opens nothing that is no https address', async () => {
      await setConsoleUrl(` https://portal.example.com/?q=${place}&again=${place} `);
      await commands.executeCommand('partnerCentral.openInConsole', first);
      assert.deepEqual(opened, ['https://portal.example.com/?q=O1234567&again=O1234567']);
      opened.length = 0;
      for (const template of [
        `http://portal.example.com/${place}`,
        `command:evil?${place}`,
        'javascript:alert(1)',
        '',
      ]) {
        await setConsoleUrl(template);
        await commands.executeCommand('partnerCentral.openInConsole', first);
        assert.deepEqual(person.said.splice(0), ['The setting partnerCentral.consoleUrl must be an https address.']);
      }
      assert.deepEqual(opened, []);
    });

    it('says that neither the Sandbox catalog nor sample data has pages there', async () => {
      await setSetting('catalog', 'Sandbox');
      await commands.executeCommand('partnerCentral.openInConsole', first);
      assert.deepEqual(person.said.splice(0), ['Only opportunities of the AWS catalog have pages in Partner Central.']);
      await setSetting('catalog', undefined);
      await commands.executeCommand('partnerCentral.useSampleData');
      await commands.executeCommand('partnerCentral.openInConsole', first);
      assert.deepEqual(person.said, ['Sample data has no pages in Partner Central.']);
      assert.deepEqual(opened, []);
    });
  });

  it('Export Loaded Opportunities to CSV… writes the rows that it was called on, in a file that is chosen', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'csv-'));
    try {
      const file = join(folder, 'a.csv');
      const items = connected.list({ LifeCycleStage: ['Committed'], MaxResults: 3 });
      const rows = items.map(
        (item): OpportunityRow => ({ kind: 'opportunity', group: stage('Committed'), item, key: item.Id ?? '' }),
      );
      person.picks.push('Selected', 'Save to a File…');
      person.files.push(Uri.file(file));
      await commands.executeCommand('partnerCentral.exportCsv', rows[0], rows);
      const [head = '', ...lines] = (await readFile(file, 'utf8')).split(/\r\n(?="O\d+",)/);
      assert.ok(head.startsWith('\ufeff"Id"'), head);
      assert.deepEqual(
        lines.map((line) => /^"(O\d+)"/.exec(line)?.[1]),
        items.map(({ Id }) => Id),
      );
      assert.match(person.said.at(-1) ?? '', /^a\.csv was written: 3 /);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('Show Log shows the log of the extension, where the requests are', async () => {
    await commands.executeCommand('partnerCentral.refresh');
    await commands.executeCommand('partnerCentral.showLog');
    await eventually(() => {
      const logs = window.visibleTextEditors.filter(({ document }) => document.uri.scheme === 'output');
      assert.match(logs.map(({ document }) => document.uri.path).join(), /Partner Central/);
    });
    await commands.executeCommand('workbench.action.closePanel');
  });
});
