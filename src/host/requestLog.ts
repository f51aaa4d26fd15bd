import type { LogOutputChannel } from 'vscode';

/**
 * Writes the facts about a request as one line: names, numbers and codes, but never text from a request or an answer.
 */
export function logRequest(channel: LogOutputChannel, facts: object): void {
  const words = Object.entries(facts).filter(([, value]) => value !== undefined);
  channel.info(words.map(([name, value]) => `${name}=${value}`).join(' '));
}
