/**
 * Returns a function that makes a value for each key once and gives the same from then on.
 * @param make gives the same for the same key, whenever it is asked
 * @param most of so many keys the values are kept, those of the first ones; further ones are made each time
 */
export function remembering<T>(make: (key: string) => T, most: number): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    if (made.size < most) made.set(key, value);
    return value;
  };
}
