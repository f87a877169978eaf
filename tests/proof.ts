// How long a random search runs: a seeded sample in `npm test`, a hundred times as long in `npm run proof`.

export const isProof = process.env['TRAM_PROOF'] === '1';

/** Runs of a property: `sample` of them, or the whole search. */
export const runs = (sample: number): number => (isProof ? sample * 100 : sample);
