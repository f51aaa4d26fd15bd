import { isStage } from '../../model/opportunity';
import { readZone } from '../detail/panelIntents';
import { type Breakdown, isBreakdown } from './breakdown';
import type { StageOrOther } from './pipelineSums';

const plainIntents = ['ready', 'loadAll', 'groupBy'] as const;

/** What a person does in the Pipeline view. */
export type PipelineIntent =
  | { readonly type: (typeof plainIntents)[number] }
  /** The time zone of the page, by its IANA name. */
  | { readonly type: 'timeZone'; readonly zone: string }
  /** What the lines were when the page was last open. A command may have asked for something else since then. */
  | { readonly type: 'keptBy'; readonly by: Breakdown }
  /** Shows other lines. */
  | { readonly type: 'showBy'; readonly by: Breakdown }
  /** Reveals the row of a stage. */
  | { readonly type: 'reveal'; readonly stage: StageOrOther };

/** Returns the intent in a message from the page; undefined for anything that does not match the protocol exactly. */
export function readPipelineIntent(message: unknown): PipelineIntent | undefined {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return undefined;
  const zone = readZone(message);
  if (zone !== undefined) return { type: 'timeZone', zone };
  const { type, stage, by, ...rest } = message as Readonly<Record<string, unknown>>;
  if (Object.keys(rest).length > 0) return undefined;
  if (type === 'reveal') return by === undefined && (isStage(stage) || stage === 'Other') ? { type, stage } : undefined;
  if (stage !== undefined) return undefined;
  if (type === 'keptBy' || type === 'showBy') return isBreakdown(by) ? { type, by } : undefined;
  const plain = plainIntents.find((member) => member === type);
  return plain && by === undefined ? { type: plain } : undefined;
}
