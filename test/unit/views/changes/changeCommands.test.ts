import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import type { ChangesRow } from '../../../../src/views/changes/changeRows';
import type { RunnableCommands } from '../../../../src/views/registerCommands';
import { FakeSource, page, summary } from '../../../support/fakeSource';
import { vscode } from '../../../support/fakeVscode';
import { calm, FakeTreeView, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';
import { changeOf } from '../../core/present/changes/someChanges';
import { FakeWhatChanged } from './fakeWhatChanged';

const acme = { ...summary('O1'), Customer: { Account: { CompanyName: 'Acme' } } };
const known = changeOf({ id: 'O1', kind: 'new', item: acme, modified: '2026-03-15T09:00:00Z' });
const unread = changeOf({ id: 'O2', kind: 'unknown', modified: '2026-03-14T09:00:00Z' });
const watching = { kind: 'watching', since: '2026-03-14T10:04:00Z', isFirst: false, isWhole: true } as const;

describe('the commands of the view of changes', () => {
  let open: WindowUnderTest;
  let what: FakeWhatChanged;
  let view: FakeTreeView<ChangesRow>;
  let commands: RunnableCommands<'changes'>;
  let children: (row?: ChangesRow) => ChangesRow[];
  let source: FakeSource;
  let dispose: () => void;

  beforeEach(async () => {
    source = new FakeSource();
    // The lists of a connection that is left can be used again, so their answers still come.
    open = await openWindow(() => Object.assign(source, { rest: () => {} }));
    const { ChangesFeature } = await import('../../../../src/views/changes/changesFeature');
    what = new FakeWhatChanged();
    view = new FakeTreeView();
    const feature = new ChangesFeature(view, { ...open.parts, whatChanged: what }, () => {});
    ({ commands } = feature);
    children = (row) => feature.children(row);
    dispose = () => feature.dispose();
    what.become(watching, [known, unread]);
  });

  afterEach(() => {
    dispose();
    open.dispose();
  });

  const days = () => children();
  const rowsOf = (index: number) => children(days()[index]);
  /** The commands of ours that were run, with their arguments. */
  const ran = () => vscode.executed.filter(([id]) => String(id).startsWith('partnerCentral.'));

  describe('a click', () => {
    const click = async (row: ChangesRow | undefined) => {
      assert.ok(row);
      view.selection = [row];
      await commands['partnerCentral.openChange']();
    };

    it('opens the details of what AWS has sent, without asking again', async () => {
      await click(rowsOf(0)[0]);
      assert.deepEqual(ran(), [['partnerCentral.previewDetails', { kind: 'shown', item: acme }]]);
      assert.equal(source.calls.length, 0);
    });

    it('reads first what AWS has not sent in this window', async () => {
      const clicked = click(rowsOf(1)[0]);
      await calm();
      assert.deepEqual(source.calls[0]?.request.Identifier, ['O2']);
      source.calls[0]?.answer(page([summary('O2')]));
      await clicked;
      assert.deepEqual(ran(), [['partnerCentral.previewDetails', { kind: 'shown', item: summary('O2') }]]);
    });

    it('opens nothing of a connection that was left meanwhile', async () => {
      const clicked = click(rowsOf(1)[0]);
      await calm();
      await open.choices.choose({ profile: 'other' });
      source.calls[0]?.answer(page([summary('O2')]));
      await clicked;
      assert.deepEqual(ran(), []);
    });

    it('says why it could not be read', async () => {
      const clicked = click(rowsOf(1)[0]);
      await calm();
      source.calls[0]?.fail(new SourceError('accessDenied'));
      await clicked;
      assert.match(vscode.textsIn('notification').join(), /^O2: /);
    });

    it('on a day opens nothing', async () => {
      await click(days()[0]);
      assert.deepEqual(ran(), []);
    });
  });

  describe('Mark as Seen', () => {
    const mark = (row?: ChangesRow, rows?: readonly ChangesRow[]) =>
      commands['partnerCentral.markSeen'](row, ...(rows ? [rows] : []));

    it('is for a row, for several, for a whole day, and for what is selected', () => {
      mark(rowsOf(0)[0]);
      assert.deepEqual(what.done, ['seen O1']);
      what.become(watching, [known, unread]);
      const [first, second] = [rowsOf(0)[0], rowsOf(1)[0]];
      assert.ok(first && second);
      mark(first, [first, second]);
      what.become(watching, [known, unread]);
      mark(days()[1]);
      view.selection = [first];
      commands['partnerCentral.markSeen']();
      assert.deepEqual(what.done, ['seen O1', 'seen O1 O2', 'seen O2', 'seen O1']);
    });

    it('counts an opportunity once, whose day is selected too', () => {
      const day = days()[0];
      const first = rowsOf(0)[0];
      assert.ok(day && first);
      mark(day, [day, first]);
      assert.deepEqual(what.done, ['seen O1']);
    });

    it('does nothing where nothing is meant', () => {
      commands['partnerCentral.markSeen']();
      assert.deepEqual(what.done, []);
    });

    it('is for all at once, too', () => {
      commands['partnerCentral.markAllSeen']();
      assert.deepEqual(what.done, ['all seen']);
    });
  });

  it('forget only after a question', async () => {
    await commands['partnerCentral.forgetSeen']();
    assert.deepEqual(what.done, []);
    assert.match(vscode.textsIn('notification').join(), /deletes .* on this computer.* Nothing at AWS changes/);
    vscode.answer = ([yes]) => yes;
    await commands['partnerCentral.forgetSeen']();
    assert.deepEqual(what.done, ['forget']);
  });

  it('copy a document with all changes', async () => {
    await commands['partnerCentral.copyChanges']();
    const [text = ''] = vscode.clipboard;
    assert.match(text, /^## What changed\n\n- Catalog: AWS\n- Since: Mar 14, 2026, 10:04 AM UTC\n/);
    assert.match(text, /### Today, Mar 15, 2026\n\n- Acme \(O1\): new in Prospect\n/);
    assert.deepEqual(vscode.textsIn('statusBar.text'), ['Copied 2 changes.']);
    what.become(watching, [known]);
    await commands['partnerCentral.copyChanges']();
    assert.equal(vscode.textsIn('statusBar.text')[1], 'Copied 1 change.');
  });

  it('copy nothing where nothing changed, and say so', async () => {
    what.become(watching);
    await commands['partnerCentral.copyChanges']();
    assert.deepEqual(vscode.clipboard, []);
    assert.deepEqual(vscode.textsIn('notification'), ['There are no changes to copy.']);
  });

  it('show the view, and ask again for what changed meanwhile', async () => {
    await commands['partnerCentral.showChanges']();
    assert.deepEqual(ran(), [['partnerCentral.changes.focus']]);
    assert.deepEqual(what.done, ['start, as asked']);
  });

  it('of opportunities take the rows of changes: one, several, and those of which only the id is known', async () => {
    const { copyCommands } = await import('../../../../src/views/opportunities/copyCommands');
    const { selectionOf } = await import('../../../../src/views/opportunities/selection');
    const [first, second] = [rowsOf(0)[0], rowsOf(1)[0]];
    assert.ok(first?.kind === 'shown' && second?.kind === 'shown');
    const copyId = copyCommands(open.parts)['partnerCentral.copyId'];
    await copyId(selectionOf('rows', [first], open));
    await copyId(selectionOf('rows', [first, [first, second]], open));
    assert.deepEqual(vscode.clipboard, ['O1', 'O1\nO2']);
  });
});
