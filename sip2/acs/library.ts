// What the handlers of the embedded library work with, and what several of their answers say alike.

import type { Clock } from '../clock.ts';
import type { Behaviour } from './behaviours.ts';
import type { Catalogue, CatalogueItem } from './catalogue.ts';
import type { Circulation } from './circulation.ts';
import { lineBreak } from './wire.ts';

export type Library = {
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  readonly circulation: Circulation;
  readonly behaviour: Behaviour;
  /** What stands in the lists of a patron information: a few ACS put titles where others put barcodes. */
  readonly listsOf: 'barcodes' | 'titles';
};

/** A line break in a title is for the wire to write or to smooth. */
export const titleOf = ({ title, author }: CatalogueItem): string => `${title} / ${author}`.replaceAll('\n', lineBreak);

export function feeFields({ fee }: CatalogueItem, { library }: Catalogue) {
  return fee > 0 ? { currency: library.currency, feeAmount: String(fee) } : {};
}
