import { stat } from 'node:fs/promises';

/**
 * Returns a text that differs once one of the files has been written, replaced, created or deleted since. Links are
 * followed, and what cannot be read counts as missing. It opens no file.
 */
export async function stampOf(paths: readonly string[]): Promise<string> {
  return (await Promise.all(paths.map(stampOfFile))).join(' ');
}

async function stampOfFile(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found ? [found.ino, found.size, found.mtimeNs, found.ctimeNs].join(':') : '-';
}
