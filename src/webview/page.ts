import type { Intent } from '../core/panelIntents';
import type { Kept } from '../core/panelState';
import type { PipelineIntent } from '../core/pipelineIntents';
import type { KeptView } from '../core/pipelineState';

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
