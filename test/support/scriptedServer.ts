import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** One request as the server received it. */
export interface RecordedRequest {
  /** The operation, from `X-Amz-Target`; undefined where there is none (STS). */
  readonly operation: string | undefined;
  /** Parsed from JSON, or the text itself. */
  readonly body: unknown;
  readonly authorization: string;
  /** The access key id that signed it. */
  readonly accessKeyId: string | undefined;
  readonly headers: IncomingMessage['headers'];
  /** `performance.now()` at its arrival. */
  readonly at: number;
}

/** How the server treats one request. */
export type Step = (response: ServerResponse, request: RecordedRequest, socket: Socket) => void;

/** Answers with a status and a body; an object is sent as JSON. */
export function answer(status: number, body: unknown, headers: Record<string, string> = {}): Step {
  return (response) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const type = text.startsWith('<') ? 'text/html' : 'application/x-amz-json-1.0';
    response.writeHead(status, { 'content-type': type, 'x-amzn-requestid': 'request-1', ...headers }).end(text);
  };
}

/** An AWS JSON 1.0 error. */
export function fault(status: number, type: string, fields: object = {}): Step {
  return answer(status, { __type: `com.amazonaws.partnercentralselling#${type}`, ...fields });
}

/** Never answers. */
export const hang: Step = () => {};

/** Begins an answer with this text and never goes on. */
export function stall(text: string): Step {
  return (response) => response.writeHead(200, { 'content-length': '100000' }).write(text);
}

/** Sends the text for ever, once in every `ms` milliseconds. */
export function trickle(text: string, ms: number): Step {
  return (response) => {
    response.writeHead(200, { 'content-length': '100000' });
    const timer = setInterval(() => response.write(text), ms);
    response.once('close', () => clearInterval(timer));
  };
}

/** Closes the connection: before the answer, or after this much of it. */
export function reset(text?: string): Step {
  return (response, _request, socket) => {
    if (text === undefined) {
      socket.resetAndDestroy();
      return;
    }
    response.writeHead(200, { 'content-length': '100000' });
    response.write(text, () => socket.resetAndDestroy());
  };
}

/**
 * An HTTP server on this machine that does with each request what its script says: a list is worked off and its last
 * step repeated, a function decides by the request.
 */
export class ScriptedServer {
  readonly requests: RecordedRequest[] = [];
  readonly #server = createServer((request, response) => this.#handle(request, response));
  #script: (request: RecordedRequest, index: number) => Step = () => answer(500, {});

  /** @param port 0: any that is free */
  static async start(port = 0): Promise<ScriptedServer> {
    const server = new ScriptedServer();
    server.#server.listen(port, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Sets what happens to the requests from now on, and forgets those until now. */
  script(steps: readonly Step[] | ((request: RecordedRequest, index: number) => Step)): void {
    this.requests.length = 0;
    this.#script = typeof steps === 'function' ? steps : (_, index) => steps[Math.min(index, steps.length - 1)] ?? hang;
  }

  /** Open connections. */
  connections(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
    });
  }

  /** Resolves once every connection is closed by the other side. */
  async disconnected(): Promise<void> {
    while ((await this.connections()) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now();
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const authorization = message.headers.authorization ?? '';
    const request: RecordedRequest = {
      operation: message.headers['x-amz-target']?.toString().split('.')[1],
      body: text.startsWith('{') ? JSON.parse(text) : text,
      authorization,
      accessKeyId: /Credential=([^/]+)/.exec(authorization)?.[1],
      headers: message.headers,
      at,
    };
    const step = this.#script(request, this.requests.length);
    this.requests.push(request);
    step(response, request, message.socket);
  }
}
