import type { Uri } from 'vscode';
import type { TextPiece } from '../../core/text/textPiece';
import type { Chunks } from '../../files/writeBeside';
import { writeTarget } from '../../host/exportTarget';
import { tellWhile } from '../../host/tell';

/** A file to write, from its first character on. */
export interface Work {
  readonly chunks: (writing: Writing) => Chunks;
  /** Returns a description of the work for the person who waits. */
  readonly words: (fileName: string) => string;
  /** Milliseconds before the person is told about it, with a way to stop it. */
  readonly patience: number;
  /** Returns how much was written. */
  readonly extent: () => string;
  /** Returns how far it is, for work that takes long. */
  readonly progress?: () => string;
}

export type Outcome = 'written' | 'cancelled' | { readonly error: unknown };

/** Writes a file. If it takes long, the person can cancel it. */
export async function writeFile(target: Uri, name: string, work: Work): Promise<Outcome> {
  const writing = new Writing(work.words(name));
  const { signal } = writing;
  const written = writeTarget(target, reporting(work, writing), signal).then(
    (): Outcome => 'written',
    (error: unknown): Outcome => (signal.aborted ? 'cancelled' : { error }),
  );
  const slow = setTimeout(() => writing.show(), work.patience);
  return await written.finally(() => {
    clearTimeout(slow);
    writing.end();
  });
}

/** What the person sees while a file is written: how far it is, or a question, but never both. */
export class Writing {
  private readonly stop = new AbortController();
  private say: (text: string) => void = () => {};
  private hide: (() => void) | undefined;
  private hidden: Thenable<void> | undefined;
  private state: 'unseen' | 'seen' | 'asking' | 'over' = 'unseen';

  constructor(private readonly words: string) {}

  /** Is aborted when the person cancels the work. */
  get signal(): AbortSignal {
    return this.stop.signal;
  }

  cancel(): void {
    this.stop.abort();
  }

  report(text: string): void {
    this.say(text);
  }

  show(): void {
    if (this.state === 'asking' || this.state === 'over' || this.hide) return;
    this.state = 'seen';
    const shown = new Promise<void>((resolve) => {
      this.hide = resolve;
    });
    this.hidden = tellWhile(this.words, (say, token) => {
      token.onCancellationRequested(() => this.cancel());
      this.say = say;
      return shown;
    });
  }

  /** Takes the progress away while the person is asked something. */
  async whileAsking<T>(ask: () => Promise<T>): Promise<T> {
    this.state = 'asking';
    this.close();
    await this.hidden;
    try {
      return await ask();
    } finally {
      this.state = 'seen';
      if (!this.signal.aborted) this.show();
    }
  }

  end(): void {
    this.close();
    this.state = 'over';
  }

  private close(): void {
    this.hide?.();
    this.hide = undefined;
    this.say = () => {};
  }
}

async function* reporting({ chunks, progress }: Work, writing: Writing): AsyncGenerator<TextPiece, void, void> {
  for await (const chunk of chunks(writing)) {
    yield chunk;
    if (progress) writing.report(progress());
  }
}
