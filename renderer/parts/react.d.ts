// Our own CSS properties may stand in a style, as words.
import 'react';

declare module 'react' {
  interface CSSProperties {
    readonly [name: `--${string}`]: string;
  }
}
