import { AwsJson1_0Protocol } from '@aws-sdk/core/protocols';
import type {
  HandlerExecutionContext,
  HttpResponse,
  MetadataBearer,
  OperationSchema,
  SerdeFunctions,
} from '@smithy/types';

/**
 * The service's protocol, with its answers read as the JSON that they are. The SDK would read every field by its schema
 * and give up a whole page for one timestamp that it cannot read; core reads the fields anyway, once and tolerantly
 * (`normalisePage`, `normaliseRecord`). Refusals are the SDK's to read: it knows AWS's errors.
 */
export class TolerantProtocol extends AwsJson1_0Protocol {
  override async deserializeResponse<Output extends MetadataBearer>(
    operation: OperationSchema,
    context: HandlerExecutionContext & SerdeFunctions,
    response: HttpResponse,
  ): Promise<Output> {
    if (this.isErrorResponse(response.statusCode)) return super.deserializeResponse(operation, context, response);
    const answer: unknown = JSON.parse(new TextDecoder().decode(response.body as Uint8Array));
    return { ...(answer as object), $metadata: this.deserializeMetadata(response) } as Output;
  }
}
