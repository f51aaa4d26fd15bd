// What the build makes of the files that are no code.

declare module '*.css' {
  /** The minified text of a style sheet. */
  export const css: string;
}

declare module '*.svg' {
  /** The paths of an icon, on a square of 16 by 16. */
  export const paths: readonly { readonly d: string; readonly rule: 'evenodd' | 'nonzero' }[];
}
