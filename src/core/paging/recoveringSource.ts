import { SourceError } from '../errors/sourceError';
import type { AwsOpportunitySummary, ListRequest, Opportunity } from '../model/opportunity';
import type { OpportunitySource, Page, Priority } from './source';

/** A source that tells when it answers again after a failure: what had failed with it may be tried once more then. */
export class RecoveringSource implements OpportunitySource {
  private failing = false;

  constructor(
    private readonly source: OpportunitySource,
    private readonly recovered: () => void,
  ) {}

  list(request: ListRequest, priority: Priority, signal: AbortSignal): Promise<Page> {
    return this.watch(this.source.list(request, priority, signal));
  }

  getOpportunity(id: string, priority: Priority, signal: AbortSignal): Promise<Opportunity> {
    return this.watch(this.source.getOpportunity(id, priority, signal));
  }

  getAwsOpportunitySummary(id: string, priority: Priority, signal: AbortSignal): Promise<AwsOpportunitySummary> {
    return this.watch(this.source.getAwsOpportunitySummary(id, priority, signal));
  }

  dispose(): void {
    this.source.dispose();
  }

  private async watch<T>(asking: Promise<T>): Promise<T> {
    try {
      const answer = await asking;
      if (this.failing) {
        this.failing = false;
        this.recovered();
      }
      return answer;
    } catch (error) {
      // That there is none is an answer too, and one that nobody waits for any more tells nothing.
      const code = error instanceof SourceError ? error.code : undefined;
      if (code !== 'aborted' && code !== 'notFound') this.failing = true;
      throw error;
    }
  }
}
