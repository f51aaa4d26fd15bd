import { commands, languages, type TerminalLinkProvider, type Uri, window } from 'vscode';
import { openNamedCommand } from '../../contributions';
import { findDocumentLinks } from './documentLinks';
import { FollowedLinks } from './followedLinks';
import type { LinkDeps } from './linkDeps';
import { hoverOf } from './linkHover';
import { asNamed, OpportunityOpener } from './opportunityOpener';
import { type NamedInTerminal, terminalLinks } from './terminalLinks';

/**
 * The links to opportunities: in the texts of editors and terminals, and those that come from other programs. They are a
 * bundle of their own.
 */
export class Links {
  private readonly followed: FollowedLinks;

  constructor(deps: LinkDeps) {
    const opener = new OpportunityOpener(deps);
    this.followed = new FollowedLinks(deps, opener);
    // Anything can run a command, so what it names is checked.
    const openNamed = (given: unknown) => {
      const named = asNamed(given);
      return named && opener.open(named);
    };
    const inTerminals: TerminalLinkProvider<NamedInTerminal> = {
      provideTerminalLinks: ({ line }) => terminalLinks(line),
      handleTerminalLink: ({ named }) => opener.open(named),
    };
    // Every language and every scheme.
    const everywhere = '*';
    deps.subscriptions.push(
      commands.registerCommand(openNamedCommand, openNamed),
      languages.registerDocumentLinkProvider(everywhere, { provideDocumentLinks: findDocumentLinks }),
      languages.registerHoverProvider(everywhere, {
        provideHover: (document, position) => hoverOf(document, position, deps),
      }),
      window.registerTerminalLinkProvider(inTerminals),
    );
  }

  /** Opens what a link of *Copy Link* names, once the person agrees. */
  open(uri: Uri): Promise<void> {
    return this.followed.open(uri);
  }
}
