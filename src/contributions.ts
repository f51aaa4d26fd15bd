import type { Uri } from 'vscode';

/** Everything that the manifest declares and the code names, once. A unit test holds the manifest against it. */

/**
 * Actions in the title of the view that also exist in the menus of rows. There VS Code gives a command the row that has
 * the focus, so that the title's actions are commands of their own; they are in no other menu.
 */
export const titleCommandIds = [
  'partnerCentral.loadAllLists',
  'partnerCentral.exportLoadedJson',
  'partnerCentral.exportLoadedCsv',
  'partnerCentral.copyLoadedMarkdownTable',
  'partnerCentral.copyListCliCommand',
] as const;

export const commandIds = [
  'partnerCentral.refresh',
  'partnerCentral.filter',
  'partnerCentral.changeFilter',
  'partnerCentral.clearFilter',
  'partnerCentral.saveFilter',
  'partnerCentral.sort',
  'partnerCentral.filterByCompany',
  'partnerCentral.filterByStatus',
  'partnerCentral.filterByStage',
  'partnerCentral.find',
  'partnerCentral.triage',
  'partnerCentral.goTo',
  'partnerCentral.selectProfile',
  'partnerCentral.selectCatalog',
  'partnerCentral.loadMore',
  'partnerCentral.retry',
  'partnerCentral.openJson',
  'partnerCentral.compare',
  'partnerCentral.copyId',
  'partnerCentral.copyArn',
  'partnerCentral.copyCompanyName',
  'partnerCentral.copyCliCommand',
  'partnerCentral.groupBy',
  'partnerCentral.useSampleData',
  'partnerCentral.leaveSampleData',
  'partnerCentral.showLog',
  'partnerCentral.exportJson',
  'partnerCentral.exportCsv',
  'partnerCentral.copyMarkdownTable',
  'partnerCentral.copyPipelineMarkdown',
  'partnerCentral.compareExport',
  'partnerCentral.openDetails',
  'partnerCentral.copyMarkdown',
  'partnerCentral.openInConsole',
  'partnerCentral.loadAll',
  'partnerCentral.stopLoading',
  'partnerCentral.continueLoading',
  ...titleCommandIds,
] as const;

/** Commands behind rows of the tree; they stand in no menu and not in the manifest. */
export const rowCommandIds = ['partnerCentral.activateRow', 'partnerCentral.runRemedy'] as const;

/** The commands that work on what they are given, such as rows; every other command is given nothing. */
export const takingCommandIds = [
  'partnerCentral.loadMore',
  'partnerCentral.retry',
  'partnerCentral.loadAll',
  'partnerCentral.openJson',
  'partnerCentral.openDetails',
  'partnerCentral.openInConsole',
  'partnerCentral.compare',
  'partnerCentral.copyId',
  'partnerCentral.copyArn',
  'partnerCentral.copyCompanyName',
  'partnerCentral.copyMarkdown',
  'partnerCentral.copyMarkdownTable',
  'partnerCentral.copyCliCommand',
  'partnerCentral.exportJson',
  'partnerCentral.exportCsv',
  'partnerCentral.filterByCompany',
  'partnerCentral.filterByStatus',
  'partnerCentral.filterByStage',
  'partnerCentral.compareExport',
  'partnerCentral.runRemedy',
] as const satisfies readonly CommandId[];

export type TakingCommandId = (typeof takingCommandIds)[number];

export type CommandId = (typeof commandIds)[number] | (typeof rowCommandIds)[number];

export const viewId = 'partnerCentral.opportunities';
/** The summary of what is loaded, below the tree. */
export const pipelineViewId = 'partnerCentral.pipeline';
export const documentScheme = 'partner-central';
/** The type of the panels of opportunities: VS Code knows by it which to give back after a reload of the window. */
export const detailPanelType = 'partnerCentral.details';
export const settingPrefix = 'partnerCentral';

/** Context keys that menus and welcome views are switched by. */
export interface ContextKeys {
  'partnerCentral.sampleData': boolean;
  'partnerCentral.filtered': boolean;
  'partnerCentral.welcome': Welcome;
  /** Under way, or ended with something left to load. */
  'partnerCentral.loadAll': 'running' | 'ended' | undefined;
  /** The addresses of files that were found to hold a list of opportunities. */
  'partnerCentral.listFiles': readonly Uri[];
}

/** Why the tree is empty: each has its own welcome view. */
export const welcomes = [
  'noProfile',
  'noCredentials',
  'nothingFound',
  'nothingInStages',
  'nothingInSandbox',
  'nothingFromToken',
  'noMatch',
  'noMatchInStages',
  'noMatchFromToken',
] as const;
export type Welcome = (typeof welcomes)[number] | undefined;
