import { commands, env, type TreeView, window, workspace } from 'vscode';
import type { CommandId } from '../contributions';
import type { FeedKey } from '../core/feed';
import { canRetry, refreshAll } from '../core/loadAll';
import type { OpportunitySummary } from '../core/opportunity';
import type { Pipeline } from '../core/pipeline';
import { clock } from '../host/clock';
import { inView } from '../host/tell';
import type { CurrentPipeline } from '../views/currentPipeline';
import type { JsonDocuments } from '../views/jsonDocuments';
import type { OpportunityTree } from '../views/opportunityTree';
import { itemsOfRows } from '../views/rowItems';
import { feedKeyOf, type Row, settingRemedy } from '../views/rows';
import type { CommandTable } from './registerCommands';

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

  /** Bound to a key, a command gets no row: then the selected one is meant. */
  const rowOf = (row: Row | undefined) => row ?? selected();

  /** Until VS Code has painted the tree anew, what is selected may be of a connection that was left. */
  const selected = (): Row | undefined => {
    const [row] = view.selection;
    const id = row?.kind === 'opportunity' ? row.item.Id : undefined;
    return id === undefined || current.value.find(id) ? row : undefined;
  };

  const copy = (field: (item: OpportunitySummary) => string | undefined) => async (row?: Row) => {
    const target = rowOf(row);
    const text = target?.kind === 'opportunity' ? field(target.item) : undefined;
    if (text !== undefined) await env.clipboard.writeText(text);
  };

  /**
   * A click on a row that VS Code is painting anew comes before VS Code has asked for the row again, and until then says
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
      const row = selected();
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
    'partnerCentral.loadMore': (row) => {
      const key = keyOf(rowOf(row));
      const feed = key && current.value.feed(key);
      return feed && inView(feed.loadMore());
    },
    'partnerCentral.retry': (row) => {
      const target = rowOf(row);
      const key = keyOf(target);
      if (!key) return undefined;
      const pipeline = current.value;
      const feed = pipeline.feed(key);
      const refresh = target?.kind === 'failed' ? target.of === 'refresh' : feed?.tail.kind !== 'failed';
      const samePage = feed?.tail.kind === 'failed' && canRetry(feed.tail.error);
      // It waits to be tried again: the person need not.
      if (target?.kind === 'failed' && target.waiting) return feed && inView(feed.loadMore());
      return inView(!refresh && samePage && feed ? feed.loadMore() : pipeline.refreshFeed(key));
    },
    'partnerCentral.openJson': async (row, rows) => {
      const target = rowOf(row);
      if (target?.kind !== 'opportunity') return;
      const items = itemsOfRows(opportunitiesOf(rows ?? (row ? [] : view.selection)), current.value);
      const uri = items.length > 1 ? documents.uriOfSelection(items) : documents.uriOf(target.item);
      const document = await workspace.openTextDocument(uri);
      await window.showTextDocument(document, { preview: true, preserveFocus: row !== undefined });
    },
    'partnerCentral.copyId': copy((item) => item.Id),
    'partnerCentral.copyArn': copy((item) => item.Arn),
    'partnerCentral.copyCompanyName': copy((item) => item.Customer?.Account?.CompanyName),
  } satisfies Partial<CommandTable>;
}

function opportunitiesOf(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ kind }) => kind === 'opportunity');
}

/** The list that a row belongs to or stands for. */
export function keyOf(row: Row | undefined): FeedKey | undefined {
  if (row?.kind === 'stage') return row.stage;
  if (row?.kind === 'opportunity' || row?.kind === 'range')
    return row.group.kind === 'stage' ? row.group.stage : undefined;
  return row && 'list' in row ? feedKeyOf(row.list) : undefined;
}
