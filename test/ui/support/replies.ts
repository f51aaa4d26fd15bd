import type { Catalog, Stage } from '../../../src/core/model/opportunity';
import type { WireRecord } from '../../../src/demo/data/wireRecord';
import type { Fault, InterceptedRequest } from '../../../src/demo/server/demoServer';
import { DemoService } from '../../../src/demo/server/demoService';
import { answer, fault } from '../../support/service/faults';
import { receivedRequest } from './receivedRequest';

/** The service's own answer to a request for a stage, asked of a second service with the same data. */
export function recordsOf(stage: Stage, catalog: Catalog = 'AWS'): readonly WireRecord[] {
  const service = new DemoService();
  const records: WireRecord[] = [];
  for (let nextToken: string | undefined; ; ) {
    const answer = service.handle(
      'AWSPartnerCentralSelling.ListOpportunities',
      JSON.stringify({ Catalog: catalog, LifeCycleStage: [stage], MaxResults: 100, NextToken: nextToken }),
    );
    const page = JSON.parse(answer.body) as { OpportunitySummaries: WireRecord[]; NextToken: string | null };
    records.push(...page.OpportunitySummaries);
    if (page.NextToken === null) return records;
    nextToken = page.NextToken;
  }
}

/** The names of a stage's rows: the companies, in the service's order. */
export function labelsOf(stage: Stage, catalog?: Catalog): readonly string[] {
  return recordsOf(stage, catalog).map(({ Customer }) => Customer?.Account?.CompanyName ?? 'No company name');
}

/** An answer with these records, each an opportunity or whatever else a test sends in its place. */
export function page(records: readonly object[], nextToken?: string): Fault {
  return { respond: answer(200, { OpportunitySummaries: records, NextToken: nextToken }) };
}

/** AWS's error of this name. */
export function failure(status: number, name: string, fields: object = {}): Fault {
  return { respond: fault(status, name, fields) };
}

/** Sends these records as the only page of a stage and leaves the other stages to the service. */
export function only(stage: Stage, records: readonly object[]): (request: InterceptedRequest) => Fault | undefined {
  return (request) => (receivedRequest(request).stage === stage ? page(records) : undefined);
}

/** Holds answers back until a test lets them go. */
export class Gate {
  private readonly service = new DemoService();
  private readonly waiting: (() => void)[] = [];
  /** Answers held back now or before. */
  held = 0;
  /** Answers that nobody waited for any more. */
  abandoned = 0;

  /** The service's own answer to this request, later. */
  hold({ target, input }: InterceptedRequest): Fault {
    return {
      respond: (response) => {
        this.held++;
        response.once('close', () => {
          if (!response.writableFinished) this.abandoned++;
        });
        this.waiting.push(() => {
          const { status, headers, body } = this.service.handle(target, JSON.stringify(input));
          response.writeHead(status, headers).end(body);
        });
      },
    };
  }

  open(): void {
    for (const answer of this.waiting.splice(0)) answer();
  }
}
