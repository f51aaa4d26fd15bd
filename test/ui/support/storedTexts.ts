import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** A place where VS Code stores something, and all that it stores there. */
export interface StoredText {
  readonly where: string;
  readonly text: string;
}

/** Returns all that VS Code has stored: in the folder of its server, and in the browser of the window. */
export async function storedTexts(dataFolder: string, page: Page): Promise<readonly StoredText[]> {
  return [...(await inFiles(dataFolder)), ...(await inBrowser(page))];
}

async function inFiles(folder: string): Promise<StoredText[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('/extensions/'));
  return Promise.all(
    files.map(async ({ parentPath, name }) => {
      const where = join(parentPath, name);
      // A file may be gone meanwhile. What is UTF-16 in a database has a zero after each letter.
      const text = await readFile(where, 'latin1').catch(() => '');
      return { where, text: text.replaceAll('\0', '') };
    }),
  );
}

async function inBrowser(page: Page): Promise<StoredText[]> {
  return page.evaluate(async () => {
    const ended = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const stored = [
      { where: 'localStorage', text: JSON.stringify({ ...localStorage }) },
      { where: 'sessionStorage', text: JSON.stringify({ ...sessionStorage }) },
    ];
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue;
      const database = await ended(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([ended(objects.getAllKeys()), ended(objects.getAll())]);
        stored.push({ where: `${name}/${store}`, text: JSON.stringify([keys, values]) });
      }
      database.close();
    }
    return stored;
  });
}
