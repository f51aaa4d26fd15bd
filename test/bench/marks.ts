/** What the probe in the extension host says when Load All begins and when it has ended. */
export const [loadAllBegins, loadAllEnds] = ['bench: Load All begins', 'bench: Load All ends'] as const;
