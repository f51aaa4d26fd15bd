import type { Dialect } from './dialect';
import type { FieldFault } from './fieldReader';

/** The service's response before it has a request id. */
export interface Result {
  readonly status: 200 | 400;
  /** The body as JSON text. */
  readonly body: string;
}

type Reason = 'REQUEST_VALIDATION_FAILED' | 'BUSINESS_VALIDATION_FAILED';

const modelled = 'com.amazonaws.partnercentralselling';

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
  return failure('com.amazon.coral.service#UnknownOperationException', {});
}

export function unreadable(): Result {
  return failure('com.amazon.coral.service#SerializationException', { Message: 'The body is no JSON object' });
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
