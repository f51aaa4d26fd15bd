import { l10n, type WebviewOptions } from 'vscode';

/** A page may run its script. It loads nothing. */
export const pageOptions: WebviewOptions = { enableScripts: true, localResourceRoots: [] };

/** The pages, by the names of their scripts. */
export type PageName = 'details' | 'pipeline';

/**
 * Returns the HTML of a page: a shell around one script. Its content arrives only by message, so nothing from AWS is ever
 * interpreted as HTML. The script is part of the page, because a request for it takes VS Code as long as the rest until the
 * first paint.
 * @param script The text of the script.
 */
export function pageHtml(name: PageName, script: string): string {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name === 'details' ? l10n.t('Opportunity') : l10n.t('Pipeline')}</title>
</head>
<body>
<script nonce="${nonce}">${inHtml(script)}</script>
</body>
</html>`;
}

/** Returns a script without what would begin a comment or end the script in HTML: in code, both occur in texts only. */
function inHtml(script: string): string {
  return script.replace(/<(?=!--|\/?script)/gi, '\\x3c');
}
