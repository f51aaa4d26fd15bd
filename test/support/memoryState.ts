import type { Memento } from 'vscode';
import { Emitter } from '../../src/core/runtime/emitter';

/** What a window keeps for the next one, as VS Code would. */
export class MemoryState implements Memento {
  private readonly values = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.values.keys()];
  }

  get<T>(key: string): T | undefined {
    return this.values.get(key) as T | undefined;
  }

  async update(key: string, value: unknown): Promise<void> {
    this.values.set(key, value);
  }
}
/** A secret storage, as VS Code has one for each extension. */
export class MemorySecrets {
  readonly values = new Map<string, string>();
  private readonly changes = new Emitter<{ readonly key: string }>();
  /** Fires in every window that has these secrets. */
  readonly onDidChange = this.changes.event;
  /** The error of every call, if nothing can be stored here. */
  failure: Error | undefined;
  /** What every answer waits for, as a keychain waits for its password. */
  locked: Promise<void> | undefined;

  async get(key: string): Promise<string | undefined> {
    await this.answer();
    return this.values.get(key);
  }

  async store(key: string, value: string): Promise<void> {
    await this.answer();
    this.values.set(key, value);
    this.changes.fire({ key });
  }

  async delete(key: string): Promise<void> {
    await this.answer();
    // VS Code does not tell of what was not there.
    if (this.values.delete(key)) this.changes.fire({ key });
  }

  private async answer(): Promise<void> {
    await this.locked;
    if (this.failure) throw this.failure;
  }
}
