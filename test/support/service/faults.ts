import type { ServerResponse } from 'node:http';

/** What a server does with one response. The scripted server and the demo service take it, so each fault is here once. */
export type Step = (response: ServerResponse) => void;

/** Answers with a status and a body. An object is sent as JSON. */
export function answer(status: number, body: unknown, headers: Record<string, string> = {}): Step {
  return (response) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const type = text.startsWith('<') ? 'text/html' : 'application/x-amz-json-1.0';
    const length = String(Buffer.byteLength(text));
    const usual = { 'content-type': type, 'content-length': length, 'x-amzn-requestid': 'request-1' };
    response.writeHead(status, { ...usual, ...headers }).end(text);
  };
}

/** Answers with an AWS JSON 1.0 error. */
export function fault(status: number, type: string, fields: object = {}): Step {
  return answer(status, { __type: `com.amazonaws.partnercentralselling#${type}`, ...fields });
}

/** Answers as another step does, with the date of a clock that is off by this many milliseconds. */
export function dated(offset: number, step: Step): Step {
  return (response) => {
    response.setHeader('date', new Date(Date.now() + offset).toUTCString());
    step(response);
  };
}

/** Never answers. */
export const hang: Step = () => {};

/** Begins an answer with this text and never continues. */
export function stall(text: string): Step {
  return (response) => begin(response).write(text);
}

/** Sends the text forever, every `ms` milliseconds. */
export function trickle(text: string, ms: number): Step {
  return (response) => {
    begin(response);
    const timer = setInterval(() => response.write(text), ms);
    response.once('close', () => clearInterval(timer));
  };
}

/** Resets the connection before the answer, or after `text`. */
export function reset(text?: string): Step {
  return (response) => {
    const { socket } = response;
    if (text === undefined) socket?.resetAndDestroy();
    else begin(response).write(text, () => socket?.resetAndDestroy());
  };
}

/** Ends the connection in the regular way, but after `text`, which is not the whole answer. */
export function breakOff(text: string): Step {
  return (response) => begin(response).write(text, () => response.socket?.end());
}

function begin(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { 'content-length': '100000' });
}

/**
 * Returns every fault of the service and the network by its name.
 * @param good the text of an answer as it should be
 * @param said what an answer says that must be in no message and no log
 */
export function faultsOf(good: string, said: string) {
  const html = `<!DOCTYPE html><html><body>${said}</body></html>`;
  const message = { Message: `about ${said}` };
  return {
    'AWS limits requests': fault(400, 'ThrottlingException', message),
    '429 with nothing in it': answer(429, ''),
    'AWS fails': fault(500, 'InternalServerException', message),
    '500 without a type': answer(500, '{}'),
    '501': answer(501, '{}'),
    '503 as a web page': answer(503, html),
    '502 without a page': answer(502, ''),
    '403 as a web page': answer(403, html),
    '407 as a web page': answer(407, html),
    '407 with nothing in it': answer(407, ''),
    '200 as a web page': answer(200, ` \n${html}`),
    '404 as a web page': answer(404, html),
    'a redirect': answer(302, '', { location: 'http://127.0.0.1:1/' }),
    'an empty body': answer(200, ''),
    null: answer(200, 'null'),
    'text alone': answer(200, `"${said}"`),
    'a bare list': answer(200, '[]'),
    'a struct with nothing in it': answer(200, '{}'),
    'null for the list': answer(200, '{"OpportunitySummaries":null}'),
    'a reset before the answer': reset(),
    'a reset within the answer': reset(good.slice(0, 50)),
    'an answer that breaks off': breakOff(good.slice(0, 50)),
    'JSON that ends too early': answer(200, good.slice(0, 60)),
    'something else than JSON': answer(200, said),
    'no answer': hang,
    'an answer that stops': stall(good.slice(0, 50)),
    'an answer that trickles': trickle(' ', 10),
    'an IAM refusal': fault(400, 'AccessDeniedException', message),
    'an account that is refused': fault(400, 'AccessDeniedException', { Reason: 'ON_HOLD' }),
    'expired keys': fault(400, 'ExpiredTokenException', message),
    'keys that AWS does not know': fault(400, 'UnrecognizedClientException', message),
    'a wrong signature': fault(403, 'InvalidSignatureException', message),
    'something that AWS does not know': fault(400, 'ResourceNotFoundException', message),
    'an input that AWS does not accept': fault(400, 'ValidationException', message),
    'an error of the future': fault(400, 'TeapotException', { ...message, More: said }),
    'an error whose type is no text': answer(400, { __type: { a: said } }),
    'an error whose type is a tale': answer(400, { __type: `${said} and more` }),
    'a token that is a number': answer(200, withToken(good, 5)),
    'a token that is a struct': answer(200, withToken(good, { a: 1 })),
    'a token of 1 MB': answer(200, withToken(good, 'x'.repeat(1_000_000))),
    'an answer of 9 MB': answer(200, { ...JSON.parse(good), x: 'x'.repeat(9_000_000) }),
  } as const satisfies Record<string, Step>;
}

export type FaultName = keyof ReturnType<typeof faultsOf>;

function withToken(good: string, NextToken: unknown): object {
  return { ...JSON.parse(good), NextToken };
}
