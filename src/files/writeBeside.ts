import { randomBytes } from 'node:crypto';
import { createReadStream, unlinkSync } from 'node:fs';
import {
  access,
  chmod,
  constants,
  type FileHandle,
  open,
  readdir,
  realpath,
  rename,
  stat,
  unlink,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { startOver, type TextPiece } from '../core/text/textPiece';
import { patientRename } from './patientRename';

/** The text of a file a piece at a time; what makes it may take its time, may start over, and may throw. */
export type Chunks = Iterable<TextPiece> | AsyncIterable<TextPiece>;

/** Names that tell nothing of what is in them, beside the file that they become. */
const temporary = /^\.partner-central-[0-9a-f]{16}\.tmp$/;
/** What was left behind by a process that was killed is taken away when it is this old, in milliseconds. */
const abandonedAfter = 3_600_000;

/** A file that was written as a whole and could not take the place of its target: it is beside it, at `kept`. */
export class KeptBeside extends Error {
  override readonly name = 'KeptBeside';

  constructor(
    /** Node's, of what went wrong. */
    readonly code: string | undefined,
    readonly kept: string,
  ) {
    super('written, but not in its place');
  }

  /** The text of the kept file, to be written elsewhere. */
  chunks(): Chunks {
    return createReadStream(this.kept, 'utf8');
  }

  /** Takes the kept file away, once it is written elsewhere. */
  async discard(): Promise<void> {
    await unlink(this.kept).catch(() => {});
  }
}

/**
 * Writes a file so that it is there as a whole or not at all: beside the target first, which then takes its place. What
 * was there stays as it was until then. A new file can be read by its owner alone; one that is replaced keeps its mode.
 * @param move puts the finished file into its place
 * @throws {KeptBeside} where only that failed; else Node's error with its `code`, or the reason of `signal`, after whatever
 * was written is gone
 */
export async function writeBeside(
  path: string,
  chunks: Chunks,
  signal: AbortSignal,
  move = patientRename,
): Promise<void> {
  signal.throwIfAborted();
  const { target, mode } = await lookAt(path);
  const folder = dirname(target);
  const file = join(folder, `.partner-central-${randomBytes(8).toString('hex')}.tmp`);
  const handle = await open(file, 'ax', 0o600);
  // A process that ends in order takes away what is under way.
  const takeAway = () => remove(file);
  process.on('exit', takeAway);
  try {
    try {
      await writeAll(handle, chunks, signal);
    } finally {
      await handle.close();
    }
    if (mode !== undefined) await chmod(file, mode);
    signal.throwIfAborted();
    await move(file, target, signal).catch(async (error: NodeJS.ErrnoException) => {
      if (signal.aborted) throw error;
      throw new KeptBeside(error.code, await keep(file, target));
    });
  } catch (error) {
    if (!(error instanceof KeptBeside)) await unlink(file).catch(() => {});
    throw error;
  } finally {
    process.off('exit', takeAway);
  }
  await sweep(folder);
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // It is gone already.
  }
}

/** Gives a finished file a name that a person knows it by, and one that is free; where even that fails, it keeps its own. */
async function keep(file: string, target: string): Promise<string> {
  const name = basename(target);
  const [suffix = ''] = /(\.opportunities)?\.[^.]+$/.exec(name) ?? [];
  // Windows and macOS know no difference of case.
  const taken = new Set((await readdir(dirname(target)).catch(() => [])).map((each) => each.toLowerCase()));
  for (let n = 1; ; n++) {
    const free = `${name.slice(0, name.length - suffix.length)} (${n})${suffix}`;
    if (taken.has(free.toLowerCase())) continue;
    const kept = join(dirname(target), free);
    return await rename(file, kept).then(
      () => kept,
      () => file,
    );
  }
}

async function writeAll(handle: FileHandle, chunks: Chunks, signal: AbortSignal): Promise<void> {
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    if (chunk === startOver) {
      await handle.truncate(0);
      continue;
    }
    // Unlike `write`, it goes on until all is written: a disk that is nearly full takes a part first.
    await handle.appendFile(chunk);
  }
  await handle.datasync();
}

/** The file that a path leads to, and its mode where it is there already. */
async function lookAt(path: string): Promise<{ target: string; mode: number | undefined }> {
  try {
    // A link stays one.
    const target = await realpath(path);
    const found = await stat(target);
    if (found.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    // Replacing needs no more than the folder's permission: a file that must not be written would be lost.
    await access(target, constants.W_OK);
    return { target, mode: found.mode & 0o777 };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { target: path, mode: undefined };
  }
}

async function sweep(folder: string): Promise<void> {
  try {
    for (const name of await readdir(folder)) {
      if (!temporary.test(name)) continue;
      const { mtimeMs } = await stat(join(folder, name));
      if (Date.now() - mtimeMs > abandonedAfter) await unlink(join(folder, name));
    }
  } catch {
    // Somebody else's to take away.
  }
}
