/** Everything that the manifest declares and the code names, once. A unit test holds the manifest against it. */

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
] as const;

/** Commands behind rows of the tree; they stand in no menu and not in the manifest. */
export const rowCommandIds = ['partnerCentral.activateRow', 'partnerCentral.runRemedy'] as const;

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
}

/** Why the tree is empty: each has its own welcome view. */
export const welcomes = ['noProfile', 'noCredentials', 'nothingFound', 'noMatch'] as const;
export type Welcome = (typeof welcomes)[number] | undefined;
