import { readFile } from 'node:fs/promises';
import { vsixFile } from '../tasks/package';
import { expect, test } from './support/fixtures';
import { zipEntries } from './support/zipEntries';

test('the package holds what the extension needs, and nothing else', async () => {
  const files = zipEntries(await readFile(vsixFile)).filter((name) => name.startsWith('extension/'));
  const names = files.map((name) => name.slice('extension/'.length));
  // What the SDK loads for some profiles alone, named by what is in it.
  const [chunks, others] = [true, false].map((chunk) =>
    names.filter((name) => /^dist\/aws\/.+-\w{8}\.mjs$/.test(name) === chunk),
  );
  expect(chunks?.length).toBeGreaterThan(5);
  expect(others?.sort()).toEqual(
    [
      ...['package.json', 'package.nls.json'],
      // vsce gives these names of its own.
      ...['LICENSE.txt', 'changelog.md', 'readme.md'],
      ...[
        'dist/connectionCommands.js',
        'dist/credentialsWait.js',
        'dist/details.js',
        'dist/exportCommands.js',
        'dist/extension.js',
        'dist/filterInUse.js',
        'dist/jsonDocuments.js',
        'dist/keptFilters.js',
        'dist/loadedText.js',
        'dist/mfaPrompt.js',
        'dist/openSource.js',
        'dist/opportunityCommands.js',
        'dist/openSource.js',
        'dist/opportunityLists.js',
        'dist/pipelineSummary.js',
        'dist/rowLooks.js',
        'dist/sampleSource.js',
        'dist/savedFilterStore.js',
        'dist/sharedFiles.js',
        'dist/sharedFiles.js',
        'dist/sourceError.js',
        'dist/unsendable.js',
        'dist/window.js',
        'dist/THIRD_PARTY_NOTICES.txt',
      ],
      ...['dist/aws/aws.mjs', 'dist/aws/THIRD_PARTY_NOTICES.txt'],
      ...['dist/opportunity.schema.json', 'dist/opportunities.schema.json'],
      ...['dist/webview/details.js', 'dist/webview/pipeline.js', 'dist/webview/THIRD_PARTY_NOTICES.txt'],
      ...['media/icon.png', 'media/partner-central.svg'],
    ].sort(),
  );
});

test('the installed package shows the lifecycle stages in order', async ({ opportunities }) => {
  await expect(opportunities.stages).toHaveText([
    /^Prospect/,
    /^Qualified/,
    /^Technical Validation/,
    /^Business Validation/,
    /^Committed/,
    /^Launched/,
    /^Closed Lost/,
  ]);
});
