import type { OpportunitySummary } from '../model/opportunity';
import type { TextPiece } from '../text/textPiece';
import { documentEnd, documentItems, documentStart, type ExportFacts } from './exportDocument';

/** How a list is written while it is read. */
export interface WholeFormat {
  begin(): string;
  /**
   * Returns the text of some opportunities, after as many as `before` says. `startOver`: they do not fit to how the text
   * began, so it has to be written again from its beginning.
   */
  items(items: readonly OpportunitySummary[], before: number): TextPiece;
  end(facts: ExportFacts, nextToken: string | undefined): string;
  /** True if the text says where a list that could not be read to its end continues. */
  readonly saysWhereItContinues: boolean;
}

export const wholeJson: WholeFormat = {
  begin: () => documentStart,
  items: documentItems,
  end: documentEnd,
  saysWhereItContinues: true,
};

/** One opportunity a line, and nothing else. */
export const wholeLines: WholeFormat = {
  begin: () => '',
  items: (items) => items.map((item) => `${JSON.stringify(item)}\n`).join(''),
  end: () => '',
  saysWhereItContinues: false,
};
