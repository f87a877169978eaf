// Parts of a damaged file, as they could still be read. Types alone.

/** `isWhole`: what is not in it was taken away, or never there; otherwise it may lie in the hole. */
export type Part<Value> = { readonly rows: readonly Value[]; readonly isWhole: boolean };
export type SeriesRow = { readonly series: string; readonly next: number };
export type NumberRow = { readonly series: string; readonly number: number; readonly place: string | null };
