import type { Uri } from 'vscode';

// Every name that the manifest declares and the code uses, once. A unit test holds the manifest against it.

/** What starts the names of the commands, of the settings and of everything else that VS Code knows by a name. */
export const prefix = 'partnerCentral';

/**
 * What VS Code gives a command.
 * - `rows`: the rows in whose menu it is; from a key or the Command Palette, those that are selected.
 * - `rowsOrAll`: the rows in whose menu it is; elsewhere it is for everything, whatever is selected.
 * - `changes`: the rows of changes in whose menu it is; from the Command Palette, those that are selected.
 * - `file`: the file in whose menu it is.
 * - `files`: the same, and all files that are selected with it.
 * - `remedy`: what helps against a failure, and the row of the failure.
 */
export type Takes = 'nothing' | 'rows' | 'rowsOrAll' | 'changes' | 'file' | 'files' | 'remedy';

/** Every command, by its feature and by what it takes. What it is called is below, because it is not needed at the start. */
export const commands = {
  opportunities: {
    nothing: [
      'refresh',
      'refreshEverything',
      'filter',
      'changeFilter',
      'clearFilter',
      'saveFilter',
      'sort',
      'groupBy',
      'find',
      'triage',
      'needsAction',
      'goTo',
      'loadAllLists',
      'stopLoadingLists',
      'continueLoading',
      'copyListCliCommand',
      'activateRow',
      'keepRow',
    ],
    rows: [
      'filterByCompany',
      'filterByStatus',
      'filterByStage',
      'loadMore',
      'retry',
      'openJson',
      'copyError',
      'copyId',
      'copyArn',
      'copyLink',
      'copyCompanyName',
      'copyMarkdown',
    ],
    rowsOrAll: ['loadAll', 'stopLoading', 'copyCliCommand'],
  },
  details: {
    rows: ['openDetails', 'previewDetails', 'openInConsole', 'compare'],
    nothing: ['keepPanel'],
  },
  export: {
    rowsOrAll: ['exportJson', 'exportCsv', 'copyMarkdownTable'],
    nothing: ['exportLoadedJson', 'exportLoadedCsv', 'copyLoadedMarkdownTable'],
    file: ['compareExport', 'openComparisonDiff'],
    files: ['compareExports'],
  },
  changes: {
    nothing: ['showChanges', 'copyChanges', 'markAllSeen', 'forgetSeen', 'openChange'],
    changes: ['markSeen'],
  },
  pipeline: {
    nothing: ['forecast', 'openPipeline', 'copyPipelineMarkdown'],
  },
  connection: {
    nothing: ['selectProfile', 'selectCatalog', 'checkAccess', 'useSampleData', 'leaveSampleData', 'showLog'],
    remedy: ['runRemedy'],
  },
} as const satisfies Readonly<Record<string, Readonly<Partial<Record<Takes, readonly string[]>>>>>;

type Commands = typeof commands;
export type Feature = keyof Commands;
/** The names of the commands of a feature that take something. */
type NameOf<F extends Feature, T extends Takes = Takes> = {
  [Each in F]: {
    [Kind in keyof Commands[Each] & T]: Commands[Each][Kind] extends readonly (infer Name)[] ? Name : never;
  }[keyof Commands[Each] & T];
}[F] &
  string;
export type CommandId<F extends Feature = Feature, T extends Takes = Takes> = `${typeof prefix}.${NameOf<F, T>}`;
/** What VS Code gives one command. */
export type TakesOf<Id extends string> = {
  [T in Takes]: Id extends CommandId<Feature, T> ? T : never;
}[Takes];

/** Returns the ids of the commands of a feature, each with what VS Code gives it. */
export function commandsOf<F extends Feature>(feature: F): readonly (readonly [id: CommandId<F>, takes: Takes])[] {
  const byKind = Object.entries(commands[feature]) as [Takes, readonly NameOf<F>[]][];
  return byKind.flatMap(([takes, names]) => names.map((name) => [`${prefix}.${name}`, takes] as const));
}

/** What the commands are called, in English as `package.nls.json` has it; those without a title are in no menu. */
export const titles = {
  refresh: 'Refresh',
  refreshEverything: 'Refresh Everything',
  filter: 'Filter Opportunities…',
  changeFilter: 'Change Filter…',
  clearFilter: 'Clear Filter',
  saveFilter: 'Save Current Filter…',
  sort: 'Sort By…',
  filterByCompany: 'Filter by This Company',
  filterByStatus: 'Filter by This Review Status',
  filterByStage: 'Filter by This Stage',
  groupBy: 'Group By…',
  find: 'Find in Loaded Opportunities…',
  triage: 'Triage Opportunities…',
  needsAction: 'What Needs My Action',
  goTo: 'Go to Opportunity by ID…',
  loadMore: 'Load More',
  retry: 'Retry',
  loadAll: 'Load All',
  stopLoading: 'Stop Loading',
  continueLoading: 'Continue Loading',
  openJson: 'Open Summary as JSON',
  copyError: 'Copy Error',
  copyId: 'Copy ID',
  copyArn: 'Copy ARN',
  copyLink: 'Copy Link',
  copyCompanyName: 'Copy Company Name',
  copyMarkdown: 'Copy as Markdown',
  copyCliCommand: 'Copy as AWS CLI Command',
  openDetails: 'Open Details',
  keepPanel: 'Keep Panel Open',
  openInConsole: 'Open in Partner Central',
  compare: 'Compare Selected',
  exportJson: 'Export Loaded Opportunities to JSON…',
  exportCsv: 'Export Loaded Opportunities to CSV…',
  copyMarkdownTable: 'Copy as Markdown Table',
  compareExport: 'Compare with Current',
  compareExports: 'Compare Two Exports…',
  openComparisonDiff: 'Open Comparison in Diff Editor',
  showChanges: 'Show What Changed',
  copyChanges: 'Copy Changes as Markdown',
  markSeen: 'Mark as Seen',
  markAllSeen: 'Mark All as Seen',
  forgetSeen: 'Forget What Was Seen',
  forecast: 'Forecast by Month',
  openPipeline: 'Open Pipeline in Editor',
  copyPipelineMarkdown: 'Copy Pipeline Summary as Markdown',
  selectProfile: 'Select AWS Profile…',
  selectCatalog: 'Select Catalog…',
  checkAccess: 'Check Access…',
  useSampleData: 'Try with Sample Data',
  leaveSampleData: 'Leave Sample Data',
  showLog: 'Show Log',
} as const satisfies Readonly<Partial<Record<NameOf<Feature>, string>>>;

/**
 * The actions in the title of a view that are in the menus of rows too, each with the command of the rows, by whose title
 * it goes. In a title VS Code gives a command the row that has the focus, so these are commands of their own, and are in no
 * other menu.
 */
export const titleActions = {
  loadAllLists: 'loadAll',
  stopLoadingLists: 'stopLoading',
  copyListCliCommand: 'copyCliCommand',
  exportLoadedJson: 'exportJson',
  exportLoadedCsv: 'exportCsv',
  copyLoadedMarkdownTable: 'copyMarkdownTable',
} as const satisfies Readonly<Partial<Record<NameOf<Feature, 'nothing'>, keyof typeof titles>>>;

/** What the links in texts run. It is no command for people: it takes the opportunity that a text names. */
export const openNamedCommand = 'partnerCentral.openNamed';

/** The list of opportunities. */
export const viewId = 'partnerCentral.opportunities';
/** What changed since the person last looked, below the list. */
export const changesViewId = 'partnerCentral.changes';
/** The summary of what is loaded, below the tree. */
export const pipelineViewId = 'partnerCentral.pipeline';
/** The scheme of the documents of opportunities. */
export const documentScheme = 'partner-central';
/** The scheme of the sides of a comparison with an export. */
export const comparisonScheme = 'partner-central-comparison';
/**
 * The type of the panels of opportunities. Nothing takes them over from VS Code after a reload, so it stores none of them:
 * their titles name customers.
 */
export const detailPanelType = 'partnerCentral.details';
/** The type of the panels that show a few opportunities side by side. */
export const comparisonPanelType = 'partnerCentral.details.comparison';
/** The type of the panel that shows the pipeline in an editor. VS Code does not give it back after a reload. */
export const pipelinePanelType = `${pipelineViewId}.editor`;
/** The items of the status bar. */
export const statusIds = { profile: `${prefix}.profile`, catalog: `${prefix}.catalog` } as const;

/** Why the tree is empty: each has its own welcome view. */
export const welcomes = [
  'noProfile',
  'nothingFound',
  'nothingInStages',
  'nothingInSandbox',
  'nothingFromToken',
  'noMatch',
  'noMatchInStages',
  'noMatchFromToken',
] as const;
export type WelcomeReason = (typeof welcomes)[number];

/** Context keys that menus and welcome views are switched by. */
export const contextKeys = [
  'partnerCentral.sampleData',
  'partnerCentral.console',
  'partnerCentral.selected',
  'partnerCentral.filtered',
  'partnerCentral.welcome',
  'partnerCentral.loadAll',
  'partnerCentral.loading',
  'partnerCentral.listFiles',
  'partnerCentral.previewPanel',
] as const;

/** What each context key can be. */
export interface ContextKeys extends Record<(typeof contextKeys)[number], unknown> {
  'partnerCentral.sampleData': boolean;
  /** True if opportunities have pages in Partner Central. */
  'partnerCentral.console': boolean;
  /** True if at least two opportunities are selected. */
  'partnerCentral.selected': boolean;
  'partnerCentral.filtered': boolean;
  'partnerCentral.welcome': WelcomeReason | undefined;
  /** Under way, or ended with something left to load. */
  'partnerCentral.loadAll': 'running' | 'ended' | undefined;
  /** True while any list is being loaded. */
  'partnerCentral.loading': boolean;
  /** The addresses of files that were found to hold a list of opportunities. */
  'partnerCentral.listFiles': readonly Uri[];
  /** True while the panel in use is the one that the next opportunity takes. */
  'partnerCentral.previewPanel': boolean;
}
