// The modules that the build creates from files that are not code.

declare module '*.css' {
  /** The minified text of a style sheet. */
  export const css: string;
}

declare module '*.svg' {
  /** The paths of an icon on a 16 by 16 square. */
  export const paths: readonly { readonly d: string; readonly rule: 'evenodd' | 'nonzero' }[];
}
