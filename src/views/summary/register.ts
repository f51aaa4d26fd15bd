import { Disposable, window } from 'vscode';
import { pipelineViewId } from '../../contributions';
import { lazily } from '../../core/runtime/lazily';
import { registerCommands } from '../registerCommands';
import type { PipelineSummaryDeps } from './pipelineSummary';

/** Registers the Pipeline view and its command. */
export function registerPipeline(deps: PipelineSummaryDeps): Disposable {
  const summary = lazily(async () => new (await import('./pipelineSummary')).PipelineSummary(deps));
  return Disposable.from(
    window.registerWebviewViewProvider(pipelineViewId, {
      resolveWebviewView: async (page) => (await summary()).resolve(page),
    }),
    registerCommands('pipeline', async () => (await summary()).commands),
  );
}
