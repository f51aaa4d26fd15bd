import { commands, type TreeView, window, workspace } from 'vscode';
import type { CommandId } from '../../contributions';
import { canRetry, refreshAll } from '../../core/lists/loadAll';
import type { Pipeline } from '../../core/lists/pipeline';
import type { FeedKey } from '../../core/paging/feed';
import { clock } from '../../host/clock';
import { inView } from '../../host/tell';
import type { CurrentPipeline } from '../currentPipeline';
import type { JsonDocuments } from '../documents/jsonDocuments';
import type { CommandTable } from '../registerCommands';
import type { OpportunityTree } from './opportunityTree';
import { feedKeyOf, type Row, settingRemedy } from './rows';
import { Selection } from './selection';

export interface RowCommandDeps {
  readonly current: CurrentPipeline;
  readonly tree: OpportunityTree;
  readonly view: TreeView<Row>;
  readonly documents: JsonDocuments;
  /** Runs another command. */
  readonly run?: (id: CommandId, ...args: unknown[]) => Thenable<unknown>;
  /** Milliseconds to wait for VS Code to say what is selected. */
  readonly patienceMs?: number;
}

const pollMs = 20;

/** What a person does with the rows of the tree. */
export function rowCommands(deps: RowCommandDeps) {
  const { current, tree, view, documents, run = commands.executeCommand, patienceMs = 5000 } = deps;
  const selection = new Selection(view, current);

  const loadMore = async (key: FeedKey): Promise<void> => current.value.feed(key)?.loadMore();

  const retry = async (row: Row): Promise<void> => {
    const key = keyOf(row);
    if (!key) return;
    const pipeline = current.value;
    const feed = pipeline.feed(key);
    const refresh = row.kind === 'failed' ? row.of === 'refresh' : feed?.tail.kind !== 'failed';
    const samePage = feed?.tail.kind === 'failed' && canRetry(feed.tail.error);
    // A page that waits to be tried again is asked for at once.
    const waiting = row.kind === 'failed' && row.waiting;
    if (waiting || (!refresh && samePage)) await loadMore(key);
    else await pipeline.refreshFeed(key);
  };

  /**
   * A click on a row that VS Code is painting again comes before VS Code has asked for the row again, and until then says
   * that nothing is selected.
   */
  const selectionKnown = async (): Promise<void> => {
    for (let waited = 0; view.selection.length === 0 && waited < patienceMs; waited += pollMs) {
      await new Promise<void>((resolve) => clock.schedule(pollMs, resolve));
    }
  };

  let refreshing: { readonly of: Pipeline; readonly done: Promise<void> } | undefined;
  /** Any number of calls while one runs are that one. */
  const refresh = (pipeline: Pipeline): Promise<void> => {
    if (refreshing?.of === pipeline) return refreshing.done;
    const done = refreshAll(pipeline, new AbortController().signal).finally(() => {
      refreshing = undefined;
    });
    refreshing = { of: pipeline, done };
    return done;
  };

  return {
    'partnerCentral.activateRow': async () => {
      await selectionKnown();
      const [row] = selection.rows();
      switch (row?.kind) {
        case 'opportunity':
          return run('partnerCentral.openDetails', row);
        case 'more':
          return run(row.stopped ? 'partnerCentral.loadAll' : 'partnerCentral.loadMore', row);
        case 'cut':
          return run('partnerCentral.loadMore', row);
        case 'remedy':
          return run('partnerCentral.runRemedy', row.remedy, row.failed);
        case 'problem':
          return run('partnerCentral.runRemedy', settingRemedy(row));
        default:
          return undefined;
      }
    },
    'partnerCentral.refresh': () => {
      tree.insist();
      return inView(refresh(current.value));
    },
    'partnerCentral.loadMore': (row, rows) =>
      inView(Promise.all(keysOf(selection.rows(row, rows)).map((key) => loadMore(key)))),
    'partnerCentral.retry': (row, rows) => {
      const meant = selection.rows(row, rows);
      const failed = meant.filter(({ kind }) => kind === 'failed' || kind === 'stage');
      return inView(Promise.all((failed.length > 0 ? failed : meant).map(retry)));
    },
    'partnerCentral.openJson': async (row, rows) => {
      const items = selection.opportunities(row, rows);
      const [first] = items;
      if (!first) return;
      const uri = items.length > 1 ? documents.uriOfSelection(items) : documents.uriOf(first);
      const document = await workspace.openTextDocument(uri);
      await window.showTextDocument(document, { preview: true, preserveFocus: row !== undefined });
    },
  } satisfies Partial<CommandTable>;
}

/** The lists that rows stand for, each once; where none stands for a list, those that the rows belong to. */
export function keysOf(rows: readonly Row[]): readonly FeedKey[] {
  const lists = rows.filter((row) => row.kind === 'stage' || 'list' in row);
  const keys = (lists.length > 0 ? lists : rows).map(keyOf).filter((key) => key !== undefined);
  return [...new Set(keys)];
}

/** The list that a row belongs to or stands for. */
function keyOf(row: Row): FeedKey | undefined {
  if (row?.kind === 'stage') return row.stage;
  if (row?.kind === 'opportunity' || row?.kind === 'range')
    return row.group.kind === 'stage' ? row.group.stage : undefined;
  return 'list' in row ? feedKeyOf(row.list) : undefined;
}
