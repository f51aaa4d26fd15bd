import { homedir } from 'node:os';
import { type Disposable, window } from 'vscode';

export interface TerminalProgram {
  /** The title of the terminal. */
  readonly name: string;
  /** The program's absolute path. */
  readonly path: string;
  readonly args: readonly string[];
  /** What it gets beside the terminal's variables; null: not that one, whatever the terminal's settings say. */
  readonly env: Readonly<Record<string, string | null>>;
  /** What the terminal says after the program has failed. */
  readonly farewell: string;
}

/**
 * Starts the program with its arguments as they are: the shell reads them as values of its own, never as a part of what it
 * runs. It then keeps the terminal open, and closes it only if the program succeeded.
 */
const keepOpen =
  'trap : INT; text=$1; shift; "$@" && exit 0; printf "\\n%s\\n" "$text"; while :; do read -r _ || sleep 1; done';

/**
 * Runs a program in a terminal of its own, in the person's home folder. The terminal closes when the program succeeds, and
 * stays with what was said when it fails.
 * @param succeeded is called if the program succeeds
 */
export function runInTerminal(
  program: TerminalProgram,
  succeeded: () => void,
  platform: NodeJS.Platform = process.platform,
): void {
  const { name, path, args, env, farewell } = program;
  const isWindows = platform === 'win32';
  const terminal = window.createTerminal({
    ...{ name, env, cwd: homedir(), isTransient: true },
    ...(isWindows
      ? {
          shellPath: `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\cmd.exe`,
          shellArgs: `/d /s /k ""${path}" ${args.join(' ')} && exit"`,
        }
      : { shellPath: '/bin/sh', shellArgs: ['-c', keepOpen, 'sh', farewell, path, ...args] }),
  });
  terminal.show();
  const closing: Disposable = window.onDidCloseTerminal((closed) => {
    if (closed !== terminal) return;
    closing.dispose();
    if (closed.exitStatus?.code === 0) succeeded();
  });
}
