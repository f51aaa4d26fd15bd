/** What a customer's field may hold to do harm, each with what a page or a pick could make of it. */
export const hostileTexts: readonly string[] = [
  '<img src=x onerror="window.harmed=1">',
  '</script><script>window.harmed=1</script>',
  'javascript:window.harmed=1',
  'command:workbench.action.closeWindow',
  '$(trash) $(sync~spin)',
  '[x](command:workbench.action.closeWindow)',
  'a\u202egpj.exe\u2066',
  'nul\u0000nul',
  'W'.repeat(255),
];

/** Where a page, a picture or a link that came from outside would lead. */
export const beacon = 'https://beacon.example/x.png';

/** What a command link of a hostile text runs: a new editor, which everybody sees. */
export const canaryCommand = 'workbench.action.files.newUntitledFile';

/**
 * What a name, a message or a setting may hold to do harm where VS Code shows words of an extension: links that run
 * commands, links and addresses that lead elsewhere, icons, and signs that hide, reorder or break the words around them.
 */
export const hostileMessages: readonly string[] = [
  ...hostileTexts,
  `[x](command:${canaryCommand})`,
  `[x](command:${canaryCommand}?%5B%5D "title")`,
  `[x](COMMAND:${canaryCommand})`,
  `[x](file:///etc/hosts) [x](${beacon})`,
  `![x](${beacon}) ${beacon} www.beacon.example <${beacon}>`,
  `<a href="command:${canaryCommand}">x</a>`,
  `[two\nlines](command:${canaryCommand})`,
  `[x]\u200b(command:${canaryCommand})`,
  `[x]\u200b\u200b(command:${canaryCommand})`,
  `[x]\u0000(command:${canaryCommand})`,
  `[[x]](command:${canaryCommand})`,
  `{0}](command:${canaryCommand})`,
  `[x]`,
  `(command:${canaryCommand})`,
  `[{1}](command:${canaryCommand})`,
  '$\u200b(trash) $\u202e(trash) \\$(trash) $$(trash)',
  'first\r\nsecond\u2028third\u2029fourth\u0085fifth',
  '\u202ereversed\u202c \u2067isolated\u2069 \u061c \ufeff \u{e0041} \u00ad',
  '\ud83d'.repeat(400),
  '💥'.repeat(2_000),
  'x '.repeat(10_000),
];
