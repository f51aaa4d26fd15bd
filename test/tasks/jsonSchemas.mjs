// Writes the JSON Schemas that the manifest contributes, out of the types of the SDK and of the export.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

const sdkModels = 'node_modules/@aws-sdk/client-partnercentral-selling/dist-types/models/models_0.d.ts';
const draft = 'http://json-schema.org/draft-07/schema#';
const summaryFile = 'opportunity.schema.json';
const summary = { $ref: '#/definitions/OpportunitySummary' };

/** Writes `opportunity.schema.json` and `opportunities.schema.json` into a folder. */
export function writeSchemas(outdir) {
  const definitions = definitionsOf(sdkModels, 'OpportunitySummary');
  // Ours are made of the SDK's by types that the generator cannot follow: what the SDK has is taken from there.
  const { SortBy: _, ...own } = definitionsOf('src/core/exportDocument.ts', 'ExportFacts', 'src/core/tsconfig.json');
  const sort = definitionsOf(sdkModels, 'OpportunitySort');
  const documents = {
    [summaryFile]: { $schema: draft, ...summary, definitions },
    'opportunities.schema.json': {
      $schema: draft,
      description: 'Opportunity summaries as the AWS CLI lists them, and Export, which says how far they are all.',
      type: ['object', 'array'],
      items: summary,
      required: ['OpportunitySummaries'],
      properties: {
        OpportunitySummaries: {
          type: 'array',
          description: 'Opportunity summaries, as ListOpportunities gives them.',
          items: summary,
        },
        NextToken: {
          type: 'string',
          description: 'Where the list goes on: the AWS CLI takes it as --starting-token, with the same page size.',
        },
        Export: { $ref: '#/definitions/ExportFacts' },
      },
      definitions: { ...own, ...definitions, ...sort, Sort: { $ref: '#/definitions/OpportunitySort' } },
    },
  };
  mkdirSync(outdir, { recursive: true });
  for (const [name, schema] of Object.entries(documents)) {
    writeFileSync(join(outdir, name), `${JSON.stringify(schema)}\n`);
  }
}

/** The schemas of a type and of all that it is made of, by name. */
function definitionsOf(path, type, tsconfig) {
  const generator = createGenerator({
    ...{ path, type, skipTypeCheck: true, additionalProperties: true, encodeRefs: false },
    ...(tsconfig && { tsconfig }),
  });
  const { definitions } = generator.createSchema(type);
  return JSON.parse(JSON.stringify(definitions), (key, value) => {
    if (key === 'description' && typeof value === 'string') return plainText(value);
    // In this draft nothing beside a reference counts, and newer versions of VS Code show no description there.
    const { $ref, ...rest } = value ?? {};
    return $ref && Object.keys(rest).length > 0 ? { ...rest, allOf: [{ $ref }] } : value;
  });
}

const entities = { lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', amp: '&' };

/** AWS describes its fields in HTML; a hover shows a schema's description as it is. */
function plainText(html) {
  return html
    .replace(/\s+/g, ' ')
    .replace(/<li>/g, '\n• ')
    .replace(/<\/p> ?(?=<(p|ul)>)/g, '\n\n')
    .replace(/<\/ul> ?(?!<\/li>)/g, '\n\n')
    .replace(/<[a-z/][^>]*>/gi, '')
    .replace(/&(\w+);/g, (entity, name) => entities[name] ?? entity)
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
