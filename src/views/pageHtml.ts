import { l10n, Uri, type Webview, type WebviewOptions } from 'vscode';

/** The one folder that a page may load from. */
function pageFolder(extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, 'dist', 'webview');
}

export function pageOptions(extensionUri: Uri): WebviewOptions {
  return { enableScripts: true, localResourceRoots: [pageFolder(extensionUri)] };
}

/** The pages that there are, by their scripts. */
export type PageName = 'details' | 'pipeline';

/**
 * A page: a shell that loads one script and nothing else. What it shows comes to it by message alone, so nothing from AWS
 * is ever read as HTML.
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
