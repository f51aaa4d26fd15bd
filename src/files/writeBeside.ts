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

/** The text of a file in pieces. The producer may be slow, may start over, and may throw. */
export type Chunks = Iterable<TextPiece> | AsyncIterable<TextPiece>;

/** The name of the temporary file beside the target, which says nothing about its content. */
const temporary = /^\.partner-central-[0-9a-f]{16}\.tmp$/;
/** A file left behind by a process that was killed is deleted when it is this old, in milliseconds. */
const abandonedAfter = 3_600_000;

/** The file is complete, but could not replace its target: it is beside it, at `kept`. */
export class KeptBeside extends Error {
  override readonly name = 'KeptBeside';

  constructor(
    /** Node's code for what went wrong. */
    readonly code: string | undefined,
    readonly kept: string,
  ) {
    super('written, but not in its place');
  }

  /** Returns the text of the kept file, so that it can be written elsewhere. */
  chunks(): Chunks {
    return createReadStream(this.kept, 'utf8');
  }

  /** Deletes the kept file after it was written elsewhere. */
  async discard(): Promise<void> {
    await unlink(this.kept).catch(() => {});
  }
}

/**
 * Writes a file that is either complete or not there at all: it is written beside the target, and then replaces it. The
 * old file stays unchanged until then. Only its owner can read a new file; a replaced one keeps its mode.
 * @param move moves the finished file to its place
 * @throws {KeptBeside} if only that failed; otherwise Node's error with its `code`, or the reason of `signal`, after
 * everything that was written has been deleted
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
  // A process that exits normally deletes the file it is writing.
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
    // The file no longer exists.
  }
}

/** Gives a finished file a free name that a person recognises; if that fails too, it keeps its temporary name. */
async function keep(file: string, target: string): Promise<string> {
  const name = basename(target);
  const [suffix = ''] = /(\.opportunities)?\.[^.]+$/.exec(name) ?? [];
  // Names on Windows and macOS are not case-sensitive.
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
    // Unlike `write`, it continues until everything is written: a disk that is nearly full accepts only a part at
    // first.
    await handle.appendFile(chunk);
  }
  await handle.datasync();
}

/** Returns the file that a path leads to, and its mode if the file exists. */
async function lookAt(path: string): Promise<{ target: string; mode: number | undefined }> {
  try {
    // A symbolic link stays one.
    const target = await realpath(path);
    const found = await stat(target);
    if (found.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    // Replacing a file only needs permission for its folder, so a write-protected file would be lost.
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
    // Another process has to delete it.
  }
}
