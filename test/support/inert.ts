import assert from 'node:assert/strict';
import type { Shown } from './fakeVscode';

/** Matches what VS Code turns into links and command links in notifications, progress, prompts and input box messages. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** Matches what VS Code turns into icons in picks, prompts and the status bar. */
const icon = /\$\([a-z0-9-]+(?:~[a-z]+)?\)/i;
/** Characters that break a line, or hide or reorder the text around them. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/u;

/** Asserts that a shown text has no link or icon, hides nothing, and leaves room for other text. */
export function assertInert({ where, text }: Shown): void {
  const ours = where === 'statusBar.text' ? text.replace(/^\$\([a-z]+\) /, '') : text;
  assert.doesNotMatch(ours, link, where);
  assert.doesNotMatch(ours, icon, where);
  assert.doesNotMatch(where === 'statusBar.tooltip' ? ours.replaceAll('\n', ' ') : ours, unseen, where);
  assert.ok(ours.length <= 1_100, `${where}: ${ours.length} characters`);
}

/** Asserts that Markdown has no link, image, HTML, address or mention, and hides nothing. */
export function assertInertMarkdown(markdown: string): void {
  assert.doesNotMatch(markdown, /(^|[^\\])[<[]/m);
  assert.doesNotMatch(markdown, /:\/\/|www\.|@/);
  assert.doesNotMatch(markdown.replaceAll('\n', ''), /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
  // Each line begins with words of ours, or with a mark of ours.
  for (const line of markdown.split('\n'))
    assert.match(line, /^($|#{1,3} |(?: {2})?- |\| | {2}(?: {2})?[A-Z\d]|\*\*|[A-Z\d])/);
}
