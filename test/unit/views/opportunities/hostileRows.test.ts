import assert from 'node:assert/strict';
import { SourceError } from '../../../../src/core/errors/sourceError';
import { groupings } from '../../../../src/core/model/grouping';
import type { Row } from '../../../../src/views/opportunities/rows';
import { FakeSource, page } from '../../../support/fakeSource';
import { hostileMessages } from '../../../support/hostileTexts';
import { assertInert } from '../../../support/inert';
import { filledWith } from '../../../support/summaries';
import { calm, openWindow, type WindowUnderTest } from '../../../support/windowUnderTest';

describe('S04: a row', () => {
  let window: WindowUnderTest;

  afterEach(() => window.dispose());

  const open = async (source: FakeSource) => {
    window = await openWindow(() => source);
    return window;
  };

  /** Asserts that all that VS Code gets of a row is text, each line by itself. */
  const assertText = async (row: Row) => {
    const item = await window.tree.getTreeItem(row);
    const resolved = await window.tree.resolveTreeItem(item, row);
    const { label, description, accessibilityInformation, tooltip } = resolved ?? item;
    assert.equal(typeof label, 'string', 'no Markdown');
    const texts: [string, unknown][] = [
      ['label', label],
      ['description', description],
      ['accessible name', accessibilityInformation?.label],
    ];
    for (const [where, text] of texts) if (typeof text === 'string') assertInert({ where, text });
    if (typeof tooltip === 'string') {
      for (const text of tooltip.split('\n')) assertInert({ where: 'tooltip', text: text.slice(0, 1_000) });
    } else if (tooltip) {
      const { isTrusted, supportHtml, supportThemeIcons, value } = tooltip;
      assert.deepEqual([isTrusted, supportHtml, supportThemeIcons].filter(Boolean), []);
      // Of Markdown only ours is left: all signs of a value are written as their numbers.
      assert.doesNotMatch(value, /[[\]<>`$\\|]|\((?:command|https?):|www\.|:\/\//);
    }
    return resolved ?? item;
  };

  it('of an opportunity is text in each of its parts, in every group, whatever is in its fields', async () => {
    const items = hostileMessages.map((text, n) => ({
      ...filledWith(text),
      LifeCycle: { ...filledWith(text).LifeCycle, Stage: 'Prospect' as const },
      ...(n % 2 && { Id: `O${n}` }),
    }));
    const { tree, choices } = await open(new FakeSource(() => page(items)));
    let seen = 0;
    for (const grouping of groupings) {
      await choices.choose({ grouping });
      await window.current.value.listOf(grouping === 'stage' ? 'Prospect' : 'All')?.firstPage();
      await calm();
      const under = async (row?: Row): Promise<void> => {
        for (const child of (await tree.getChildren(row)) ?? []) {
          await assertText(child);
          seen += 1;
          if (['stage', 'bucket', 'range', 'other'].includes(child.kind)) await under(child);
        }
      };
      await under();
    }
    assert.ok(seen > items.length * 4, `${seen} rows`);
  });

  it('of a failure is text in each of its parts, whatever AWS, a profile or an endpoint is called', async () => {
    for (const text of hostileMessages) {
      const error = new SourceError('accessDenied', {
        ...{ args: [text, text, text], requestId: text, reason: text, origin: text },
        invalidFields: [{ field: text, code: text, message: text }],
        remedies: [{ kind: 'signIn', via: 'sso', profile: text }, { kind: 'retry' }],
      });
      const { tree } = await open(new FakeSource(() => error));
      const [stage] = await tree.getChildren();
      const rows = await tree.getChildren(stage);
      await calm();
      assert.ok(rows.length > 1);
      for (const row of rows) await assertText(row);
      window.dispose();
    }
  });
});
