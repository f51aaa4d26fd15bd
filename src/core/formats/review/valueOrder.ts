/**
 * Returns how to compare the values of an enum: in the order of AWS's model, then those that this version does not know,
 * and last the empty one.
 */
export function comparedBy(order: readonly string[]): (a: string, b: string) => number {
  const placeOf = (value: string) => {
    if (value === '') return order.length + 1;
    const place = order.indexOf(value);
    return place < 0 ? order.length : place;
  };
  return (a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : a > b ? 1 : 0);
}
