import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer, hang, type Step } from './service/faults';

/** One request as received by the server. */
export interface RecordedRequest {
  /** The operation from `X-Amz-Target`, or undefined without one (STS). */
  readonly operation: string | undefined;
  /** The parsed JSON, or the text itself. */
  readonly body: unknown;
  readonly authorization: string;
  /** The access key id that signed the request. */
  readonly accessKeyId: string | undefined;
  readonly headers: IncomingMessage['headers'];
  /** The value of `performance.now()` on arrival. */
  readonly at: number;
}

/**
 * An HTTP server on this machine that handles each request as its script says. Steps in a list are used in turn and the
 * last one is repeated; a function decides by the request.
 */
export class ScriptedServer {
  readonly requests: RecordedRequest[] = [];
  readonly #server = createServer((request, response) => this.#handle(request, response));
  #script: (request: RecordedRequest, index: number) => Step = () => answer(500, {});

  /** @param port The port, or 0 for any free one. */
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

  /** Sets what happens to requests from now on, and forgets earlier ones. */
  script(steps: readonly Step[] | ((request: RecordedRequest, index: number) => Step)): void {
    this.requests.length = 0;
    this.#script = typeof steps === 'function' ? steps : (_, index) => steps[Math.min(index, steps.length - 1)] ?? hang;
  }

  /** Counts the open connections. */
  connections(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
    });
  }

  /** Resolves once the other side has closed every connection. */
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
    step(response);
  }
}
