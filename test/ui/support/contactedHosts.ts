import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Returns the hosts that extension hosts have connected to so far, each once, whatever asked for it there.
 * @param drivers where the drivers of windows record them
 */
export async function contactedHosts(drivers: string): Promise<readonly string[]> {
  const text = await readFile(join(drivers, 'contacted-hosts'), 'utf8').catch(() => '');
  return [...new Set(text.split('\n').filter(Boolean))];
}
