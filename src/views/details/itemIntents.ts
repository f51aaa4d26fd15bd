import { env, l10n, window } from 'vscode';
import { markdownSummary } from '../../core/formats/markdownSummary';
import type { OpportunitySummary } from '../../core/model/opportunity';
import type { CopyTarget, Intent } from '../../core/present/detail/panelIntents';
import { toEstimateAddress, toWebAddress } from '../../core/text/webAddress';
import { consolePage } from '../../host/consolePage';
import { openAddress } from '../../host/openAddress';
import { tellBriefly } from '../../host/tell';
import { revealRow } from '../opportunities/revealRow';
import { runCommand } from '../runCommand';
import { type PanelDeps, writing } from './panelDeps';

/** Carries out what a person wants to do with the opportunity of a panel. */
export async function runItemIntent(intent: Intent, item: OpportunitySummary, deps: PanelDeps): Promise<void> {
  const shown = { kind: 'shown', item } as const;
  switch (intent.type) {
    case 'openJson':
      await window.showTextDocument(deps.documents.uriOf(item), { preview: true });
      return;
    case 'openInConsole':
      await runCommand('partnerCentral.openInConsole', shown);
      return;
    case 'filterByCompany':
      await runCommand('partnerCentral.filterByCompany', shown);
      return;
    case 'openWebsite':
      return open(toWebAddress(item.Customer?.Account?.WebsiteUrl ?? ''));
    case 'openEstimate': {
      const spend = item.Project?.ExpectedCustomerSpend?.[intent.index];
      return open(toEstimateAddress(spend?.EstimationUrl ?? ''));
    }
    case 'reveal':
      return revealRow(deps.view, () => deps.tree.rowOf(item), true);
    case 'copy': {
      const text = textToCopy(intent.what, item, deps);
      if (text === undefined) return;
      await env.clipboard.writeText(text);
      tellBriefly(l10n.t('Copied.'), 3);
      return;
    }
    default:
  }
}

function textToCopy(what: CopyTarget, item: OpportunitySummary, deps: PanelDeps): string | undefined {
  switch (what) {
    case 'id':
      return item.Id;
    case 'arn':
      return item.Arn;
    case 'partnerId':
      return item.PartnerOpportunityIdentifier;
    case 'company':
      return item.Customer?.Account?.CompanyName;
    case 'consoleLink':
      return consolePage(item, deps.current.connection);
    case 'markdown':
      return markdownSummary(item, writing(deps));
    case 'json':
      return `${JSON.stringify(item, null, 2)}\n`;
  }
}

async function open(address: string | undefined): Promise<void> {
  if (address !== undefined) await openAddress(address);
}
