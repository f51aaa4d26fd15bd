import type { Intent } from '../core/present/detail/panelIntents';
import type { Kept } from '../core/present/detail/panelState';
import type { PipelineIntent } from '../core/present/summary/pipelineIntents';
import type { KeptView } from '../core/present/summary/pipelineState';

interface VsCode {
  postMessage(message: Intent | PipelineIntent): void;
  getState(): unknown;
  setState(state: Kept | KeptView | undefined): void;
}

declare function acquireVsCodeApi(): VsCode;

/** The panel or the view around the page. VS Code hands it out once. */
const vscode = acquireVsCodeApi();

/** Tells the host what a person wants. */
export function post(intent: Intent | PipelineIntent): void {
  vscode.postMessage(intent);
}

/** Asks for what the page is to show. It also says which time zone it is in: the host may run on a machine elsewhere. */
export function begin(): void {
  let said = '';
  const sayZone = () => {
    const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions();
    if (zone !== said) post({ type: 'timeZone', zone });
    said = zone;
  };
  sayZone();
  // Somebody who travels comes back to a page that is open.
  window.addEventListener('focus', sayZone);
  post({ type: 'ready' });
}

/** What VS Code gives back after a reload of the window. */
export function keep(kept: Kept | KeptView | undefined): void {
  vscode.setState(kept);
}

/** What the page kept before, unchecked. */
export function kept(): unknown {
  return vscode.getState();
}

/** Style sheets of the script's own need no exception in the page's content security policy, and no second request. */
export function adopt(...sheets: readonly string[]): void {
  document.adoptedStyleSheets = sheets.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
}
