import { type CancellationToken, DocumentLink, l10n, Range, type TextDocument, Uri } from 'vscode';
import { openNamedCommand } from '../../contributions';
import { findOpportunities, type NamedOpportunity } from '../../core/model/opportunityMentions';
import { inSlices } from '../../core/runtime/inSlices';
import { clock } from '../../host/clock';

/** How much of a document is searched, in characters and links. What lies beyond has no links, and no wait. */
const most = { characters: 1_000_000, charactersOfLine: 20_000, links: 5_000 };

const linesAtOnce = 20;

/** Returns links for the opportunities that a document names. Other work has its turn in between. */
export async function findDocumentLinks(
  document: Pick<TextDocument, 'lineAt' | 'lineCount' | 'version'>,
  token: CancellationToken,
): Promise<DocumentLink[]> {
  const { version } = document;
  const stop = new AbortController();
  const listening = token.onCancellationRequested(() => stop.abort());
  const links: DocumentLink[] = [];
  const isWanted = () => !token.isCancellationRequested && document.version === version;
  try {
    await inSlices(addLinks(document, links, isWanted), clock, stop.signal);
  } finally {
    listening.dispose();
  }
  return isWanted() ? links : [];
}

function* addLinks(
  document: Pick<TextDocument, 'lineAt' | 'lineCount'>,
  links: DocumentLink[],
  isWanted: () => boolean,
): Generator<void, void> {
  let left = most.characters;
  for (let line = 0; line < document.lineCount && left > 0 && links.length < most.links; line++) {
    const text = document.lineAt(line).text.slice(0, Math.min(most.charactersOfLine, left));
    left -= text.length + 1;
    for (const { start, end, ...named } of findOpportunities(text)) {
      links.push(linkTo(named, new Range(line, start, line, end)));
    }
    if (line % linesAtOnce !== 0 && text.length < 1_000) continue;
    yield;
    if (!isWanted()) return;
  }
}

function linkTo(named: NamedOpportunity, range: Range): DocumentLink {
  const link = new DocumentLink(
    range,
    Uri.parse(`command:${openNamedCommand}?${encodeURIComponent(JSON.stringify([named]))}`),
  );
  link.tooltip = l10n.t('Open Details');
  return link;
}
