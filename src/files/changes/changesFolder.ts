import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Chunks, KeptBeside, writeBeside } from '../writeBeside';

/** The files of changes, also half written ones: nothing else is ever deleted. */
const own = /^([\w-]{22}\.jsonl|\.partner-central-[0-9a-f]{16}\.tmp)$/;
/** A file that names a folder with such files. */
const pointer = /^[0-9a-f]{32}\.folder$/;

/**
 * The files in which a window keeps what changed, one for each connection and catalog. Every workspace has a folder of
 * its own; a folder that all share names them, so that all of them can be deleted.
 */
export class ChangesFolder {
  /**
   * @param folder that of this workspace
   * @param shared that of all workspaces, which may be the same
   */
  constructor(
    private readonly folder: string,
    private readonly shared: string,
  ) {}

  /** Returns the text of a file; undefined if there is none, or if it cannot be read. */
  async read(name: string): Promise<string | undefined> {
    return await readFile(this.path(name), 'utf8').catch(() => undefined);
  }

  /**
   * Writes a file that is either complete or not there at all. Only its owner can read it.
   * @throws Node's error, or the reason of `signal`
   */
  async write(name: string, chunks: Chunks, signal: AbortSignal): Promise<void> {
    await this.announce();
    await writeBeside(this.path(name), chunks, signal).catch(async (error: unknown) => {
      // Nobody looks for it there.
      if (error instanceof KeptBeside) await error.discard();
      if (signal.aborted) await this.withdraw();
      throw error;
    });
  }

  /**
   * Does the same at once, for a window that is about to close.
   * @param textOf gets the text of the file as it is now
   */
  writeNow(name: string, textOf: (present: string | undefined) => string | undefined): void {
    const path = this.path(name);
    const text = textOf(readNow(path));
    if (text === undefined) return;
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const file = join(this.folder, `.partner-central-${randomBytes(8).toString('hex')}.tmp`);
    try {
      writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
      renameSync(file, path);
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    }
  }

  async delete(name: string): Promise<void> {
    await unlink(this.path(name)).catch(() => {});
    await this.withdraw();
  }

  /** Deletes all files of all workspaces. */
  async deleteAll(): Promise<void> {
    const folders = new Set([this.folder, this.shared]);
    for (const name of await namesIn(this.shared)) {
      if (!pointer.test(name)) continue;
      const file = join(this.shared, name);
      const folder = await readFile(file, 'utf8').catch(() => undefined);
      if (folder !== undefined && nameOf(folder) === name) folders.add(folder);
      await unlink(file).catch(() => {});
    }
    for (const folder of folders) {
      for (const name of await namesIn(folder)) {
        if (own.test(name)) await unlink(join(folder, name)).catch(() => {});
      }
    }
  }

  private path(name: string): string {
    return join(this.folder, `${name}.jsonl`);
  }

  /** Names the folder no longer if nothing is in it. */
  private async withdraw(): Promise<void> {
    if ((await namesIn(this.folder)).some((each) => own.test(each))) return;
    await unlink(join(this.shared, nameOf(this.folder))).catch(() => {});
  }

  /** Makes the folder, and names it in the one that all share. */
  private async announce(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    if (this.folder === this.shared) return;
    await mkdir(this.shared, { recursive: true, mode: 0o700 });
    await writeFile(join(this.shared, nameOf(this.folder)), this.folder, { mode: 0o600 });
  }
}

function nameOf(folder: string): string {
  return `${createHash('sha256').update(folder).digest('hex').slice(0, 32)}.folder`;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return await readdir(folder).catch(() => []);
}

function readNow(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
