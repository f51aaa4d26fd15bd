/** Translates text for a person. `{0}`, `{1}` … stand for the arguments. The host uses VS Code's `l10n.t`. */
export type Translate = (words: string, ...args: (string | number)[]) => string;

/** How text is written for the person in this window. */
export interface Writing {
  readonly t: Translate;
  /** A BCP 47 tag, which determines the format of numbers, dates and country names. */
  readonly locale: string;
  /** The person's calendar date, `YYYY-MM-DD`. */
  readonly today: string;
  /** The person's time zone by its IANA name. */
  readonly zone: string;
}
