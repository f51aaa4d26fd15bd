import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { commands, env, TabInputWebview, type TextEditor, window } from 'vscode';
import { eventually } from '../support/eventually';
import { ConnectedExtension, setSetting } from '../support/extensionUnderTest';

const collapseAll = 'workbench.actions.treeView.partnerCentral.opportunities.collapseAll';

describe('browsing in the view', () => {
  let connected: ConnectedExtension;

  before(async () => {
    connected = await ConnectedExtension.start();
    await setSetting('pageSize', 5);
    // Puts an opportunity first whose company has no Latin name.
    await setSetting('sort.by', 'CustomerCompanyName');
  });

  after(() => connected.stop());

  beforeEach(async () => {
    // With sample data shown, nothing of an earlier test can be under way when this one begins.
    await press('partnerCentral.useSampleData');
    await openFirst();
    await press(collapseAll, 'workbench.action.closeAllEditors');
    // The list of before would be there again if it were the same.
    await setSetting('pageSize', 6);
    await press('partnerCentral.leaveSampleData');
    await setSetting('pageSize', 5);
    connected.requests.length = 0;
  });

  /** Runs commands one after another, as keys would. */
  async function press(...ids: string[]): Promise<void> {
    for (const id of ids) await commands.executeCommand(id);
  }

  /** Goes to the first opportunity of the first stage by keyboard, as far as it is there. */
  async function focusFirst(): Promise<void> {
    await press('partnerCentral.opportunities.focus', 'list.clear', 'list.focusFirst');
    // The first opens the stage, the second steps into it; on an opportunity it does nothing.
    await press('list.expand', 'list.expand');
  }

  /** Goes to the first opportunity and selects it. */
  async function selectFirst(): Promise<void> {
    await focusFirst();
    await press('list.toggleSelection');
  }

  /** Selects the first opportunity, then opens it by a key. */
  async function openFirst(): Promise<TextEditor> {
    return eventually(async () => {
      await selectFirst();
      await press('partnerCentral.openJson');
      const editor = window.activeTextEditor;
      assert.equal(editor?.document.uri.scheme, 'partner-central');
      return editor as TextEditor;
    });
  }

  /** Selects the first stage. */
  async function selectStage(): Promise<void> {
    await press('partnerCentral.opportunities.focus', 'list.clear', 'list.focusFirst', 'list.toggleSelection');
  }

  /** The text that a command leaves on the clipboard. */
  async function copied(command: string): Promise<string> {
    await env.clipboard.writeText('nothing yet');
    await press(command);
    return env.clipboard.readText();
  }

  it('opens the selected opportunity as a read-only JSON document and copies what it is known by', async () => {
    const { document } = await openFirst();
    const id = /^\/AWS\/(O\d+)\.opportunity\.json$/.exec(document.uri.path)?.[1];
    assert.ok(id, document.uri.toString());
    assert.equal(document.uri.toString(), `partner-central:/AWS/${id}.opportunity.json`, 'nothing else in the URI');
    assert.equal(document.languageId, 'json');
    const item = connected.lookUp(id);
    await eventually(() => assert.deepEqual(JSON.parse(document.getText()), item));
    assert.equal(item?.LifeCycle?.Stage, 'Prospect');

    const fields = { copyId: id, copyArn: item.Arn, copyCompanyName: item.Customer?.Account?.CompanyName };
    for (const [command, text] of Object.entries(fields)) {
      assert.ok(text);
      await eventually(async () => {
        await selectFirst();
        assert.equal(await copied(`partnerCentral.${command}`), text);
      });
    }
  });

  it('asks for the first page of the expanded stage, and for nothing else', async () => {
    await openFirst();
    const asked = connected.requests.map(({ LifeCycleStage, MaxResults, NextToken, Catalog }) =>
      JSON.stringify([Catalog, LifeCycleStage, MaxResults, NextToken ?? null]),
    );
    assert.deepEqual(asked, [JSON.stringify(['AWS', ['Prospect'], 5, null])]);
  });

  it('brings the next page with Load More, bound to a key, on the selected stage', async () => {
    await openFirst();
    connected.requests.length = 0;
    await eventually(async () => {
      await selectStage();
      await press('partnerCentral.loadMore');
      assert.ok(connected.requests.length > 0);
    });
    assert.equal(typeof connected.requests[0]?.NextToken, 'string');
    assert.deepEqual(connected.requests[0]?.LifeCycleStage, ['Prospect']);
  });

  it('reads as many pages again with Refresh Everything as were loaded', async () => {
    await openFirst();
    await eventually(async () => {
      if (connected.requests.length > 1) return;
      await selectStage();
      await press('partnerCentral.loadMore');
      assert.equal(connected.requests.length, 2);
    });
    const before = connected.requests.splice(0);
    // It also asks what changed in the whole catalog.
    const pages = () => connected.requests.filter(({ LifeCycleStage: stages }) => stages);
    await press('partnerCentral.refreshEverything');
    await eventually(() => assert.equal(pages().length, 2));
    assert.deepEqual(
      pages().map(({ LifeCycleStage, NextToken }) => [LifeCycleStage, typeof NextToken]),
      before.map(({ LifeCycleStage, NextToken }) => [LifeCycleStage, typeof NextToken]),
    );
    assert.deepEqual(
      pages().map(({ NextToken }) => typeof NextToken),
      ['undefined', 'string'],
    );
  });

  it('asks with Refresh what was modified since, and reads no page again', async () => {
    await openFirst();
    connected.requests.splice(0);
    await press('partnerCentral.refresh');
    await eventually(() => assert.ok(connected.requests.length > 0));
    const [asked] = connected.requests;
    assert.deepEqual([asked?.LifeCycleStage, asked?.Sort?.SortBy], [undefined, 'LastModifiedDate']);
    assert.equal(typeof asked?.LastModifiedDate?.AfterLastModifiedDate, 'string');
  });

  it('lists the other catalog, and has another profile sign, once the settings say so, and closes the documents of before', async () => {
    const credentials = process.env.AWS_SHARED_CREDENTIALS_FILE;
    assert.ok(credentials);
    await appendFile(credentials, '[other]\naws_access_key_id = OTHER\naws_secret_access_key = not-a-secret\n');
    const signers: (string | undefined)[] = [];
    connected.intercept = ({ headers }) => {
      signers.push(/Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1]);
      return undefined;
    };
    /** Changes a setting, and opens the first opportunity of what is listed then. */
    const changed = async (key: 'catalog' | 'profile', value: string) => {
      await openFirst();
      connected.requests.length = signers.length = 0;
      await setSetting(key, value);
      await eventually(() => assert.equal(window.activeTextEditor, undefined));
      const { document } = await openFirst();
      assert.match(document.uri.path, /^\/Sandbox\/O\d+\.opportunity\.json$/);
      // Whatever is shown now was read after the change.
      assert.deepEqual(
        connected.requests.map(({ Catalog, LifeCycleStage, NextToken }) => [Catalog, LifeCycleStage, NextToken]),
        [['Sandbox', ['Prospect'], undefined]],
      );
    };
    try {
      await changed('catalog', 'Sandbox');
      assert.deepEqual(signers, ['DEMO']);
      await changed('profile', 'other');
      assert.deepEqual(signers, ['OTHER']);
    } finally {
      connected.intercept = undefined;
      await setSetting('catalog', undefined);
      await setSetting('profile', 'demo');
    }
  });

  it('shows sample data without a request, and comes back', async () => {
    await press('partnerCentral.useSampleData');
    const sample = await openFirst();
    assert.deepEqual(connected.requests, []);
    const { Id: id } = JSON.parse(sample.document.getText());
    assert.match(id, /^O\d+$/);
    await press('partnerCentral.leaveSampleData');
    await eventually(() => assert.equal(window.activeTextEditor, undefined));
    const { document } = await openFirst();
    assert.ok(connected.requests.length > 0);
    // The sample has the same id, and VS Code may hold its text for a while.
    assert.equal(document.uri.toString(), sample.document.uri.toString());
    await eventually(() => assert.deepEqual(JSON.parse(document.getText()), connected.lookUp(id)));
  });

  it('means nothing that was selected before the connection changed', async () => {
    await eventually(async () => {
      await selectFirst();
      assert.notEqual(await copied('partnerCentral.copyId'), 'nothing yet');
    });
    await env.clipboard.writeText('nothing yet');
    // At once, before the view is painted anew.
    await press('partnerCentral.useSampleData', 'partnerCentral.copyId', 'partnerCentral.openJson');
    assert.equal(window.activeTextEditor, undefined);
    assert.equal(await env.clipboard.readText(), 'nothing yet');
  });

  it('opens an opportunity that is clicked, and does nothing for a stage that is', async () => {
    await openFirst();
    await press('workbench.action.closeAllEditors');
    await selectStage();
    await press('partnerCentral.openJson');
    assert.equal(await copied('partnerCentral.copyId'), 'nothing yet');
    assert.equal(window.activeTextEditor, undefined);
    await eventually(async () => {
      await focusFirst();
      await press('list.select');
      const input = window.tabGroups.activeTabGroup.activeTab?.input;
      assert.ok(input instanceof TabInputWebview);
      assert.match(input.viewType, /partnerCentral\.details$/);
    });
  });
});
