import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import type { ComparisonRemark } from '../../../../src/core/formats/comparisonBasis';
import { wholeJson } from '../../../../src/core/formats/wholeFormat';
import type { MissingReason } from '../../../../src/core/lists/completeness';
import type { ExportProblem } from '../../../../src/files/readExport';
import type * as remarks from '../../../../src/views/export/comparisonText';
import type * as problems from '../../../../src/views/export/exportProblemText';
import type * as extents from '../../../../src/views/export/exportText';
import { vscode } from '../../../support/fakeVscode';

describe('what is said about', () => {
  let texts: typeof extents & typeof remarks & typeof problems;

  before(async () => {
    vscode.install();
    texts = {
      ...(await import('../../../../src/views/export/exportText')),
      ...(await import('../../../../src/views/export/comparisonText')),
      ...(await import('../../../../src/views/export/exportProblemText')),
    };
  });

  describe('the extent of an export', () => {
    const facts = (...missing: MissingReason[]) => ({ count: 7, complete: missing.length === 0, missing });
    /** The reasons of an export that lacks nothing, or something for one reason. */
    const missingFor = (reason: string) => (reason === 'none' ? [] : [reason as MissingReason]);

    it('says that what is loaded is complete, or the first reason why it is not', () => {
      const said: Readonly<Record<MissingReason | 'none', string>> = {
        none: '7 loaded, complete',
        notSelected: '7 selected',
        withoutStage: '7 loaded, all stages complete; an opportunity without a stage would not be in any stage’s list',
        failedPage: '7 loaded, a page could not be read',
        unreadableEntries: '7 loaded, AWS sent entries that cannot be read',
        changedWhileRead: '7 loaded, some may be missing: opportunities changed each time they were read',
        notChecked: '7 loaded; Load All checks whether any changed in the meantime',
        beforeStartingToken: '7 loaded, from a starting token to the end',
        moreExist: '7 loaded, more exist',
      };
      for (const [reason, sentence] of Object.entries(said)) {
        const missing = missingFor(reason);
        assert.equal(texts.extentText(facts(...missing)), sentence);
        if (missing.length > 0) assert.equal(texts.extentText(facts(...missing, 'moreExist')), sentence);
      }
    });

    it('says so of everything that AWS lists', () => {
      const said: Partial<Record<MissingReason | 'none', string>> = {
        none: '7, everything AWS lists',
        failedPage: '7, up to a page that could not be read; its NextToken continues from there',
        changedWhileRead: '7, some may be missing: opportunities changed each time they were read',
        notChecked: '7; it could not be checked whether any changed in the meantime',
        unreadableEntries: '7; AWS sent entries that cannot be read',
      };
      for (const [reason, sentence] of Object.entries(said)) {
        assert.equal(texts.wholeText(facts(...missingFor(reason)), wholeJson), sentence);
      }
      const sample = { ...facts(), sampleData: true } as const;
      assert.equal(texts.wholeText(sample, wholeJson), '7, everything that the sample data lists');
    });
  });

  describe('a file that could not be written', () => {
    const failed = (code: unknown) => Object.assign(new Error('/home/ann/secret.json'), { code });

    it('names the reason and what it means, but never a path', () => {
      const said: Readonly<Record<string, readonly string[]>> = {
        'the disk is full': ['ENOSPC', 'EDQUOT'],
        'you have no permission to write there': ['EACCES', 'EPERM', 'EROFS', 'NoPermissions'],
        'its folder no longer exists': ['ENOENT', 'ENOTDIR', 'FileNotFound', 'FileNotADirectory'],
        'there is a folder with this name': ['EISDIR', 'FileIsADirectory'],
        'the name is too long': ['ENAMETOOLONG'],
        'another program has it open': ['EBUSY', 'ETXTBSY'],
      };
      for (const [why, codes] of Object.entries(said)) {
        for (const code of codes) {
          assert.equal(texts.writeErrorText(failed(code), 'a.json'), `a.json was not written: ${why}.`);
        }
      }
      assert.equal(texts.writeErrorText(failed('EIO'), 'a.json'), 'a.json was not written (EIO).');
    });

    it('says no more than that where there is no code, or what stands there is none', () => {
      for (const thrown of [...[7, '/home/x', '$(x)', 'E /x', '/x E', null].map(failed), 'EIO', null, undefined, {}]) {
        assert.equal(texts.writeErrorText(thrown, 'a.json'), 'a.json was not written.');
      }
    });

    it('says where the complete file is, which another program kept from its place', () => {
      assert.equal(
        texts.writeErrorText(failed('EPERM'), 'a.json', 'b.json'),
        'a.json was not written: another program has it open. The complete file is beside it, as b.json.',
      );
    });

    it('says what the person did in the meantime, or what AWS did', () => {
      assert.equal(
        texts.writeErrorText(new SourceError('aborted'), 'a.json'),
        'a.json was not written: the profile, catalog or filter changed in the meantime.',
      );
      const refused = texts.writeErrorText(new SourceError('timedOut', { args: ['30'] }), 'a.json');
      assert.match(refused, /^a\.json was not written: a page could not be read\. .*30/);
    });
  });

  describe('a file that is compared', () => {
    const said = (remark: ComparisonRemark) => texts.remarkText(remark, 'loaded');

    it('names its filter and that of what is loaded', () => {
      const filter = (before: unknown, after: unknown) =>
        said({ kind: 'otherFilter', before, after } as ComparisonRemark).replace('The file has another filter: ', '');
      assert.equal(filter(undefined, { LifeCycleStage: ['Qualified'] }), 'none; what is loaded has: Qualified');
      assert.equal(filter({ Colour: 'red' }, {}), 'one unknown to this version; what is loaded has: none');
    });

    it('names its order and that of what is loaded', () => {
      const sort = (before: unknown) =>
        said({
          kind: 'otherSort',
          before,
          after: { SortBy: 'CreatedDate', SortOrder: 'ASCENDING' },
        } as ComparisonRemark);
      const loaded = 'what is loaded by: Created, oldest first';
      assert.equal(
        sort({ SortBy: 'CustomerCompanyName', SortOrder: 'DESCENDING' }),
        `The file is sorted by: Customer company name, Z to A; ${loaded}`,
      );
      for (const unknown of [{ SortBy: 'CreatedDate' }, { SortOrder: 'ASCENDING' }, { SortBy: 'Colour' }, undefined]) {
        assert.equal(sort(unknown), `The file is sorted by: one unknown to this version; ${loaded}`);
      }
    });

    it('names the profiles, also where there is none', () => {
      assert.equal(
        said({ kind: 'otherProfile', before: 'dev', after: 'team' } as ComparisonRemark),
        'The file was read with the profile dev; what is loaded with team',
      );
      assert.equal(
        said({ kind: 'otherProfile' } as ComparisonRemark),
        'The file was read with the profile (none named); what is loaded with (none chosen)',
      );
    });

    it('says which of the two is sample data, and which says nothing of itself', () => {
      assert.equal(said({ kind: 'sampleData', of: 'before' }), 'The file contains sample data; what is loaded is real');
      assert.equal(said({ kind: 'sampleData', of: 'after' }), 'What is loaded is sample data; the file is not');
      assert.match(said({ kind: 'nothingSaid', of: 'before' }), /^The file does not say which catalog/);
    });

    it('says which of the two is not complete, and each reason once', () => {
      const partial = (of: 'before' | 'after', ...missing: string[]) =>
        said({ kind: 'partial', of, missing: missing as MissingReason[] });
      assert.equal(
        partial('after', 'moreExist', 'failedPage', 'moreExist'),
        'What is loaded is not complete: more exist; a page could not be read',
      );
      assert.equal(
        partial('before', 'toString', 'notSelected'),
        'The file is not complete: for a reason unknown to this version; it contains only what was selected',
      );
      assert.equal(partial('before'), 'The file does not say that it is complete');
    });
  });

  it('a file that cannot be read, each fault in its own words', () => {
    const said = (kind: ExportProblem['kind'], detail = '') =>
      texts.exportProblemText({ kind, detail } as ExportProblem, 'a.json', 3).replace('a.json, line 3: ', '');
    const faults: Readonly<Record<string, string>> = {
      ValueExpected: 'a value is missing',
      PropertyNameExpected: 'the name of a field is missing',
      ColonExpected: 'a colon is missing',
      CommaExpected: 'a comma is missing',
      CloseBraceExpected: 'a bracket is not closed',
      CloseBracketExpected: 'a bracket is not closed',
      EndOfFileExpected: 'there is text after its end',
      InvalidCommentToken: 'JSON has no comments',
      UnexpectedEndOfComment: 'JSON has no comments',
      UnexpectedEndOfString: 'a string is not closed',
      InvalidNumberFormat: 'a number is incomplete',
      UnexpectedEndOfNumber: 'a number is incomplete',
      InvalidCharacter: 'an unexpected character',
    };
    for (const [fault, words] of Object.entries(faults)) {
      assert.equal(said('malformed', fault), `this is not JSON (${words}).`);
    }
    assert.deepEqual(
      (['tooDeep', 'noList', 'noOpportunity', 'noVersion'] as const).map((kind) => said(kind)),
      [
        'this is nested deeper than any export.',
        'there is no OpportunitySummaries list.',
        'this is not an opportunity.',
        'the file is damaged, Export.formatVersion must be a number of 1 or more.',
      ],
    );
    assert.equal(said('newerFormat', '9'), 'format version 9 needs a newer version of this extension.');
  });
});
