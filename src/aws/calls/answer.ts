import type { Readable } from 'node:stream';
import type { DeserializeMiddleware } from '@smithy/types';
import { SourceError } from '../../core/errors/sourceError';
import type { Command } from './apiCalls';
import { readRetryAfter } from './retryAfter';

/** What of an answer the protocol reads. */
interface Response {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body: Uint8Array;
}

const megabyte = 1024 * 1024;
const largestMegabytes = 8;

/**
 * The answer to one request, between the network and the protocol that reads it: bounded in size, and kept for telling
 * what it is when it cannot be read.
 */
export class Answer {
  #response: Response | undefined;
  #receivedAt = 0;

  get status(): number | undefined {
    return this.#response?.statusCode;
  }

  /** How many milliseconds the sender's clock was ahead of this computer's; its date has whole seconds. */
  get clockOffset(): number | undefined {
    const sentAt = Date.parse(this.#response?.headers.date ?? '');
    return Number.isNaN(sentAt) ? undefined : sentAt - this.#receivedAt;
  }

  get isWebPage(): boolean {
    // STS sends its answers and its errors as XML.
    return this.#firstCharacter() === '<' && !/^\s*(<\?xml[^>]*>\s*)?<\w+Response[\s>]/.test(this.#start() ?? '');
  }

  get isEmpty(): boolean {
    return this.#response !== undefined && this.#firstCharacter() === '';
  }

  /** JSON that begins well and cannot be read to its end. */
  get looksCutShort(): boolean {
    return this.#firstCharacter() === '{' && this.#parse() === undefined;
  }

  /** The milliseconds for which the service asks not to be asked, counted from its answer. */
  get retryAfter(): number | undefined {
    return this.#response && readRetryAfter(this.#response.headers);
  }

  /** Keeps what the deserializer of the command is given. */
  addTo<Input extends object, Output extends object>(command: Command<Input, Output>): void {
    // A retry without an answer has none.
    this.#response = undefined;
    const keep: DeserializeMiddleware<Input, Output> = (next) => async (args) => {
      this.#response = undefined;
      const result = await next(args);
      this.#receivedAt = Date.now();
      const response = result.response as Omit<Response, 'body'> & { body: Readable | Uint8Array };
      response.body = await readAll(response.body);
      this.#response = response as Response;
      return result;
    };
    const toMiddleware = 'deserializerMiddleware';
    command.middlewareStack.addRelativeTo(keep, { relation: 'after', toMiddleware, name: 'keepAnswer' });
  }

  #parse(): unknown {
    try {
      return JSON.parse(new TextDecoder().decode(this.#response?.body));
    } catch {
      return undefined;
    }
  }

  #firstCharacter(): string | undefined {
    return this.#start()?.trimStart().charAt(0);
  }

  #start(): string | undefined {
    const start = this.#response?.body.subarray(0, 1024);
    return start && new TextDecoder().decode(start);
  }
}

async function readAll(body: Readable | Uint8Array): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early destroys the stream, and with it the socket.
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > largestMegabytes * megabyte)
      throw new SourceError('answerTooLarge', { args: [String(largestMegabytes)] });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
