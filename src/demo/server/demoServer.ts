import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DemoService, type DemoServiceOptions } from './demoService';
import { asAnswer, type DemoAnswer, type Result, unknownRoute } from './results';
import { SignatureCheck, type SignatureCheckOptions } from './signatureCheck';

export interface DemoServerOptions extends DemoServiceOptions, SignatureCheckOptions {
  /** Defaults to 0, which means any free port. */
  readonly port?: number;
  /** How long each response is delayed, in milliseconds. Defaults to 0. */
  readonly latencyMs?: number;
  /** Inspects every request, signed right or not, and may respond instead of the service, to test failures. */
  readonly intercept?: (request: InterceptedRequest) => Fault | undefined;
}

export interface InterceptedRequest {
  /** Starts at 1 for the server's first request. */
  readonly n: number;
  /** The `X-Amz-Target` header. */
  readonly target: string;
  /** The parsed body, or undefined if it is not JSON. */
  readonly input: unknown;
  readonly headers: IncomingMessage['headers'];
}

/** What happens to a request instead of, or before, the service's own response. */
export interface Fault {
  /** Milliseconds to wait in addition to the server's latency. */
  readonly delayMs?: number;
  /** Takes over the response, so that it can be any other, stall, break off or trickle. */
  readonly respond?: (response: ServerResponse) => void;
}

/** An answer, with or without headers of its own. */
type Response = Pick<DemoAnswer, 'status' | 'body'> & Partial<DemoAnswer>;

export interface DemoServer {
  /** `http://127.0.0.1:PORT` without a trailing slash. */
  readonly url: string;
  readonly service: DemoService;
  /** Stops listening and closes every connection, even during a response. */
  close(): Promise<void>;
}

const largestBody = 1024 * 1024;

/**
 * Serves sample data to any AWS client on this machine that signs its requests. Other machines cannot reach it.
 * @throws {Error} When the port is taken (`EADDRINUSE`) or not allowed (`EACCES`).
 */
export async function startDemoServer(options: DemoServerOptions = {}): Promise<DemoServer> {
  const { port = 0, latencyMs = 0, intercept, keys = [], clock = () => new Date(), ...serviceOptions } = options;
  const service = new DemoService(serviceOptions);
  const signatures = new SignatureCheck({ keys, clock });
  const waiting = new Set<NodeJS.Timeout>();
  let received = 0;
  let refused = 0;

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largestBody) chunks.push(chunk);
    });
    request.on('end', () => {
      if (request.method !== 'POST' || request.url !== '/') return send(response, refuse(unknownRoute()));
      if (size > largestBody) return send(response, { status: 413, body: '' });
      answer(request, response, Buffer.concat(chunks));
    });
  });

  function answer(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const target = String(request.headers['x-amz-target'] ?? '');
    const text = body.toString('utf8');
    received++;
    const fault = intercept?.({ n: received, target, input: parse(text), headers: request.headers });
    // The signature is checked on arrival: a response that is held back for longer than a signature lasts is no fault.
    const refusal = signatures.refuse({ method: 'POST', path: '/', headers: request.headersDistinct, body });
    const respond = () => {
      if (fault?.respond) fault.respond(response);
      else send(response, refusal ? refuse(refusal) : service.handle(target, text));
    };
    const delay = latencyMs + (fault?.delayMs ?? 0);
    if (delay === 0) {
      respond();
      return;
    }
    const timer = setTimeout(() => {
      waiting.delete(timer);
      respond();
    }, delay);
    waiting.add(timer);
  }

  /** Refused requests do not come to the service, so they are counted here. */
  function refuse(refusal: Result): DemoAnswer {
    refused++;
    return asAnswer(refusal, `00000000-0000-4000-9000-${refused.toString(16).padStart(12, '0')}`);
  }

  /** Sends a response with the service's time, by which SDKs set their clock. */
  function send(response: ServerResponse, { status, headers, body }: Response): void {
    // With its length in bytes, the response is sent in one piece.
    const length = Buffer.byteLength(body);
    response.writeHead(status, { Date: clock().toUTCString(), ...headers, 'Content-Length': length }).end(body);
  }

  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    service,
    async close() {
      for (const timer of waiting) clearTimeout(timer);
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
