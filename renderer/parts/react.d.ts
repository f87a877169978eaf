// Our own CSS properties may stand in a style, as words.
export {};

declare module 'react' {
  interface CSSProperties {
    readonly [name: `--${string}`]: string;
  }
}
