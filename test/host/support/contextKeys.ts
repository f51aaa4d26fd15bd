import { commands, type Disposable } from 'vscode';

/** Records the context keys that are set, and keeps them from the window, whose own view goes by the same keys. */
export class ContextKeys implements Disposable {
  private readonly values = new Map<unknown, unknown>();
  private readonly original = commands.executeCommand;

  constructor() {
    const { original, values } = this;
    (commands as { executeCommand: typeof commands.executeCommand }).executeCommand = async <T>(
      command: string,
      ...args: unknown[]
    ): Promise<T> => {
      if (command !== 'setContext') return original<T>(command, ...args);
      values.set(args[0], args[1]);
      return undefined as T;
    };
  }

  get(key: string): unknown {
    return this.values.get(key);
  }

  dispose(): void {
    (commands as { executeCommand: typeof commands.executeCommand }).executeCommand = this.original;
  }
}
