/** The part of a pick that this needs. */
interface Box {
  value: string;
}

/** A text on its way to VS Code. Only one is at a time. */
interface Replacement {
  readonly by: string;
  /** What the box shows until then; what the person adds to it is new. */
  readonly from: string;
  /** What the box showed last. */
  readonly shown: string;
  /** What the person had typed before that, and has not taken yet. */
  readonly before: string;
}

/**
 * What a person types into a pick whose text is emptied while they type on. VS Code shows the new text a moment later;
 * what is typed before that would be lost with the old text, so it is added to the new one.
 */
export class TypedText {
  private replacement: Replacement | undefined;

  constructor(private readonly box: Box) {}

  /** What the person has typed since the text was last emptied. */
  get text(): string {
    return this.replacement ? textOf(this.replacement) : this.box.value;
  }

  /** False while VS Code may still show the text from before. */
  get isShown(): boolean {
    return this.replacement === undefined;
  }

  clear(): void {
    if (this.replacement) this.replacement = { ...this.replacement, from: this.replacement.shown, before: '' };
    else this.replace('');
  }

  /** Notes what VS Code says that the box shows: what was typed, or what it was told to show. */
  follow(value: string): void {
    if (!this.replacement) return;
    const { replacement } = this;
    if (value !== replacement.by) {
      this.replacement = { ...replacement, shown: value };
      return;
    }
    this.replacement = undefined;
    this.replace(textOf(replacement));
  }

  private replace(by: string): void {
    const { value } = this.box;
    if (by === value) return;
    this.replacement = { by, from: value, shown: value, before: by };
    this.box.value = by;
  }
}

function textOf({ from, shown, before }: Replacement): string {
  return before + (shown.startsWith(from) ? shown.slice(from.length) : '');
}
