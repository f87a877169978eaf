// Scenes that a station has made of a library's settings, instead of the sample ones. Knows no screen.
import type { View } from '../../contract/view.ts';
import type { Scene } from './views.ts';

type Given = { readonly name: string; readonly view: View };

/** Station and gallery are of one build: what stands in the file has the shape it says. */
const isGiven = (value: unknown): value is readonly Given[] =>
  Array.isArray(value) &&
  value.every((one) => typeof one === 'object' && one !== null && 'name' in one && 'view' in one);

/** A JSON list of views with their names, each in the one language it is of. */
export async function fetchScenes(address: string): Promise<Readonly<Record<string, Scene>>> {
  const answer = await fetch(address);
  const given: unknown = await answer.json();
  if (!isGiven(given)) throw new Error(`${address} holds no views.`);
  return Object.fromEntries(given.map(({ name, view }) => [name, { view: () => view, bench: null }]));
}
