import type { Disposable, Event, WebviewView } from 'vscode';
import type { Breakdown } from '../../core/present/summary/breakdown';
import type { PipelineState } from '../../core/present/summary/pipelineState';
import type { PipelineContent } from '../../core/present/summary/pipelineView';
import { pageHtml, pageOptions } from '../pageHtml';

/** What a page of the pipeline is in: the view in the sidebar, or a panel in an editor. */
export interface PageFrame {
  readonly place: PipelineState['place'];
  readonly frame: Pick<WebviewView, 'webview' | 'visible' | 'onDidDispose'>;
  /** Fires after the frame became visible, or is no longer. */
  readonly onDidLook: Event<unknown>;
}

/** A page of the pipeline. */
export class SummaryPage implements Disposable {
  /** What its lines are; undefined until the page or a command says so. */
  by: Breakdown | undefined;
  private readonly subscriptions: readonly Disposable[];

  constructor(
    private readonly shown: PageFrame,
    script: string,
    hear: { readonly message: (message: unknown) => void; readonly looked: () => void; readonly closed: () => void },
  ) {
    const { frame, onDidLook } = shown;
    const { webview } = frame;
    this.subscriptions = [webview.onDidReceiveMessage(hear.message), onDidLook(hear.looked)];
    frame.onDidDispose(() => {
      this.dispose();
      hear.closed();
    });
    webview.options = pageOptions;
    webview.html = pageHtml('pipeline', script);
  }

  get visible(): boolean {
    return this.shown.frame.visible;
  }

  show(content: PipelineContent): void {
    const { place, frame } = this.shown;
    const state: PipelineState = { ...content, place };
    void frame.webview.postMessage(state);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}
