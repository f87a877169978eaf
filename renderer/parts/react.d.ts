// Our own CSS properties may stand in a style, as words.
export type OwnProperty = `--${string}`;

declare module 'react' {
  interface CSSProperties {
    readonly [name: OwnProperty]: string;
  }
}
