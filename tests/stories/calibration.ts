// A kiosk with a simulated pad, its technician, and hands that lay tags from place to place: what the stories of the calibration are told with.
import { expect } from 'vitest';
import { spots, type PileSize } from '../../contract/calibration-grid.ts';
import type { CalibrationRun, CalibrationScreen } from '../../contract/calibration-view.ts';
import { slixTag, type Field } from '../../drivers/rfid/field.ts';
import { uhfTag } from '../../drivers/rfid/gen2-field.ts';
import { demonstration, settings as schema } from '../../station/settings/schema.ts';
import { quietSettings, technicianStory, type TechnicianStory } from './technician.ts';

const place = 'K1';
type Maker = 'feig' | 'a0';

/** One kiosk with a pad, and nothing else that takes time. */
const settingsWith = (maker: Maker) =>
  schema.parse({
    ...quietSettings,
    places: demonstration.places.slice(0, 1).map((one) => ({
      ...one,
      name: place,
      kind: 'kiosk',
      reader: { maker, connection: { kind: 'simulated', realTime: true } },
      cardReader: null,
      printer: null,
      scanner: null,
    })),
  });

export type CalibrationStory = TechnicianStory & {
  readonly field: Field;
  screen(): CalibrationScreen;
  run(): CalibrationRun;
  /** Opens the page, and takes the pad. */
  begin(): Promise<void>;
  /** Lays this tag there; tags are told apart by their numbers. */
  lay(nth: number, spot?: string, faults?: Parameters<Field['lay']>[1]): void;
  lift(...nths: number[]): void;
  /** The empty pad, to its end. */
  emptyPad(): Promise<void>;
  /** One tag, laid to each of these places; all of them where none is named. */
  everySpot(names?: readonly string[]): Promise<void>;
  pile(size: PileSize): Promise<void>;
};

export const uidOf = (maker: Maker, nth: number): string => {
  const last = nth.toString(16).toUpperCase().padStart(2, '0');
  return maker === 'a0' ? `3B4A2C1D00112233445566${last}` : `E004010046A847${last}`;
};

export const calibrationStory = (
  name: string,
  tell: (story: CalibrationStory) => Promise<void>,
  { maker = 'feig' }: { readonly maker?: Maker } = {},
): void =>
  technicianStory(
    name,
    async (told) => {
      const fieldNow = (): Field => {
        const field = told.keeper.works()?.places[0]?.devices.hands.pad?.field;
        if (field === undefined) throw new Error('the pad is not simulated');
        return field;
      };
      const screen = (): CalibrationScreen => {
        const page = told.page();
        if (page.at !== 'calibration') throw new Error(`another page is open: ${page.at}`);
        return page;
      };
      const run = (): CalibrationRun => {
        const { run: now } = screen();
        if (now === null) throw new Error('no pad is being measured');
        return now;
      };
      const lay: CalibrationStory['lay'] = (nth, spot = 'C3', faults = {}) => {
        const at = spots.find((one) => one.name === spot);
        if (at === undefined) throw new Error(`there is no ${spot}`);
        const uid = uidOf(maker, nth);
        fieldNow().point({ column: at.column - 1, row: at.row - 1 });
        fieldNow().lay(
          maker === 'a0' ? uhfTag({ uid, afi: 0x07 }) : slixTag({ uid, content: Uint8Array.of(1), afi: 0x07 }),
          faults,
        );
      };
      const lift = (...nths: number[]): void => {
        for (const nth of nths) fieldNow().lift(uidOf(maker, nth));
      };
      const done = (withinMs = 20_000): Promise<void> => told.until(() => expect(run().doing).toBeNull(), withinMs);
      await tell({
        ...told,
        get field() {
          return fieldNow();
        },
        screen,
        run,
        lay,
        lift,
        begin: async () => {
          await told.signIn();
          await told.tend({ kind: 'open-page', page: 'calibration' });
          await told.until(() => expect(screen().pads?.[0]?.model).not.toBeNull());
          await told.tend({ kind: 'calibrate', place, anew: false });
          await told.until(() => expect(run().live?.at).toBe('heard'));
        },
        emptyPad: async () => {
          await told.tend({ kind: 'measure-empty' });
          await done(90_000);
        },
        everySpot: async (names = spots.map((spot) => spot.name)) => {
          for (const spot of names) {
            lay(1, spot);
            await told.tend({ kind: 'measure-spot', spot });
            await done();
          }
          lift(1);
        },
        pile: async (size) => {
          await told.tend({ kind: 'measure-pile', size });
          await told.until(() => expect(run().doing).toMatchObject({ stage: { at: 'lay' } }));
          const books = Array.from({ length: size }, (_, nth) => nth + 1);
          for (const nth of books) lay(nth);
          await done(30_000);
          lift(...books);
        },
      });
    },
    { settings: settingsWith(maker), timeout: 120_000 },
  );
