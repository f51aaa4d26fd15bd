import assert from 'node:assert/strict';

const lists = ['life-cycle-stage', 'life-cycle-review-status', 'customer-company-name', 'identifier'];
const structures = ['last-modified-date', 'created-date', 'target-close-date', 'sort'];
const single = [
  'region',
  'profile',
  'endpoint-url',
  'catalog',
  'page-size',
  'max-items',
  'starting-token',
  'cli-input-json',
];

export interface ReadCliWords {
  readonly request: Readonly<Record<string, unknown>>;
  readonly profile: string | undefined;
  readonly startingToken: string | undefined;
}

/**
 * Returns the request and the other options in the arguments of `aws partnercentral-selling list-opportunities`.
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters.html
 */
export function readCliWords(words: readonly string[]): ReadCliWords {
  assert.deepEqual(words.slice(0, 2), ['partnercentral-selling', 'list-opportunities']);
  const given = new Map<string, string[]>();
  let values: string[] | undefined;
  for (const word of words.slice(2)) {
    // argparse takes everything with a leading dash for an option, whatever precedes it.
    const [, name, value] = /^--([a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name !== undefined) {
      assert.ok([...lists, ...structures, ...single].includes(name) && !given.has(name), word);
      values = value === undefined ? [] : [value];
      given.set(name, values);
    } else {
      assert.ok(values && !word.startsWith('-'), `${word} belongs to nothing`);
      values.push(word);
    }
  }
  const request: Record<string, unknown> = {};
  for (const [name, [first = assert.fail(`--${name} without a value`), ...others]] of given) {
    const member = name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
    if (!lists.includes(name)) assert.equal(others.length, 0, name);
    // Only a single value may name a file or an address to read.
    if (others.length === 0 && name !== 'endpoint-url' && name !== 'profile')
      assert.doesNotMatch(first, /^(?:fileb?|https?):\/\//);
    if (lists.includes(name)) {
      request[member] = others.length === 0 && first.trim().startsWith('[') ? JSON.parse(first) : [first, ...others];
    } else if (structures.includes(name)) {
      request[member] = first.startsWith('{') ? JSON.parse(first) : shorthand(first);
    } else if (name === 'catalog') request[member] = first;
  }
  const [input] = given.get('cli-input-json') ?? [];
  const [profile] = given.get('profile') ?? [];
  const [startingToken] = given.get('starting-token') ?? [];
  return { request: { ...(input === undefined ? {} : JSON.parse(input)), ...request }, profile, startingToken };
}

function shorthand(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(text.split(',').map((pair) => pair.split('=') as [string, string]));
}
