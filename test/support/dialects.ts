import { answers, type Dialect, plainDialect, readDialect } from '../../src/demo/server/dialect';

/** How many dialects are tried that answer every question at random. */
const random = 20;

/** The dialect of a name that must be one. */
export function knownDialect(name: string): Dialect {
  const dialect = readDialect([name]);
  if (typeof dialect === 'string') throw new RangeError(`no dialect ${dialect}`);
  return dialect;
}

/** The plain dialect, one for each other answer to each question, and some with all answers at random; by their names. */
export const dialects: ReadonlyMap<string, Dialect> = new Map(
  ['plain', ...answers.keys(), ...Array.from({ length: random }, (_, seed) => `random:${seed}`)].flatMap((name) => {
    const dialect = knownDialect(name);
    const isPlain = JSON.stringify(dialect) === JSON.stringify(plainDialect);
    return isPlain && name !== 'plain' ? [] : [[name, dialect] as const];
  }),
);
