import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { eventually } from '../support/eventually';
import { ConnectedExtension } from '../support/extensionUnderTest';
import { Person } from '../support/person';

const isLoaded = () => Object.keys(require.cache).some((file) => /[\\/]dist[\\/]changesFeature\.js$/.test(file));
let wasLoadedAtFirst: boolean;

// Before any test of the window: a Refresh of one counts as a look.
before(async () => {
  const connected = await ConnectedExtension.start();
  await commands.executeCommand('partnerCentral.opportunities.focus');
  wasLoadedAtFirst = isLoaded();
  await connected.stop();
});

/** The view Changes as it runs in this window. */
describe('the view of changes', () => {
  let connected: ConnectedExtension;
  let person: Person;

  before(async () => {
    connected = await ConnectedExtension.start();
    person = new Person();
  });
  after(async () => {
    person.leave();
    await commands.executeCommand('partnerCentral.opportunities.focus');
    await connected.stop();
  });

  it('is not even loaded before somebody looks at it, and opens by its command', async () => {
    assert.equal(wasLoadedAtFirst, false);
    await commands.executeCommand('partnerCentral.showChanges');
    await eventually(() => assert.equal(isLoaded(), true));
    assert.deepEqual(person.said, []);
  });

  it('forgets nothing without a question that says what is deleted', async () => {
    await commands.executeCommand('partnerCentral.forgetSeen');
    assert.equal(person.said.length, 1);
    assert.match(person.said[0] ?? '', /^Forget what was seen\? This deletes/);
  });

  it('takes no row that is none', async () => {
    await commands.executeCommand('partnerCentral.markSeen');
    await commands.executeCommand('partnerCentral.markSeen', undefined);
    assert.match(person.said.at(-1) ?? '', /changing under the pointer/);
  });
});
