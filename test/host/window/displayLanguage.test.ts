import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, l10n, Uri } from 'vscode';
import { createSampleSource } from '../../../src/demo/sampleSource';
import { tell } from '../../../src/host/tell';
import { Exporter } from '../../../src/views/export/exporter';
import { utc } from '../../support/moments';
import { Person } from '../support/person';
import { TreeUnderTest, today } from '../support/treeUnderTest';

/** Every word of ours in another language, so that one that was not translated can be seen. */
const foreign = (words: string) => `«${words}»`;

describe('another display language', () => {
  const { t } = l10n;
  const language = Object.getOwnPropertyDescriptor(env, 'language');
  let person: Person;
  let open: TreeUnderTest;
  let folder: string;
  let exporter: Exporter;

  beforeEach(async () => {
    Object.assign(l10n, {
      t: (words: string, ...values: unknown[]) =>
        foreign(words.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place))),
    });
    Object.defineProperty(env, 'language', { get: () => 'de', configurable: true });
    person = new Person();
    folder = await mkdtemp(join(tmpdir(), 'language-'));
    open = new TreeUnderTest(() => createSampleSource({ opportunities: 60 }));
    const state = { keys: () => [], get: () => undefined, update: async () => {} };
    const now = () => utc('2026-03-15T12:00:00Z');
    exporter = new Exporter({
      current: open.current,
      state,
      habits: state,
      now,
      today: () => today,
      view: { selection: [] },
    });
  });

  afterEach(async () => {
    person.leave();
    Object.assign(l10n, { t });
    if (language) Object.defineProperty(env, 'language', language);
    open.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('has what is picked and pressed do the same, by whatever words', async () => {
    await open.expand('Prospect');
    const target = Uri.file(join(folder, 'a.json'));
    person.picks.push(foreign('All Loaded'), foreign('Save to a File…'));
    // The first place cannot be written to: the button to save elsewhere has to be known by its words.
    person.files.push(Uri.file(join(folder, 'gone', 'a.json')), target);
    person.presses.push(foreign('Save Elsewhere…'));
    await exporter.exportJson();
    const { Export: facts } = JSON.parse(await readFile(target.fsPath, 'utf8'));
    assert.ok(facts.count > 0);
    for (const text of person.said) assert.match(text, /^«.*»/s, text);
    for (const label of person.offered.flat()) assert.match(label, /^«.*»$/, label);
  });

  it('leaves documents as they are: names of fields, dates and amounts are no words of a language', async () => {
    await open.expand('Prospect');
    const write = async (name: string, what: string, choice: string) => {
      person.picks.push(what, choice);
      person.files.push(Uri.file(join(folder, name)));
      await exporter.exportCsv();
      return await readFile(join(folder, name), 'utf8');
    };
    const inGerman = await write('de.csv', foreign('All Loaded'), foreign('Save to a File…'));
    Object.assign(l10n, { t });
    Object.defineProperty(env, 'language', { get: () => 'en', configurable: true });
    assert.equal(await write('en.csv', 'All Loaded', 'Save to a File…'), inGerman);
    assert.ok(!inGerman.includes('«'));
  });

  it('gives back the button that is pressed', async () => {
    person.presses.push(foreign('Retry'));
    assert.equal(await tell('error', l10n.t('It failed.'), l10n.t('Cancel'), l10n.t('Retry')), foreign('Retry'));
  });

  it('writes numbers and amounts in the rows as that language does', async () => {
    const rows = await open.all();
    const amounts = rows.flatMap(({ item }) => String(item.description ?? '').match(/\d+[.,]\d+/g) ?? []);
    assert.ok(amounts.length > 5, `${amounts.length} amounts`);
    assert.deepEqual(
      amounts.filter((text) => text.includes('.') && !/\.\d{3}/.test(text)),
      [],
      'a decimal sign of English',
    );
  });
});
