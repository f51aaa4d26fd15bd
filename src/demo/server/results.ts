import type { Dialect } from './dialect';
import type { FieldFault } from './fieldReader';

/** The service's response before it has a request id. */
export interface Result {
  readonly status: 200 | 400 | 404;
  /** The body as JSON text. */
  readonly body: string;
}

/** A response of the service. */
export interface DemoAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as JSON text. */
  readonly body: string;
}

/** Returns a result as the response to one request. */
export function asAnswer({ status, body }: Result, requestId: string): DemoAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/x-amz-json-1.0', 'x-amzn-RequestId': requestId },
    body,
  };
}

type Reason = 'REQUEST_VALIDATION_FAILED' | 'BUSINESS_VALIDATION_FAILED';

/** The namespace of errors that the service's model has, and of those that all of AWS's JSON services have. */
const modelled = 'com.amazonaws.partnercentralselling';
const common = 'com.amazon.coral.service';

export function success(answer: object): Result {
  return { status: 200, body: JSON.stringify(answer) };
}

export function notFound(Message = 'The opportunity does not exist in this catalog.'): Result {
  return failure(`${modelled}#ResourceNotFoundException`, { Message });
}

export function throttled(): Result {
  return failure(`${modelled}#ThrottlingException`, { Message: 'Rate exceeded' });
}

export function unknownOperation(): Result {
  return failure(`${common}#UnknownOperationException`, {});
}

/** Returns the response to a request that is none of the protocol: another method than POST or another path than `/`. */
export function unknownRoute(): Result {
  return { ...unknownOperation(), status: 404 };
}

/** Returns the response to a request that AWS refuses before it comes to the service. */
export function refused(name: string, message: string): Result {
  return failure(`${common}#${name}`, { message });
}

/** Returns the response to a request that a policy does not allow. */
export function forbidden(Message: string): Result {
  return failure(`${common}#AccessDeniedException`, { Message });
}

/** Returns the response to a request that the service itself denies, whatever the policies say. */
export function accessDenied(Reason?: string): Result {
  return failure(`${modelled}#AccessDeniedException`, {
    Message: 'Unable to handle request due to access denied',
    ...(Reason !== undefined && { Reason }),
  });
}

export function unreadable(): Result {
  return failure(`${common}#SerializationException`, { Message: 'The body is no JSON object' });
}

export function invalid(faults: readonly FieldFault[], Reason: Reason = 'REQUEST_VALIDATION_FAILED'): Result {
  return failure(`${modelled}#ValidationException`, {
    Message: faults.map(({ Message }) => Message).join(' '),
    Reason,
    ErrorList: faults,
  });
}

/** Returns the response to a token that expired, was changed, or belongs to another list. */
export function refuseToken(refusal: Dialect['refusal']): Result {
  const Message = 'NextToken is not valid for this request.';
  const naming = (FieldName: string) => invalid([{ FieldName, Code: 'INVALID_VALUE', Message }]);
  switch (refusal) {
    case 'field':
      return naming('NextToken');
    case 'otherCase':
      return naming('nextToken');
    case 'path':
      return naming('$.NextToken');
    case 'otherField':
      return naming('MaxResults');
    case 'noField':
      return invalid([{ Code: 'INVALID_VALUE', Message }]);
    case 'messageOnly':
      return failure(`${modelled}#ValidationException`, { Message, Reason: 'REQUEST_VALIDATION_FAILED' });
    case 'business':
      return invalid([{ Code: 'INVALID_RESOURCE_STATE', Message }], 'BUSINESS_VALIDATION_FAILED');
    case 'notFound':
      return notFound(Message);
    case 'undeclared':
      return failure(`${modelled}#InvalidNextTokenException`, { Message });
  }
}

function failure(type: string, fields: Readonly<Record<string, unknown>>): Result {
  return { status: 400, body: JSON.stringify({ __type: type, ...fields }) };
}
