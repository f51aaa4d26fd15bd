import { literal } from '../../text/markdown';
import { oneLine } from '../../text/plainText';
import type { Writing } from '../../text/translate';
import type { AccessFacts, CallFacts } from './accessFacts';
import { type AccessStep, accessSteps } from './accessSteps';

/** Where the check ran. */
export interface Installation {
  readonly extension: string;
  readonly vscode: string;
  /** The operating system, the processor, and the kind of remote window if it is one. */
  readonly platform: string;
}

const marks: Readonly<Record<AccessStep['status'], string>> = { ok: '✓', warning: '!', failed: '✗', notReached: '–' };

/**
 * Returns a report for whoever helps, as Markdown. It can be shared: it has no keys, no tokens, no command lines, no
 * customer data, nothing that AWS said in words of its own, and only the last digits of the account.
 */
export function accessReport(facts: AccessFacts, installation: Installation, writing: Writing): string {
  const { t } = writing;
  const { extension, vscode, platform } = installation;
  const requests = facts.calls.reduce((sum, call) => sum + call.requests, 0);
  const about: readonly (readonly [name: string, value: string])[] = [
    [t('Extension'), extension],
    ['VS Code', vscode],
    [t('Platform'), platform],
    [t('Time'), new Date(facts.checkedAt).toISOString()],
    [t('Catalog'), facts.catalog],
    [t('Requests'), String(requests)],
  ];
  return [
    `# ${literal(t('Check Access'))}`,
    '',
    ...about.map(([name, value]) => `- ${literal(name)}: ${inReport(value)}`),
    '',
    ...accessSteps(withoutAccount(facts), writing).flatMap(stepLines),
    ...callLines(facts.calls, writing),
    '',
  ].join('\n');
}

function stepLines({ title, status, text, notes, error }: AccessStep): readonly string[] {
  const code = error ? ` (\`${error.code}\`)` : '';
  return [
    `- ${marks[status]} **${literal(title)}**${code}: ${inReport(text)}`,
    ...notes.map((note) => `  - ${inReport(note)}`),
  ];
}

function callLines(calls: readonly CallFacts[], { t }: Writing): readonly string[] {
  if (calls.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.map(inReport).join(' | ')} |`;
  const columns = [t('Operation'), t('Catalog'), 'HTTP', 'ms', t('Requests'), t('Error'), t('Request ID')];
  return [
    '',
    line(columns),
    `|${' --- |'.repeat(columns.length)}`,
    ...calls.map(({ operation, catalog, status, milliseconds, requests, error, requestId = '' }) =>
      line([
        operation,
        catalog,
        String(status ?? ''),
        String(milliseconds),
        String(requests),
        error?.code ?? '',
        requestId,
      ]),
    ),
  ];
}

function inReport(text: string): string {
  return literal(oneLine(text, 500));
}

/** Whoever has the account knows it by its last digits. */
function withoutAccount({ profile, ...facts }: AccessFacts): AccessFacts {
  const { account, ...others } = profile;
  return { ...facts, profile: { ...others, ...(account && { account: `…${account.slice(-4)}` }) } };
}
