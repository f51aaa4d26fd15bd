/** Puts words for a person into their language; `{0}`, `{1}` … stand for the arguments. VS Code's `l10n.t` at the host. */
export type Translate = (words: string, ...args: (string | number)[]) => string;

/** How things are written for the person at this window. */
export interface Writing {
  readonly t: Translate;
  /** A BCP 47 tag: numbers, dates and names of countries follow it. */
  readonly locale: string;
  /** The person's calendar date, `YYYY-MM-DD`. */
  readonly today: string;
  /** The person's time zone, by its IANA name. */
  readonly zone: string;
}
