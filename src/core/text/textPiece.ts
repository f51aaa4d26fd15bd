/** Used in place of a piece of text: everything before it is void, and the text starts over here. */
export const startOver: unique symbol = Symbol('start over');

/** A piece of a text that is created bit by bit. */
export type TextPiece = string | typeof startOver;
