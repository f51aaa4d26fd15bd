import { l10n, Uri, type Webview, type WebviewOptions } from 'vscode';

/** Returns the only folder that a page may load from. */
function pageFolder(extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, 'dist', 'webview');
}

export function pageOptions(extensionUri: Uri): WebviewOptions {
  return { enableScripts: true, localResourceRoots: [pageFolder(extensionUri)] };
}

/** The pages, by the names of their scripts. */
export type PageName = 'details' | 'pipeline';

/**
 * Returns the HTML of a page: a shell that loads one script and nothing else. Its content arrives only by message, so
 * nothing from AWS is ever interpreted as HTML.
 */
export function pageHtml(webview: Webview, extensionUri: Uri, name: PageName): string {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64');
  const script = webview.asWebviewUri(Uri.joinPath(pageFolder(extensionUri), `${name}.js`));
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name === 'details' ? l10n.t('Opportunity') : l10n.t('Pipeline')}</title>
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
