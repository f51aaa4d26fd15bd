import assert from 'node:assert/strict';
import type { Shown } from './fakeVscode';

/** What VS Code makes links, also of commands, in notifications, progress, prompts and messages of input boxes. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** What it makes icons in picks, prompts and the status bar. */
const icon = /\$\([a-z0-9-]+(?:~[a-z]+)?\)/i;
/** Signs that break a line, or hide or reorder what is around them. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/u;

/** That a text shown is neither link nor icon, hides nothing, and leaves room for others. */
export function assertInert({ where, text }: Shown): void {
  const ours = where === 'statusBar.text' ? text.replace(/^\$\([a-z]+\) /, '') : text;
  assert.doesNotMatch(ours, link, where);
  assert.doesNotMatch(ours, icon, where);
  assert.doesNotMatch(where === 'statusBar.tooltip' ? ours.replaceAll('\n', ' ') : ours, unseen, where);
  assert.ok(ours.length <= 1_100, `${where}: ${ours.length} characters`);
}
