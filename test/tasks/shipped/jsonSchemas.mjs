// Writes the JSON Schemas that the manifest contributes, generated from the types of the SDK and of the export.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

const sdkModels = 'node_modules/@aws-sdk/client-partnercentral-selling/dist-types/models/models_0.d.ts';
const draft = 'http://json-schema.org/draft-07/schema#';
const summaryFile = 'opportunity.schema.json';
const summary = { $ref: '#/definitions/OpportunitySummary' };

/** A calendar date. The format `date` alone would accept February 30. */
const day =
  '^(?:[1-9]\\d{3}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))' +
  '|[1-9]\\d(?:0[48]|[2468][048]|[13579][26])-02-29|(?:[2468][048]|[13579][26])00-02-29)$';

/** Restrictions of the API's model and of our own formats that the types do not express. */
const demands = {
  ExportFacts: { exportedAt: { format: 'date-time' }, readAt: { format: 'date-time' } },
  ExportedStage: { readAt: { format: 'date-time' } },
  // A filter may have any text; what AWS knows is offered while one is written.
  Filter: {
    LifeCycleStage: { items: { $ref: '#/definitions/Stage' } },
    LifeCycleReviewStatus: { items: { $ref: '#/definitions/ReviewStatus' } },
  },
  OpportunitySummary: {
    Catalog: { pattern: '^[a-zA-Z]+$' },
    Id: { pattern: '^O[0-9]{1,19}$' },
    Arn: { pattern: '^arn:' },
  },
  LifeCycleSummary: { NextSteps: { maxLength: 255 }, TargetCloseDate: { pattern: day } },
  AccountSummary: {
    OtherIndustry: { maxLength: 255 },
    CompanyName: { maxLength: 120 },
    WebsiteUrl: { minLength: 4, maxLength: 255 },
  },
  AddressSummary: { City: { maxLength: 255 }, PostalCode: { maxLength: 20 } },
  ProjectSummary: { ExpectedCustomerSpend: { maxItems: 10 } },
  ExpectedCustomerSpend: {
    Amount: { pattern: '^((0|([1-9][0-9]{0,30}))(\\.[0-9]{0,2})?)?$' },
    TargetCompany: { minLength: 1, maxLength: 80 },
    EstimationUrl: {
      pattern: '^https://(calculator\\.aws|pricing\\.calculator\\.aws\\.eu)/#/estimate\\?id=[a-f0-9]{32,64}$',
    },
  },
};

/** Writes `opportunity.schema.json` and `opportunities.schema.json` into a folder. */
export function writeSchemas(outdir) {
  const sdk = generatorOf(sdkModels);
  const definitions = asTheModel(definitionsOf(sdk, 'OpportunitySummary'));
  // Our types are derived from the SDK's in a way that the generator cannot follow, so the SDK's parts come from the SDK.
  const core = generatorOf('src/core/formats/exportDocument.ts');
  const { SortBy: _, ...own } = closed(definitionsOf(core, 'ExportFacts'));
  const sort = closed(definitionsOf(sdk, 'OpportunitySort'));
  const documents = {
    [summaryFile]: { $schema: draft, ...summary, definitions },
    'opportunities.schema.json': {
      $schema: draft,
      description: 'Opportunity summaries as the AWS CLI lists them, and Export, which says whether they are complete.',
      type: ['object', 'array'],
      items: summary,
      required: ['OpportunitySummaries'],
      properties: {
        OpportunitySummaries: {
          type: 'array',
          description: 'Opportunity summaries, as ListOpportunities returns them.',
          items: summary,
        },
        NextToken: {
          type: 'string',
          description: 'Where the list continues: the AWS CLI accepts it as --starting-token, with the same page size.',
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

/** Reads a file and what it imports with the TypeScript compiler, which takes a second or two: more with Node's own types. */
function generatorOf(path) {
  const tsconfig = 'src/core/tsconfig.json';
  return createGenerator({ path, tsconfig, skipTypeCheck: true, additionalProperties: true, encodeRefs: false });
}

/** Returns the schemas of a type and its parts, by name. */
function definitionsOf(generator, type) {
  const { definitions } = generator.createSchema(type);
  return JSON.parse(JSON.stringify(definitions), (key, value) => {
    if (key === 'description' && typeof value === 'string') return plainText(value);
    // This draft ignores everything beside a reference, and newer versions of VS Code show no description there.
    const { $ref, ...rest } = value ?? {};
    return $ref && Object.keys(rest).length > 0 ? { ...rest, allOf: [{ $ref }] } : value;
  });
}

/** Adjusts the schemas to what the service may send: required fields are required, and enums accept future values. */
function asTheModel(definitions) {
  const types = readFileSync(sdkModels, 'utf8');
  for (const [name, schema] of Object.entries(definitions)) {
    const { type, enum: values = schema.const && [schema.const], const: _, ...rest } = schema;
    if (values) definitions[name] = { ...rest, anyOf: [{ type, enum: values }, { type }] };
    if (!schema.properties) continue;
    // Required fields have no question mark in the SDK's types, although the value of every field may be undefined.
    const [body] = new RegExp(`export interface ${name} \\{.*?\\n\\}`, 's').exec(types) ?? [''];
    const required = Object.keys(schema.properties).filter((field) => new RegExp(`\\n {4}${field}: `).test(body));
    if (required.length > 0) schema.required = required;
  }
  return demanding(definitions);
}

function demanding(definitions) {
  for (const [name, { properties }] of Object.entries(definitions)) {
    for (const [field, demand] of Object.entries(demands[name] ?? {})) Object.assign(properties[field], demand);
  }
  return definitions;
}

/** Forbids unknown members in what this extension writes itself. */
function closed(definitions) {
  return JSON.parse(JSON.stringify(demanding(definitions)), (_, value) =>
    value?.properties && value.type === 'object' ? { ...value, additionalProperties: false } : value,
  );
}

const entities = { lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', amp: '&' };

/** Converts AWS's HTML field descriptions to text, because a hover shows a schema's description unchanged. */
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
