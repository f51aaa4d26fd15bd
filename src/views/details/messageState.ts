import { l10n } from 'vscode';
import type { Catalog } from '../../core/model/opportunity';
import { pageText } from '../../core/present/detail/pageText';
import type { Failure, MessageState } from '../../core/present/detail/panelState';
import { failureView } from './failureView';
import type { WithoutOpportunity } from './panelContent';
import { connectionText, type PanelDeps, writing } from './panelDeps';

/** The owner of the panel: its connection. */
interface Owner {
  readonly turn: number;
  /** A description of the connection that it was read with, and its catalog. */
  readonly from: string;
  readonly catalog: Catalog;
}

/** Returns the page of a panel that has no opportunity to show. */
export function messageState(content: WithoutOpportunity, owner: Owner, deps: PanelDeps): MessageState {
  return {
    kind: 'message',
    language: writing(deps).locale,
    turn: owner.turn,
    words: pageText(l10n.t),
    heading: content.id ?? l10n.t('Opportunity'),
    busy: content.kind === 'reading',
    failure: failureOf(content, owner, deps),
  };
}

function failureOf(content: WithoutOpportunity, { from, catalog }: Owner, { current }: PanelDeps): Failure {
  switch (content.kind) {
    case 'unread':
    case 'reading':
      return { text: l10n.t('Reading the opportunity…'), actions: [] };
    case 'failed':
      return failureView(content.error, 'panel');
    case 'left': {
      const { connection } = current;
      const text = l10n.t(
        'This opportunity was read with another connection ({0}). The window now uses {1}.',
        from,
        connectionText(connection),
      );
      const again = content.id !== undefined && catalog === connection.catalog;
      const label = l10n.t('Load with This Connection');
      return { text, actions: again ? [{ label, intent: { type: 'readAgain' } }] : [] };
    }
  }
}
