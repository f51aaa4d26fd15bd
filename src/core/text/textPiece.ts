/** In place of a piece of a text: all that came before is void, and the text begins here. */
export const startOver: unique symbol = Symbol('start over');

/** A piece of a text that is made bit by bit. */
export type TextPiece = string | typeof startOver;
