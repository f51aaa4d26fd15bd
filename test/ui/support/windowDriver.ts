import { readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';

type Action =
  | readonly ['run', ...string[]]
  | readonly ['begin', string]
  | readonly ['open', string]
  | readonly ['forget']
  | readonly ['settings', ...string[]];

const triesEveryMs = 25;
/** A window that was just opened may be a while in starting extensions on a busy machine. */
const within = 90_000;

/** What the extension in the folder `driver` does for tests in the window that it runs in. */
export class WindowDriver {
  private readonly file: string;

  /**
   * @param folder where the extensions write the ports that they listen on
   * @param workspace the name of the folder that the window shows
   */
  constructor(folder: string, workspace: string) {
    this.file = join(folder, `${workspace}.port`);
  }

  /** Waits until extensions run in the window, then runs commands by their ids, one after the other. */
  async run(...commands: readonly string[]): Promise<void> {
    await this.ask('run', ...commands);
  }

  /** Begins a command by its id, and does not wait for its end: it may ask something first. */
  async begin(command: string): Promise<void> {
    await this.ask('begin', command);
  }

  /** Opens a file, as a person does who chooses it in VS Code's own dialog. */
  async open(path: string): Promise<void> {
    await this.ask('open', path);
  }

  /** Takes away whatever extensions have kept in the window or for all windows. */
  async forget(): Promise<void> {
    await this.ask('forget');
  }

  /** The values of settings by their keys, as extensions of the window see them. */
  async settings(...keys: readonly string[]): Promise<readonly unknown[]> {
    return (await this.ask('settings', ...keys)) as readonly unknown[];
  }

  /** Knows nothing of the window that was there so far: whatever is asked next waits for the one that takes its place. */
  async leave(): Promise<void> {
    await rm(this.file, { force: true });
  }

  private async ask(...action: Action): Promise<unknown> {
    const deadline = performance.now() + within;
    let port = await this.port();
    while (port === undefined) {
      if (performance.now() > deadline) throw new Error('The window has no driver.');
      await new Promise((resolve) => setTimeout(resolve, triesEveryMs));
      port = await this.port();
    }
    const { value, error } = JSON.parse(await post(port, JSON.stringify(action)));
    if (error) throw new Error(`${action.join(' ')}: ${error}`);
    return value;
  }

  private async port(): Promise<number | undefined> {
    const text = await readFile(this.file, 'utf8').catch(() => '');
    return text ? Number(text) : undefined;
  }
}

function post(port: number, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method: 'POST', agent: false, timeout: within }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (data) => (text += data));
      response.once('end', () => resolve(text));
    });
    sent.once('timeout', () => sent.destroy(new Error('The window did not answer its driver.')));
    sent.once('error', reject);
    sent.end(body);
  });
}
