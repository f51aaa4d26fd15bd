import { isStage } from '../../model/opportunity';
import { readZone } from '../detail/panelIntents';
import type { StageOrOther } from './pipelineSums';

const plainIntents = ['ready', 'loadAll', 'groupBy'] as const;

/** What a person does in the Pipeline view. */
export type PipelineIntent =
  | { readonly type: (typeof plainIntents)[number] }
  /** The time zone that the page is in: by its IANA name. */
  | { readonly type: 'timeZone'; readonly zone: string }
  /** Goes to the row of a stage. */
  | { readonly type: 'reveal'; readonly stage: StageOrOther };

/** The intent that a message from the page is; undefined for everything that is not exactly in the protocol. */
export function readPipelineIntent(message: unknown): PipelineIntent | undefined {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return undefined;
  const zone = readZone(message);
  if (zone !== undefined) return { type: 'timeZone', zone };
  const { type, stage, ...rest } = message as Readonly<Record<string, unknown>>;
  if (Object.keys(rest).length > 0) return undefined;
  if (type === 'reveal') return isStage(stage) || stage === 'Other' ? { type, stage } : undefined;
  const plain = plainIntents.find((member) => member === type);
  return plain && stage === undefined ? { type: plain } : undefined;
}
