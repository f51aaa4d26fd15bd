import { SourceError } from '../core/errors/sourceError';
import type { Moment } from '../core/time/zone';
import { type OpportunitySource, readAnswer } from '../core/wire/operations';
import { anchorOf, dailyPlan, sampleStart } from './sampleDays';
import { DemoService, type DemoServiceOptions } from './server/demoService';
import type { FieldFault } from './server/fieldReader';
import type { DemoAnswer } from './server/results';

export interface SampleSourceOptions
  extends Pick<DemoServiceOptions, 'opportunities' | 'seed' | 'dialect' | 'hostile'> {
  /** The day that counts as "today" in the data. Default: today, so that some opportunities are due and some overdue. */
  readonly anchor?: Date;
}

/** Returns sample data in this process: the demo service without a port, a rate limit or an AWS account. */
export function createSampleSource(options: SampleSourceOptions = {}): OpportunitySource {
  const { anchor = new Date(new Date().toISOString().slice(0, 10)), ...data } = options;
  return sourceOver(new DemoService({ ...data, anchor }));
}

/** Where the start of the sample data is stored, such as a Memento of VS Code. */
export interface SampleMemory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** Under which the start is stored: nothing of a customer. */
export const sampleKey = 'sampleStart';

/**
 * Returns the sample data of a person: the same for two weeks, except for three changes a day, so that they see what a
 * change looks like. Then it starts over, around the day of then.
 * @param now Returns the present time. It is asked at each request, so that the changes of a new day come at midnight.
 * @param begun Gets a text that is the same until the data starts over.
 */
export function openSampleSource(
  memory: SampleMemory,
  now: () => Moment,
  begun?: (start: string) => void,
): OpportunitySource {
  const stored = memory.get(sampleKey);
  const start = sampleStart(stored, now());
  // Where nothing can be stored, the next window starts over.
  if (JSON.stringify(start) !== JSON.stringify(stored)) memory.update(sampleKey, start).then(undefined, () => {});
  begun?.(`sample data ${start.at}`);
  return sourceOver(new DemoService({ anchor: anchorOf(start), editPlan: dailyPlan(start, () => now().at) }));
}

/** Returns a source that reads from a demo service in this process. */
export function sourceOver(service: Pick<DemoService, 'handle'>): OpportunitySource {
  return {
    async run(operation, _priority, signal) {
      // The caller gets the chance to abort, as with a source that waits for the network.
      await Promise.resolve();
      if (signal.aborted) throw new SourceError('aborted');
      const { name, input } = operation;
      const answer = service.handle(`AWSPartnerCentralSelling.${name}`, JSON.stringify(input));
      if (answer.status !== 200) throw errorOf(answer, 'NextToken' in input);
      return readAnswer(operation, JSON.parse(answer.body));
    },
    dispose() {},
  };
}

function errorOf({ body, headers }: DemoAnswer, hadToken: boolean): SourceError {
  const { __type = '', ErrorList = [] } = JSON.parse(body) as { __type?: string; ErrorList?: readonly FieldFault[] };
  const requestId = headers['x-amzn-RequestId'] ?? '';
  const origin = __type.slice(__type.indexOf('#') + 1);
  if (origin === 'ThrottlingException') return new SourceError('throttled', { requestId, origin });
  if (hadToken) return new SourceError('tokenRejected', { requestId, origin });
  if (origin === 'ResourceNotFoundException') return new SourceError('notFound', { requestId, origin });
  const invalidFields = ErrorList.map(({ FieldName, Code, Message }) => ({
    ...(FieldName !== undefined && { field: FieldName }),
    code: Code,
    message: Message,
  }));
  return new SourceError('invalidRequest', {
    args: [invalidFields.map(({ message }) => message).join(' ')],
    invalidFields,
    requestId,
    origin,
  });
}
