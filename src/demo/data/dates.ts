/** In milliseconds. */
export const day = 86_400_000;

/** Returns ISO 8601 in UTC. As in AWS's responses, whole seconds have no fraction. */
export function dateTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}
