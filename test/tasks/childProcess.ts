import { spawn } from 'node:child_process';

/** How {@link execute} runs a command. */
export interface ExecuteOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which the command is terminated and counts as failed. There is no limit by default. */
  readonly timeLimit?: number;
  /** `quiet` keeps stdout and stderr for the error text only; `whole` prints them in one piece at the end. */
  readonly output?: 'inherit' | 'stderr' | 'quiet' | 'whole';
}

/** Runs a command to its end and returns its exit code. A signal or a command that cannot start counts as 1. */
export function execute(command: string, args: readonly string[], options: ExecuteOptions = {}): Promise<number> {
  const output = options.output ?? 'inherit';
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      timeout: options.timeLimit,
      stdio:
        output === 'inherit'
          ? 'inherit'
          : ['ignore', output === 'stderr' ? 2 : 'pipe', output === 'stderr' ? 2 : 'pipe'],
    });
    let text = '';
    child.stdout?.on('data', (data) => (text += data));
    child.stderr?.on('data', (data) => (text += data));
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => {
      if (output === 'whole') console.log(text.trimEnd());
      else if (code !== 0 && text) console.error(text);
      resolve(code ?? 1);
    });
  });
}

/** Runs a command as {@link execute} does, and throws unless it exits with 0. */
export async function mustExecute(command: string, args: readonly string[], options?: ExecuteOptions): Promise<void> {
  const code = await execute(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed with exit code ${code}.`);
}

/** Runs npm, which is a script on Windows. */
export function npm(args: readonly string[], options: ExecuteOptions = {}): Promise<void> {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return mustExecute(process.execPath, [script, ...args], options);
  if (process.platform === 'win32') return mustExecute('cmd', ['/d', '/s', '/c', 'npm', ...args], options);
  return mustExecute('npm', args, options);
}
