import { answers, type Dialect, plainDialect, readDialect } from '../../src/demo/server/dialect';

/** The number of tested dialects with random answers to all questions. */
const random = 20;

/** Returns the dialect with a name that must be known. */
export function knownDialect(name: string): Dialect {
  const dialect = readDialect([name]);
  if (typeof dialect === 'string') throw new RangeError(`no dialect ${dialect}`);
  return dialect;
}

/** The dialects by name: the plain one, one for each other answer to each question, and some with random answers. */
export const dialects: ReadonlyMap<string, Dialect> = new Map(
  ['plain', ...answers.keys(), ...Array.from({ length: random }, (_, seed) => `random:${seed}`)].flatMap((name) => {
    const dialect = knownDialect(name);
    const isPlain = JSON.stringify(dialect) === JSON.stringify(plainDialect);
    return isPlain && name !== 'plain' ? [] : [[name, dialect] as const];
  }),
);
