/** Why a text, a settings entry or what was kept is no filter: the place in it, and what should stand there. */
export interface UnreadableFilter {
  readonly path: string;
  readonly expected: 'object' | 'listOfText' | 'text' | 'knownKey';
}

const lists: readonly string[] = ['LifeCycleStage', 'LifeCycleReviewStatus', 'CustomerCompanyName', 'Identifier'];
const ranges: Readonly<Record<string, readonly string[]>> = {
  LastModifiedDate: ['AfterLastModifiedDate', 'BeforeLastModifiedDate'],
  CreatedDate: ['AfterCreatedDate', 'BeforeCreatedDate'],
  TargetCloseDate: ['AfterTargetCloseDate', 'BeforeTargetCloseDate'],
};

/** Why a value has not the shape of a filter, whatever its values are; undefined when it has. */
export function findUnreadable(value: unknown): UnreadableFilter | undefined {
  if (!isRecord(value)) return { path: '', expected: 'object' };
  for (const [key, entry] of Object.entries(value)) {
    const bounds = Object.hasOwn(ranges, key) ? ranges[key] : undefined;
    if (!bounds && !lists.includes(key)) return { path: key, expected: 'knownKey' };
    if (entry === undefined) continue;
    const unreadable = bounds ? findInRange(key, entry, bounds) : findInList(key, entry);
    if (unreadable) return unreadable;
  }
  return undefined;
}

function findInList(path: string, entry: unknown): UnreadableFilter | undefined {
  const readable = Array.isArray(entry) && entry.every((text) => typeof text === 'string');
  return readable ? undefined : { path, expected: 'listOfText' };
}

function findInRange(key: string, entry: unknown, bounds: readonly string[]): UnreadableFilter | undefined {
  if (!isRecord(entry)) return { path: key, expected: 'object' };
  for (const [bound, text] of Object.entries(entry)) {
    const path = `${key}.${bound}`;
    if (!bounds.includes(bound)) return { path, expected: 'knownKey' };
    if (typeof text !== 'string' && text !== undefined) return { path, expected: 'text' };
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
