import assert from 'node:assert/strict';
import type * as formModule from '../../../../src/views/export/csvForm';
import { vscode } from '../../../support/fakeVscode';
import { MemoryState } from '../../../support/memoryState';

describe('the form of CSV', () => {
  let habits: MemoryState;
  let form: formModule.CsvForm;

  beforeEach(async () => {
    vscode.install();
    const { CsvForm } = await import('../../../../src/views/export/csvForm');
    habits = new MemoryState();
    form = new CsvForm(habits);
  });

  const choose = async (part: string, label: string | undefined) => {
    if (label !== undefined) vscode.answers.push(label);
    await form.change(form.items().find((item) => item.label === part) ?? assert.fail(part));
  };
  const described = () => form.items().map(({ label, description }) => [label, description]);

  it('is for programs until the person chooses another', () => {
    assert.deepEqual(form.value, { separator: ',', decimalSign: '.', reader: 'plain', headings: 'fields' });
    assert.deepEqual(described(), [
      ['Separator…', 'Comma'],
      ['Decimal Separator…', 'Point'],
      ['Made For…', 'LibreOffice and Other Programs'],
      ['Headings…', 'Field Names'],
    ]);
  });

  it('is chosen part by part, and kept for the next export', async () => {
    await choose('Separator…', 'Tab');
    assert.deepEqual(form.value, { separator: '\t', decimalSign: '.', reader: 'plain', headings: 'fields' });
    await choose('Decimal Separator…', 'Comma');
    await choose('Made For…', 'Excel');
    await choose('Headings…', 'Readable Headings');
    await choose('Separator…', 'Semicolon');
    const { CsvForm } = await import('../../../../src/views/export/csvForm');
    assert.deepEqual(new CsvForm(habits).value, {
      separator: ';',
      decimalSign: ',',
      reader: 'excel',
      headings: 'readable',
    });
    assert.deepEqual(described(), [
      ['Separator…', 'Semicolon'],
      ['Decimal Separator…', 'Comma'],
      ['Made For…', 'Excel'],
      ['Headings…', 'Readable Headings'],
    ]);
    assert.deepEqual(habits.keys(), ['csvForm']);
  });

  it('stays as it is where the person leaves', async () => {
    await choose('Separator…', undefined);
    assert.deepEqual(habits.keys(), []);
    assert.deepEqual(vscode.textsIn('pick.title'), ['Separator…']);
  });

  it('says of each decimal sign and each reader what comes of it', async () => {
    await choose('Decimal Separator…', undefined);
    assert.deepEqual(
      vscode.offered.map(({ label, description }) => [label, description]),
      [
        ['Point', '1234.50'],
        ['Comma', '1234,50'],
      ],
    );
    await choose('Made For…', undefined);
    assert.ok(vscode.offered.every(({ detail }) => detail));
  });

  it('is what it was made of where some of what is kept cannot be read', async () => {
    await habits.update('csvForm', { separator: '|', decimalSign: ',', reader: 7 });
    assert.deepEqual(form.value, { separator: ',', decimalSign: ',', reader: 'plain', headings: 'fields' });
    for (const kept of [null, 'x', 7]) {
      await habits.update('csvForm', kept);
      assert.deepEqual(form.value, { separator: ',', decimalSign: '.', reader: 'plain', headings: 'fields' });
    }
  });
});
