import { l10n } from 'vscode';
import { type Catalog, catalogs } from '../../core/model/opportunity';
import { isOpportunityId } from '../../core/model/opportunityIds';
import type { NamedOpportunity } from '../../core/model/opportunityMentions';
import { cancellable } from '../../host/cancellable';
import { tell, translated } from '../../host/tell';
import { revealRow } from '../opportunities/revealRow';
import { reportFailure } from '../reportFailure';
import { runCommand } from '../runCommand';
import type { LinkDeps } from './linkDeps';

/** Opens the details of opportunities that a text or a link names: the loaded version, or what AWS has. */
export class OpportunityOpener {
  constructor(private readonly deps: LinkDeps) {}

  async open(named: NamedOpportunity): Promise<void> {
    const { id, catalog } = named;
    const { current } = this.deps;
    if (catalog !== undefined && catalog !== current.connection.catalog) return this.offer(id, catalog);
    const lists = current.value;
    try {
      const item = await cancellable(translated('Reading {0}…', id), (signal) => lists.get(id, signal));
      // It belongs to a connection that the person left.
      if (!item || lists !== current.value) return;
      await runCommand('partnerCentral.openDetails', { kind: 'shown', item });
      const { view, tree } = this.deps;
      if (view.visible) await revealRow(view, () => tree.rowOf(item), false);
    } catch (error) {
      await reportFailure(id, error, () => this.open(named));
    }
  }

  /** Switches to the catalog of an opportunity only if the person wants that, because the lists are replaced. */
  private async offer(id: string, catalog: Catalog): Promise<void> {
    const { current, choices } = this.deps;
    const text = translated(
      '{0} is in the {1} catalog. This window shows the {2} catalog.',
      id,
      catalog,
      current.connection.catalog,
    );
    if ((await tell('info', text, l10n.t('Switch to {0}', catalog))) === undefined) return;
    await choices.choose({ catalog });
    await this.open({ id, catalog });
  }
}

/** Returns what an argument of a command names; undefined if it is not exactly an id with or without a catalog. */
export function asNamed(given: unknown): NamedOpportunity | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { id, catalog } = given as Partial<Record<keyof NamedOpportunity, unknown>>;
  if (typeof id !== 'string' || !isOpportunityId(id)) return undefined;
  if (catalog === undefined) return { id };
  const known = catalogs.find((each) => each === catalog);
  return known && { id, catalog: known };
}
