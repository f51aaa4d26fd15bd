import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toSourceError } from '../../src/aws/calls/serviceErrors';
import { resolveEndpoint } from '../../src/aws/identity/endpoint';
import { readSharedConfig } from '../../src/aws/identity/files/sharedConfig';
import { planOf } from '../../src/aws/identity/plan';
import { listProfiles } from '../../src/aws/identity/profiles';
import { comparisonBasis } from '../../src/core/formats/comparisonBasis';
import { type ExportClaims, readClaims } from '../../src/core/formats/exportClaims';
import { Comparison, comparing } from '../../src/core/formats/exportComparison';
import type { OpportunitySummary } from '../../src/core/model/opportunity';
import { everything } from '../../src/core/query/filterDraft';
import { readSavedFilters } from '../../src/core/query/savedFilters';
import { normalisePage } from '../../src/core/wire/normalisePage';
import { inPieces, readExport } from '../../src/files/readExport';
import { vscode } from '../support/fakeVscode';
import { hostileMessages } from '../support/hostileTexts';
import { assertInert } from '../support/inert';
import { utc } from '../support/moments';
import { filledWith } from '../support/summaries';

/** What shows what comes in; loaded when the module `vscode` is there. */
async function loadViews() {
  const [reports, problems, items, comparison, profiles, filters, mfa, files, ids, companies, lists] =
    await Promise.all([
      import('../../src/views/reportFailure'),
      import('../../src/views/export/exportProblemText'),
      import('../../src/views/opportunities/rowLooks'),
      import('../../src/views/export/comparisonPick'),
      import('../../src/views/connection/profilePick'),
      import('../../src/views/filterPick/filterPick'),
      import('../../src/views/connection/mfaPrompt'),
      import('../../src/host/openTextFile'),
      import('../../src/views/filterPick/identifierStep'),
      import('../../src/views/filterPick/textsStep'),
      import('../../src/views/filterPick/listSteps'),
    ]);
  const door = await import('../../src/host/tell');
  return {
    ...reports,
    ...problems,
    ...items,
    ...comparison,
    ...profiles,
    ...filters,
    ...mfa,
    ...files,
    ...ids,
    ...companies,
    ...lists,
    ...door,
  };
}

type Views = Awaited<ReturnType<typeof loadViews>>;

const reading = (text: string) => readExport(inPieces(Buffer.from(text)), new AbortController().signal);

/** A comparison as it is shown. */
function compared(
  before: readonly OpportunitySummary[],
  after: readonly OpportunitySummary[],
  loaded: string,
  claims: ExportClaims = readClaims(undefined, false),
) {
  const comparison = new Comparison();
  for (const _ of comparing(before, after, comparison));
  const sort = { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' } as const;
  const later = readClaims({ filter: {}, sort, profile: loaded, complete: false, missing: ['moreExist'] }, false);
  const file = { name: loaded, count: before.length, repeated: 0, unreadable: 0 };
  return {
    ...{ before: { ...file, claims }, after: { ...file, claims: later }, comparison },
    basis: comparisonBasis(claims, later),
  };
}

/** Every way by which text of others comes in, each up to where a person reads it. */
const ways: Readonly<Record<string, (text: string, views: Views) => Promise<unknown> | unknown>> = {
  'a page of the service, in rows and picks': async (text, { RowLooks, pickFromComparison }) => {
    const rowLooks = new RowLooks();
    const { items } = normalisePage({ OpportunitySummaries: [filledWith(text), { Id: 'O1' }] });
    for (const [index, item] of items.entries()) {
      const row = { kind: 'opportunity', group: { kind: 'other' }, item, key: String(index) } as const;
      const { label, description } = rowLooks.toTreeItem(row, { today: '2026-01-01', sizeOf: () => 0 } as never);
      for (const shown of [label, description]) vscode.shown.push({ where: 'row', text: String(shown ?? '') });
    }
    await pickFromComparison(compared(items, [], text), 10);
    await pickFromComparison(compared(items, [{ ...items[0], Catalog: 'AWS' }], text), 10);
  },
  'an error of the service': async (text, { reportFailure, RowLooks }) => {
    const rowLooks = new RowLooks();
    const answer = { isWebPage: false, isEmpty: false, looksCutShort: false };
    const request = {
      operation: 'ListOpportunities',
      catalog: 'AWS',
      identity: text,
      host: text,
      seconds: 30,
      answer,
      hasToken: false,
    };
    const $metadata = { httpStatusCode: 400, requestId: text };
    const ErrorList = [
      { FieldName: text, Code: text, Message: text },
      { FieldName: 'Id', Code: 'X', Message: text },
    ];
    const names = [
      'ValidationException',
      'AccessDeniedException',
      'ExpiredTokenException',
      'InvalidSignatureException',
    ];
    for (const name of [...names, 'TimeoutError', text]) {
      const thrown = {
        name,
        message: text,
        Reason: text,
        code: name,
        ErrorList,
        $fault: 'client',
        $metadata,
        [text]: text,
      };
      for (const failure of [thrown, { ...thrown, Reason: 'REASON', $metadata: undefined, code: 'ENOTFOUND' }]) {
        const error = toSourceError(failure, request);
        await reportFailure(text, error, () => {});
        const row = { kind: 'failed', list: { kind: 'whole' }, error, of: 'page' } as const;
        const { label, tooltip } = rowLooks.toTreeItem(row, { lists: { query: { profile: text } } } as never);
        vscode.shown.push({ where: 'row', text: String(label) });
        // Nothing in a tooltip is a link or an icon unless it is Markdown.
        assert.equal(typeof tooltip, 'string');
      }
    }
  },
  'an export, and its name': async (text, { exportProblemText, tell, pickFromComparison }) => {
    const documents = [
      { OpportunitySummaries: [], Export: { formatVersion: text } },
      { OpportunitySummaries: text, [text]: text },
      [text],
      {
        OpportunitySummaries: [{ ...filledWith(text), [text]: text }],
        Export: { formatVersion: 1, catalog: text, filter: text, sort: text, profile: text, missing: [text] },
        [text]: [],
      },
    ];
    for (const document of documents) {
      const read = await reading(JSON.stringify(document));
      if ('problem' in read) await tell('error', exportProblemText(read.problem, text, 1));
      else await pickFromComparison(compared(read.items, [], text, read.claims), 10);
    }
    assert.ok('problem' in (await reading(text)));
  },
  'the AWS files': async (text, { pickProfile, reportFailure }) => {
    const folder = await mkdtemp(join(tmpdir(), 'ways-in-'));
    const line = text.replaceAll(/[\r\n\u2028\u2029]/g, ' ');
    const env = { AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials') };
    const role = `role_arn = ${line}`;
    const config = [
      `[profile "a ${line}"]`,
      ...['[profile chain]', role, `source_profile = ${line}`, `region = ${line}`],
      ...['[profile session]', `sso_session = ${line}`, `sso_account_id = ${line}`, `sso_role_name = ${line}`],
      ...[`[sso-session ${line}]`, `sso_region = ${line}`],
    ];
    try {
      await writeFile(env.AWS_CONFIG_FILE, config.join('\n'));
      await writeFile(env.AWS_SHARED_CREDENTIALS_FILE, [`[${line}]`, `aws_access_key_id = ${line}`, role].join('\n'));
      await pickProfile({ profiles: listProfiles(env), active: text, recent: [text], fallback: text });
      const shared = await readSharedConfig(env);
      for (const profile of [...shared.profiles.keys(), text]) {
        try {
          planOf(profile, shared);
        } catch (error) {
          await reportFailure('O1', error, () => {});
        }
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  'a device of MFA': (text, { askMfaCode }) =>
    askMfaCode({ profile: text, serial: text, attempt: 2 }, new AbortController().signal),
  'a path in the environment': (text, { openTextFile }) => openTextFile(`/home/${text}/config`),
  'the setting of an endpoint': async (text, { reportFailure }) => {
    const config = { profiles: new Map(), ssoSessions: new Map(), services: new Map() } as never;
    for (const setting of [text, `http://${text}`, `http://beacon.example/${text}`]) {
      try {
        resolveEndpoint({ service: 'sts', setting, env: {}, profile: text, config });
      } catch (error) {
        await reportFailure('O1', error, () => {});
      }
    }
  },
  'saved filters, recent ones and the present one': async (text, { pickFilter }) => {
    const now = utc('2026-01-01T12:00:00Z');
    const filters = [
      { CustomerCompanyName: [text] },
      { [text]: text },
      { Identifier: [text], LifeCycleStage: [text] },
      { LastModifiedDate: { AfterLastModifiedDate: text } },
    ];
    const entries = readSavedFilters(
      [...filters.map((filter) => ({ name: text, filter })), { name: '', filter: {} }],
      now,
    );
    const present = { ...everything, filter: { CustomerCompanyName: [text] }, startingToken: text };
    await pickFilter({
      ...{ present, recent: [{ CustomerCompanyName: [text] }], pageSize: 100, now },
      loaded: () => [{ Catalog: 'AWS', Customer: { Account: { CompanyName: text } } }],
      fromSettings: { SortBy: 'LastModifiedDate', SortOrder: 'DESCENDING' },
      saved: () => entries.flatMap((entry) => (['user', 'workspace'] as const).map((scope) => ({ scope, entry }))),
    });
  },
  'what is typed or pasted': async (text, { askIdentifiers, pickTexts, askStartingToken }) => {
    await askIdentifiers('Identifier', [text, 'O1']);
    await pickTexts('CustomerCompanyName', [text], [text]);
    await askStartingToken(text, 100);
  },
};

describe('text that comes in', () => {
  let views: Views;

  before(async () => {
    vscode.install();
    views = await loadViews();
  });

  for (const [way, bring] of Object.entries(ways)) {
    it(`is only text where a person reads it: ${way}`, async () => {
      let shown = 0;
      for (const text of hostileMessages) {
        vscode.forget();
        await bring(text, views);
        shown += vscode.shown.length;
        for (const one of vscode.shown) assertInert(one);
      }
      assert.ok(shown >= hostileMessages.length, `${shown} texts shown`);
    });
  }
});
