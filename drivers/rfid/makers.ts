// Every make of reader that the house knows: a new one is a folder beside these and a row here.
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import type { Maker, Wired } from './maker.ts';
import { a0, a0Settings } from './a0/maker.ts';
import { feig, feigSettings } from './feig/maker.ts';
import { rfidStation, rfidStationSettings } from './rfidstation/maker.ts';
import { threeM, threeMSettings } from './threem/maker.ts';
import { twn4, twn4Settings } from './twn4/maker.ts';
import { llrp, llrpSettings } from './llrp/maker.ts';
import { pcsc, pcscSettings } from './pcsc/maker.ts';
import { uhfReader, uhfReaderSettings } from './uhfreader/maker.ts';

export const makers: readonly Maker[] = [threeM, feig, a0, uhfReader, llrp, rfidStation, pcsc, twn4];

export const readerSettings = z.discriminatedUnion('maker', [
  feigSettings,
  a0Settings,
  uhfReaderSettings,
  llrpSettings,
  rfidStationSettings,
  threeMSettings,
  twn4Settings,
  pcscSettings,
]);
export type ReaderSettings = z.infer<typeof readerSettings>;

/** Throws on a make that has settings and no row: our own mistake. */
export const wiredOf = (settings: ReaderSettings, clock: Clock): Wired => {
  for (const maker of makers) {
    const wired = maker.wire(settings, clock);
    if (wired !== null) return wired;
  }
  throw new Error(`The reader "${settings.maker}" has no row in makers.ts.`);
};
