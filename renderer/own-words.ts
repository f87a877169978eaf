// The library's own sentences, fetched once before anything is drawn. The station has checked them; without them the page speaks
// the words it was built with.
import { takeOwnWords, type OwnWords } from '../contract/words/words.ts';

export async function fetchOwnWords(address: string): Promise<void> {
  try {
    const answer = await fetch(address);
    const words: unknown = answer.ok ? await answer.json() : {};
    if (isOwnWords(words)) takeOwnWords(words);
  } catch {
    console.warn('The library’s own sentences did not come; the page speaks its built-in ones.');
  }
}

/** Glass and station are of one build: what it sends has the shape it says. */
const isOwnWords = (value: unknown): value is OwnWords => typeof value === 'object' && value !== null;
