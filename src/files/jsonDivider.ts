import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

/** A value exactly as it is in a document, and the line where it begins, counted from 1. */
export interface JsonText {
  readonly text: string;
  readonly line: number;
}

/** Receives the parts of a document in their order. Their texts may not be JSON: `parseJson` refuses those that are not. */
export interface JsonParts {
  /** Called when the list begins, perhaps again: when a member name is repeated, the last one counts. */
  listBegins(): void;
  /** Called for an entry of the list. */
  entry(value: JsonText): void;
  /** Called for a member of the document other than the list, or for a document that is neither an object nor a list. */
  member(name: string | undefined, value: JsonText): void;
}

/** The text is not JSON, or not JSON that is supported here. */
export class RefusedJson extends Error {
  constructor(
    readonly kind: 'malformed' | 'tooDeep' | 'tooLarge',
    readonly line: number,
    /** The parser's name for the syntax error. */
    readonly code = '',
  ) {
    super(kind);
  }
}

const [quote, backslash, newline, comma, colon, slash] = Array.from('"\\\n,:/', (sign) => sign.charCodeAt(0));
const [openBrace, closeBrace, openBracket, closeBracket] = Array.from('{}[]', (sign) => sign.charCodeAt(0));

/** In bytes, far more than any opportunity or the facts beside them need. */
const largest = 8 * 1024 * 1024;
/** Deeper than any export. A parser without a limit would overflow the stack. */
const deepest = 100;

type Place =
  | 'start'
  | 'firstName'
  | 'name'
  | 'colon'
  | 'value'
  | 'afterMember'
  | 'firstEntry'
  | 'entry'
  | 'afterEntry'
  | 'end';

/**
 * Splits a JSON document that arrives in pieces: an object with a list in the member `listName`, or a list. Its parts are
 * checked one by one, so that the document may have any size.
 */
export class JsonDivider {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  private place: Place = 'start';
  private rootIsList = false;
  private name: string | undefined;
  private line = 1;
  /** Whether a value has begun and not ended. Its pieces and the state of reading it follow. */
  private inValue = false;
  private pieces: Uint8Array[] = [];
  private size = 0;
  private begun = 0;
  private depth = 0;
  private inText = false;
  private escaped = false;

  constructor(
    private readonly listName: string,
    private readonly parts: JsonParts,
  ) {}

  /**
   * Takes the next bytes, in UTF-8 and without a byte order mark.
   * @throws {RefusedJson} When they are refused.
   */
  push(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) at = this.inValue ? this.readOn(bytes, at) : this.step(bytes, at);
  }

  /** @throws {RefusedJson} When the document is not complete. */
  end(): void {
    if (this.inValue) this.finish();
    if (this.place === 'end') return;
    throw this.malformed(endCodes[this.place]);
  }

  /** Reads one byte between values. */
  private step(bytes: Uint8Array, at: number): number {
    const byte = bytes[at] ?? 0;
    if (byte === newline) this.line++;
    if (byte === newline || byte === 0x20 || byte === 0x09 || byte === 0x0d) return at + 1;
    if (byte === slash) throw this.malformed('InvalidCommentToken');
    switch (this.place) {
      case 'start':
        if (byte === openBrace) this.place = 'firstName';
        else if (byte === openBracket) this.beginList(true);
        else return this.begin(at);
        return at + 1;
      case 'firstName':
      case 'name':
        if (byte === quote) return this.begin(at);
        if (byte !== closeBrace || this.place === 'name') throw this.malformed('PropertyNameExpected');
        this.place = 'end';
        return at + 1;
      case 'colon':
        if (byte !== colon) throw this.malformed('ColonExpected');
        this.place = 'value';
        return at + 1;
      case 'value':
        if (byte !== openBracket || this.name !== this.listName) return this.begin(at);
        this.beginList(false);
        return at + 1;
      case 'firstEntry':
      case 'entry':
        if (byte !== closeBracket || this.place === 'entry') return this.begin(at);
        this.place = this.rootIsList ? 'end' : 'afterMember';
        return at + 1;
      case 'afterEntry':
        if (byte === comma) this.place = 'entry';
        else if (byte === closeBracket) this.place = this.rootIsList ? 'end' : 'afterMember';
        else throw this.malformed('CommaExpected');
        return at + 1;
      case 'afterMember':
        if (byte === comma) this.place = 'name';
        else if (byte === closeBrace) this.place = 'end';
        else throw this.malformed('CommaExpected');
        return at + 1;
      case 'end':
        throw this.malformed('EndOfFileExpected');
    }
  }

  private beginList(isRoot: boolean): void {
    this.rootIsList = isRoot;
    this.place = 'firstEntry';
    this.parts.listBegins();
  }

  private begin(at: number): number {
    this.inValue = true;
    [this.pieces, this.size, this.begun] = [[], 0, this.line];
    return at;
  }

  /** Continues the current value as far as these bytes go. */
  private readOn(bytes: Uint8Array, from: number): number {
    const end = this.endOf(bytes, from);
    const piece = bytes.subarray(from, end ?? bytes.length);
    this.pieces.push(piece);
    this.size += piece.length;
    if (this.size > largest) throw new RefusedJson('tooLarge', this.begun);
    if (end !== undefined) this.finish();
    return end ?? bytes.length;
  }

  /** Returns where the value ends in these bytes, or undefined when it continues after them. */
  private endOf(bytes: Uint8Array, from: number): number | undefined {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (this.inText) {
        if (this.escaped) this.escaped = false;
        else if (byte === backslash) this.escaped = true;
        else if (byte === quote) {
          this.inText = false;
          if (this.depth === 0) return at + 1;
        }
      } else if (byte === quote) this.inText = true;
      else if (byte === openBrace || byte === openBracket) {
        if (++this.depth > deepest) throw new RefusedJson('tooDeep', this.line);
      } else if (byte === closeBrace || byte === closeBracket) {
        if (this.depth === 0) return at;
        if (--this.depth === 0) return at + 1;
      } else if (this.depth === 0 && (byte <= 0x20 || byte === comma)) return at;
      if (byte === newline) this.line++;
    }
    return undefined;
  }

  /** Hands over the value that ends here, which is not parsed yet. */
  private finish(): void {
    const value = { text: this.text(), line: this.begun };
    this.inValue = false;
    if (this.place === 'firstName' || this.place === 'name') {
      this.name = String(parseJson(value));
      this.place = 'colon';
    } else if (this.place === 'firstEntry' || this.place === 'entry') {
      this.parts.entry(value);
      this.place = 'afterEntry';
    } else {
      this.parts.member(this.name, value);
      this.place = this.place === 'start' ? 'end' : 'afterMember';
    }
  }

  private text(): string {
    return this.decoder.decode(Buffer.concat(this.pieces));
  }

  private malformed(code: string): RefusedJson {
    return new RefusedJson('malformed', this.line, code);
  }
}

const endCodes = {
  start: 'ValueExpected',
  firstName: 'CloseBraceExpected',
  name: 'PropertyNameExpected',
  colon: 'ColonExpected',
  value: 'ValueExpected',
  afterMember: 'CloseBraceExpected',
  firstEntry: 'CloseBracketExpected',
  entry: 'ValueExpected',
  afterEntry: 'CloseBracketExpected',
} as const satisfies Record<Exclude<Place, 'end'>, string>;

/** @throws {RefusedJson} With the position of the first error. */
export function parseJson(value: JsonText): unknown {
  try {
    return JSON.parse(value.text);
  } catch {
    throw whatIsWrong(value);
  }
}

function whatIsWrong({ text, line }: JsonText): RefusedJson {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (!first) return new RefusedJson('malformed', line, 'InvalidCharacter');
  return new RefusedJson('malformed', lineAt({ text, line }, first.offset), printParseErrorCode(first.error));
}

/** Returns the line of a position in a value. */
export function lineAt({ text, line }: JsonText, offset: number): number {
  return line + (text.slice(0, offset).match(/\n/g)?.length ?? 0);
}
