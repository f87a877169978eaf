// Which device is meant: one of the station's settings, or one described on the command line.
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { readerSettings, type ReaderSettings } from '../rfid/makers.ts';
import {
  printerSettings,
  scannerSettings,
  securitySettings,
  type PrinterSettings,
  type ScannerSettings,
  type SecuritySettings,
} from '../settings.ts';
import { filePen } from '../transport/recorded.ts';
import { sentenceOf, UsageError } from './world.ts';

export const whichOptions = {
  settings: { type: 'string', default: 'data/settings.json' },
  place: { type: 'string' },
  device: { type: 'string' },
  json: { type: 'boolean', default: false },
  record: { type: 'string' },
} as const;

export const whichHelp = `  --settings FILE   the station's settings (data/settings.json)
  --place NAME      which of its places; the first when left out
  --device JSON     instead of both: the device's own settings, such as
                    '{"maker":"feig","connection":{"kind":"serial","path":"/dev/ttyUSB0"}}'
  --record FILE     keep every byte that passes; card numbers may stand in it
  --json            one JSON object a line`;

export type Which = {
  readonly settings: string;
  readonly place?: string | undefined;
  readonly device?: string | undefined;
};

/** Where `--record` writes to; null: nothing is kept. */
export const penOf = (record: string | undefined): ReturnType<typeof filePen> | null => {
  if (record === undefined) return null;
  try {
    return filePen(record);
  } catch (reason) {
    throw new UsageError(
      `--record cannot write ${record} (${sentenceOf(reason)}). Name a file in a folder that this user may write to.`,
    );
  }
};

/** Only what belongs to devices; the rest of a settings file is the station's matter. */
const settingsFile = z.object({
  places: z.array(
    z.object({
      name: z.string(),
      security: securitySettings.default({ kind: 'afi', armed: 0x07, disarmed: 0xc2, eas: false }),
      reader: readerSettings.nullable().default(null),
      scanner: scannerSettings.nullable().default(null),
      printer: printerSettings.nullable().default(null),
    }),
  ),
});
export type DevicePlace = z.infer<typeof settingsFile>['places'][number];

const jsonOf = (text: string, what: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (reason) {
    throw new UsageError(`${what} is no JSON: ${sentenceOf(reason)}`);
  }
};

const checked = <S extends z.ZodType>(schema: S, said: unknown, what: string): z.output<S> => {
  const read = schema.safeParse(said);
  if (!read.success) throw new UsageError(`${what} is not right:\n${z.prettifyError(read.error)}`);
  return read.data;
};

/** The places of the settings file; none where there is no file and nobody named one. */
export const placesIn = (file: string): readonly DevicePlace[] => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (reason) {
    throw new UsageError(
      `The settings ${file} cannot be read (${sentenceOf(reason)}). Name them with --settings, or the device with --device.`,
    );
  }
  return checked(settingsFile, jsonOf(text, file), file).places;
};

const placeOf = ({ settings, place }: Which): DevicePlace => {
  const places = placesIn(settings);
  const found = place === undefined ? places[0] : places.find(({ name }) => name === place);
  if (found === undefined)
    throw new UsageError(
      `There is no place "${place ?? ''}" in ${settings}; there are: ${places.map(({ name }) => name).join(', ')}.`,
    );
  return found;
};

const missing = (what: string, which: Which): never => {
  throw new UsageError(`The place "${placeOf(which).name}" has no ${what}. Name one with --device.`);
};

/** What a book is secured by where nobody said anything else: ISO 28560-1 practice. */
const usualSecurity: SecuritySettings = { kind: 'afi', armed: 0x07, disarmed: 0xc2, eas: false };

export const readerOf = (which: Which): { readonly reader: ReaderSettings; readonly security: SecuritySettings } => {
  if (which.device !== undefined)
    return {
      reader: checked(readerSettings, jsonOf(which.device, '--device'), '--device'),
      security: usualSecurity,
    };
  const { reader, security } = placeOf(which);
  return reader === null ? missing('reader', which) : { reader, security };
};

export const scannerOf = (which: Which): ScannerSettings => {
  if (which.device !== undefined) return checked(scannerSettings, jsonOf(which.device, '--device'), '--device');
  return placeOf(which).scanner ?? missing('scanner', which);
};

export const printerOf = (which: Which): PrinterSettings => {
  if (which.device !== undefined) return checked(printerSettings, jsonOf(which.device, '--device'), '--device');
  return placeOf(which).printer ?? missing('printer', which);
};

/** Serial ports to which nothing may be written, each with a sentence: a printer prints what it does not understand. */
export const takenBy = (places: readonly DevicePlace[]): ReadonlyMap<string, string> => {
  const taken = new Map<string, string>();
  for (const { name, scanner, printer } of places) {
    for (const [what, device] of Object.entries({ scanner, printer })) {
      const connection = device?.connection;
      if (connection !== undefined && 'path' in connection)
        taken.set(connection.path, `The settings give ${connection.path} to the ${what} of "${name}".`);
    }
  }
  return taken;
};
