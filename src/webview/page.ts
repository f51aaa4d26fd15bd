import type { Intent } from '../core/present/detail/panelIntents';
import type { PipelineIntent } from '../core/present/summary/pipelineIntents';
import type { KeptView } from '../core/present/summary/pipelineState';

interface VsCode {
  postMessage(message: Intent | PipelineIntent): void;
  getState(): unknown;
  setState(state: KeptView | undefined): void;
}

declare function acquireVsCodeApi(): VsCode;

/** The panel or the view around the page. VS Code returns it only once. */
const vscode = acquireVsCodeApi();

/** Tells the host what a person wants. */
export function post(intent: Intent | PipelineIntent): void {
  vscode.postMessage(intent);
}

/**
 * Asks for what the page should show. It also reports the page's time zone, because the host may run on another
 * machine.
 */
export function begin(): void {
  let said = '';
  const sayZone = () => {
    const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions();
    if (zone !== said) post({ type: 'timeZone', zone });
    said = zone;
  };
  sayZone();
  // A person who travels may return to an open page.
  window.addEventListener('focus', sayZone);
  post({ type: 'ready' });
}

/** Stores what VS Code returns after the window is reloaded. */
export function keep(kept: KeptView | undefined): void {
  vscode.setState(kept);
}

/** Returns what the page stored before, unchecked. */
export function kept(): unknown {
  return vscode.getState();
}

/**
 * Adds the script's own style sheets. They need no exception in the page's content security policy, and no second
 * request.
 */
export function adopt(...sheets: readonly string[]): void {
  document.adoptedStyleSheets = sheets.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
}
