/** Logged by the probe in the extension host when Load All begins and ends. */
export const [loadAllBegins, loadAllEnds] = ['bench: Load All begins', 'bench: Load All ends'] as const;
