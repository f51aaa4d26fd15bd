import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

describe('the page of a panel', () => {
  const files = readdirSync('src/webview').filter((file) => file.endsWith('.ts'));

  it('S05: takes no text for HTML, runs none, and links to nothing', () => {
    assert.ok(files.length > 5);
    const forbidden =
      /innerHTML|outerHTML|insertAdjacentHTML|unsafe(HTML|SVG|Static)|document\.write|\beval\b|new Function|\bhref\b|\bsrc=/;
    for (const file of files) assert.doesNotMatch(readFileSync(join('src/webview', file), 'utf8'), forbidden, file);
  });

  it('brings the elements that it uses, and no others', () => {
    const texts = files.map((file) => readFileSync(join('src/webview', file), 'utf8')).join('\n');
    const brought = [...texts.matchAll(/@vscode-elements\/elements\/dist\/([\w-]+)\//g)].map(([, name]) => name);
    const used = new Set([...texts.matchAll(/<(vscode-[\w-]+)/g)].map(([, name]) => name));
    assert.deepEqual(brought.sort(), [...used].sort());
  });
});
