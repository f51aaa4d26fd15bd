import { l10n, type Uri } from 'vscode';
import { type LinkedOpportunity, readLinkParts } from '../../core/model/opportunityLinks';
import type { AwsConnection } from '../../core/query/connection';
import { confirm, tell, translated } from '../../host/tell';
import type { LinkDeps } from './linkDeps';
import type { OpportunityOpener } from './opportunityOpener';

/**
 * Links that come from outside of the editor: any page or program can send one. Nothing is requested before the person agrees
 * once in this window, and nothing is switched unless they say so.
 */
export class FollowedLinks {
  private isAgreed = false;
  private asking: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly deps: Pick<LinkDeps, 'current' | 'choices'>,
    private readonly opener: Pick<OpportunityOpener, 'open'>,
  ) {}

  /** Opens the details of the opportunity that a link names. */
  async open({ path, query, fragment }: Pick<Uri, 'path' | 'query' | 'fragment'>): Promise<void> {
    const link = fragment ? undefined : readLinkParts(path, query);
    if (!link) {
      const text = l10n.t('This link does not lead to an opportunity. Ask for one that was made with Copy Link.');
      void tell('warning', text);
      return;
    }
    // One question at a time: the answer to the first may answer the next one.
    const asked = this.asking.then(() => this.mayOpen(link));
    this.asking = asked.catch(() => {});
    if (await asked) await this.opener.open(link);
  }

  private async mayOpen(link: LinkedOpportunity): Promise<boolean> {
    const { current, choices } = this.deps;
    const { id, catalog } = link;
    if (current.connection.kind === 'sample') {
      const question = translated(
        'Opportunity {0} of the {1} catalog is not in the sample data of this window. Leave the sample data?',
        id,
        catalog,
      );
      if (!(await confirm(question, l10n.t('Leave Sample Data')))) return false;
      await choices.choose({ sampleData: undefined });
    }
    const { connection } = current;
    if (connection.kind === 'sample') return false;
    const isElsewhere = catalog !== connection.catalog;
    if (this.isAgreed && !isElsewhere) return true;
    const yes = isElsewhere ? l10n.t('Switch to {0}', catalog) : l10n.t('Open');
    if (!(await confirm(questionOf(link, connection, isElsewhere), yes))) return false;
    this.isAgreed = true;
    if (isElsewhere) await choices.choose({ catalog });
    return true;
  }
}

function questionOf({ id, catalog }: LinkedOpportunity, connection: AwsConnection, isElsewhere: boolean): string {
  const { profile } = connection;
  if (isElsewhere) {
    return profile === undefined
      ? translated(
          'Switch this window from the {0} catalog to the {1} catalog, and open opportunity {2}? It is read with the default credentials.',
          ...[connection.catalog, catalog, id],
        )
      : translated(
          'Switch this window from the {0} catalog to the {1} catalog, and open opportunity {2}? It is read with profile {3}.',
          ...[connection.catalog, catalog, id, profile],
        );
  }
  return profile === undefined
    ? translated('Open opportunity {0} of the {1} catalog? It is read with the default credentials.', id, catalog)
    : translated('Open opportunity {0} of the {1} catalog? It is read with profile {2}.', id, catalog, profile);
}
