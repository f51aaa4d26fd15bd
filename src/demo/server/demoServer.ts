import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DemoService, type DemoServiceOptions } from './demoService';

export interface DemoServerOptions extends DemoServiceOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** How long every answer is held back, in milliseconds. Default 0. */
  readonly latencyMs?: number;
  /** Looks at every request and may answer in the service's place: for tests of what goes wrong. */
  readonly intercept?: (request: InterceptedRequest) => Fault | undefined;
}

export interface InterceptedRequest {
  /** 1 for the server's first request. */
  readonly n: number;
  /** The header `X-Amz-Target`. */
  readonly target: string;
  /** The body as parsed, or undefined if it is no JSON. */
  readonly input: unknown;
  readonly headers: IncomingMessage['headers'];
}

/** What happens to a request instead of, or before, the service's own answer. */
export interface Fault {
  /** Milliseconds to wait beyond the server's latency. */
  readonly delayMs?: number;
  /** Answered instead of the service's answer. */
  readonly reply?: Reply;
  /** Closes the connection without an answer. */
  readonly destroy?: boolean;
  /** Takes over the response: for one that stalls, breaks off or trickles. */
  readonly raw?: (response: ServerResponse) => void;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface DemoServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  readonly service: DemoService;
  /** Stops listening and closes every connection, answers under way included. */
  close(): Promise<void>;
}

const largestBody = 1024 * 1024;

/**
 * Serves sample data to any AWS client on this machine; other machines cannot reach it.
 * @throws {Error} when the port is taken (`EADDRINUSE`) or not allowed (`EACCES`).
 */
export async function startDemoServer(options: DemoServerOptions = {}): Promise<DemoServer> {
  const { port = 0, latencyMs = 0, intercept, ...serviceOptions } = options;
  const service = new DemoService(serviceOptions);
  const waiting = new Set<NodeJS.Timeout>();
  let received = 0;

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largestBody) chunks.push(chunk);
    });
    request.on('end', () => {
      if (request.method !== 'POST') return send(response, { status: 405, body: '' });
      if (size > largestBody) return send(response, { status: 413, body: '' });
      answer(request, response, Buffer.concat(chunks).toString('utf8'));
    });
  });

  function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const target = String(request.headers['x-amz-target'] ?? '');
    received++;
    const fault = intercept?.({ n: received, target, input: parse(body), headers: request.headers });
    const respond = () => {
      if (fault?.destroy) response.destroy();
      else if (fault?.raw) fault.raw(response);
      else send(response, fault?.reply ?? service.handle(target, body));
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

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  // With its length in bytes, the answer leaves in one piece.
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) }).end(body);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
