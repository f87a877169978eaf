// The one wire between glass and station: JSON texts over a WebSocket. Both ends are here, so that they cannot drift.
import * as z from 'zod';
import type { BenchView } from './bench.ts';
import { call } from './calls.ts';
import type { InnerGlass } from './inner-glass.ts';
import type { View } from './view.ts';

/** Longest text the station takes from a glass, in UTF-16 code units. */
export const longestMessage = 16_384;

/** Glass → station. `id` comes back in the answer. */
export const fromGlass = z.strictObject({ id: z.int().nonnegative(), call });
export type FromGlass = z.infer<typeof fromGlass>;

/** Station → glass. The first text is always a view. */
export type ToGlass =
  | { readonly kind: 'view'; readonly view: View }
  | { readonly kind: 'bench'; readonly bench: BenchView }
  /** Of the practice station, while the view says that one is open here. */
  | { readonly kind: 'inner'; readonly inner: InnerGlass }
  | { readonly kind: 'answer'; readonly id: number }
  /** `because`: a sentence for the technician; the view tells the patron. */
  | { readonly kind: 'fault'; readonly id: number | null; readonly because: string }
  /** Another glass has this place; this one waits. */
  | { readonly kind: 'taken' };
