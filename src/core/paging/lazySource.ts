import { SourceError } from '../errors/sourceError';
import type { AwsOpportunitySummary, ListRequest, Opportunity } from '../model/opportunity';
import type { OpportunitySource, Page, Priority } from './source';

/** A source that is opened with the first request: until then nothing of it is loaded. */
export class LazySource implements OpportunitySource {
  private opened: Promise<OpportunitySource> | undefined;
  private disposed = false;

  constructor(private readonly open: () => Promise<OpportunitySource>) {}

  async list(request: ListRequest, priority: Priority, signal: AbortSignal): Promise<Page> {
    return (await this.source(signal)).list(request, priority, signal);
  }

  async getOpportunity(id: string, priority: Priority, signal: AbortSignal): Promise<Opportunity> {
    return (await this.source(signal)).getOpportunity(id, priority, signal);
  }

  async getAwsOpportunitySummary(id: string, priority: Priority, signal: AbortSignal): Promise<AwsOpportunitySummary> {
    return (await this.source(signal)).getAwsOpportunitySummary(id, priority, signal);
  }

  dispose(): void {
    this.disposed = true;
    this.opened?.then((source) => source.dispose()).catch(() => {});
  }

  /** The source, for a request that is still wanted once it is open. */
  private async source(signal: AbortSignal): Promise<OpportunitySource> {
    const source = await this.ready();
    if (this.disposed || signal.aborted) throw new SourceError('aborted');
    return source;
  }

  private async ready(): Promise<OpportunitySource> {
    this.opened ??= this.open();
    try {
      return await this.opened;
    } catch (error) {
      // The next request tries again.
      this.opened = undefined;
      throw error;
    }
  }
}
