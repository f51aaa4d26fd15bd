import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** How to start each installed shell so that it reads lines from its input, interactively and as a script. */
export const posixShells: readonly { readonly name: string; readonly start: readonly string[] }[] = [
  { name: 'bash', start: ['bash', '--norc', '--noprofile'] },
  { name: 'bash at a prompt', start: ['bash', '--norc', '--noprofile', '-i'] },
  { name: 'zsh', start: ['zsh', '-f'] },
  { name: 'zsh at a prompt', start: ['zsh', '-f', '-i'] },
  { name: 'zsh with rc_quotes', start: ['zsh', '-f', '-o', 'rc_quotes'] },
  { name: 'dash', start: ['dash'] },
].filter(({ start: [program = ''] }) => isInstalled(program));

function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['-c', ':'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Returns the arguments of each line as the shell passes them on, without `aws`. All lines run in one process. */
export function posixArguments(start: readonly string[], lines: readonly string[]): string[][] {
  const [program = '', ...args] = start;
  // A line that is parsed wrongly finds no program, and no file except those that it creates itself.
  const input = `PATH=/nowhere\naws() { printf '%s\\0' begin "$@"; }\n${lines.join('\n')}\n`;
  const cwd = mkdtempSync(path.join(tmpdir(), 'shell-'));
  const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', HOME: cwd, PS1: '', PS2: '' };
  let out: string;
  try {
    out = execFileSync(program, args, { input, env, cwd, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
  } finally {
    rmSync(cwd, { recursive: true });
  }
  const runs: string[][] = [];
  for (const word of out.split('\0').slice(0, -1)) {
    if (word === 'begin') runs.push([]);
    else if (word.endsWith('begin')) throw new Error(`a shell wrote something of its own: ${word}`);
    else runs.at(-1)?.push(word);
  }
  return runs;
}
