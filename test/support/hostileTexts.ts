/** Harmful content for a customer's field, by what a page or a pick could do with it. */
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

/** Where an external page, image or link would lead. */
export const beacon = 'https://beacon.example/x.png';

/** The command that a hostile text's command link runs: it opens a new editor, which is always noticeable. */
export const canaryCommand = 'workbench.action.files.newUntitledFile';

/** A link that runs that command where VS Code shows an extension's text as Markdown. */
export const hostileLink = `[x](command:${canaryCommand})`;

/** An icon that nothing of this extension has, a link that opens an editor, and an address that nobody may ask for. */
export const hostileText = `$(rocket) ${hostileLink} ${beacon}`;

/**
 * Harmful content for a name, a message or a setting where VS Code shows an extension's text: links that run commands,
 * links and addresses that lead elsewhere, icons, and characters that hide, reorder or break the text around them.
 */
export const hostileMessages: readonly string[] = [
  ...hostileTexts,
  hostileLink,
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

/** The end of an address, with escapes that mean something else when they are decoded, and signs that some programs escape. */
export const delicate =
  "/a%2Fb/c;d=e,f(g)'h?q=R%26D%23one&t=1%2B1&p=100%25&s=a+b%20c&u=%E2%82%AC&x=[1]|{2}&r=$1&empty=";
