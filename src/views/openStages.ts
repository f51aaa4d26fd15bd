import type { Memento } from 'vscode';
import { isStage, type Stage } from '../core/model/opportunity';

const key = 'openStages';

/**
 * The stages that are expanded in the tree. VS Code forgets that when the window is reloaded, so their names, and
 * nothing else, are kept in the workspace's state.
 */
export class OpenStages {
  private readonly names: Set<Stage>;
  /** Those that were open before the reload, until other lists are shown. Then VS Code keeps what the person does. */
  private readonly before: Set<Stage>;

  /** @param shown the stages that are shown */
  constructor(
    private readonly state: Memento,
    private shown: readonly Stage[],
  ) {
    const kept = state.get(key);
    this.names = new Set(Array.isArray(kept) ? kept.filter(isStage) : []);
    this.before = new Set(this.names);
  }

  /** True if a stage was open before the window was reloaded, and is to be opened again. */
  has(stage: Stage): boolean {
    return this.before.has(stage);
  }

  /** Opens no stage again from now on. */
  begin(): void {
    this.before.clear();
  }

  /**
   * Notes which stages are shown from now on. VS Code shows a stage closed if it was not there before, and open if it is
   * alone: it is another row then.
   */
  show(stages: readonly Stage[]): void {
    const { shown } = this;
    this.shown = stages;
    const isSameForm = (shown.length === 1) === (stages.length === 1);
    const stays = (stage: Stage) => isSameForm && shown.includes(stage) && stages.includes(stage);
    for (const stage of this.names) if (!stays(stage)) this.note(stage, false);
    const [alone] = stages;
    if (stages.length === 1 && alone && !stays(alone)) this.note(alone, true);
  }

  /** Notes that a person expanded or collapsed a stage. */
  note(stage: Stage, isOpen: boolean): void {
    this.before.delete(stage);
    if (this.names.has(stage) === isOpen) return;
    if (isOpen) this.names.add(stage);
    else this.names.delete(stage);
    void this.state.update(key, [...this.names]);
  }
}
