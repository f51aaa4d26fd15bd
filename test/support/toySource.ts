import type { Operation, Priority, Source } from '../../src/core/paging/source';

/** An API that is about nothing in particular. */
export type Toy = {
  readonly Double: { readonly input: { readonly number: number }; readonly result: number };
  readonly Shout: { readonly input: { readonly text: string }; readonly result: string };
};

type Answers = { readonly [Name in keyof Toy]: (input: Toy[Name]['input']) => Promise<Toy[Name]['result']> };

const usual: Answers = {
  Double: async ({ number }) => number * 2,
  Shout: async ({ text }) => text.toUpperCase(),
};

/** A source that remembers who asked it what. */
export class ToySource implements Source<Toy> {
  readonly calls: { readonly name: keyof Toy; readonly priority: Priority; readonly signal: AbortSignal }[] = [];
  disposed = false;
  private readonly answers: Answers;

  constructor(answers: Partial<Answers> = {}) {
    this.answers = { ...usual, ...answers };
  }

  run<Name extends keyof Toy>({ name, input }: Operation<Toy, Name>, priority: Priority, signal: AbortSignal) {
    this.calls.push({ name, priority, signal });
    return this.answers[name](input);
  }

  dispose(): void {
    this.disposed = true;
  }
}

export const double = (number: number): Operation<Toy, 'Double'> => ({ name: 'Double', input: { number } });
export const shout = (text: string): Operation<Toy, 'Shout'> => ({ name: 'Shout', input: { text } });
