// What a device on a line speaks, by name, and the decoder for it. A name goes with a recording, so that it can be read without the
// station that made it. Knows every make; nothing knows it but whoever shows traffic.
import { createScanSplitter } from '../barcode/scans.ts';
import { createPrinterDecoder } from '../printer/told.ts';
import { createA0Decoder } from '../rfid/a0/told.ts';
import { createFeigDecoder } from '../rfid/feig/told.ts';
import { createLlrpDecoder } from '../rfid/llrp/told.ts';
import type { ReaderSettings } from '../rfid/makers.ts';
import { createPcscDecoder } from '../rfid/pcsc/told.ts';
import { createRfidStationDecoder } from '../rfid/rfidstation/told.ts';
import { createThreeMDecoder } from '../rfid/threem/told.ts';
import { createTwn4Decoder } from '../rfid/twn4/told.ts';
import { createUhfReaderDecoder } from '../rfid/uhfreader/told.ts';
import type { PrinterSettings, ScannerSettings } from '../settings.ts';
import { unwrapped } from '../barcode/text.ts';
import { answered, type Decoder, type DecoderParts } from './told.ts';

const makers = {
  'feig-standard': (parts: DecoderParts) => createFeigDecoder('standard', parts),
  'feig-advanced': (parts: DecoderParts) => createFeigDecoder('advanced', parts),
  rfidstation: createRfidStationDecoder,
  threem: createThreeMDecoder,
  a0: createA0Decoder,
  uhfreader: createUhfReaderDecoder,
  llrp: createLlrpDecoder,
  pcsc: createPcscDecoder,
  'twn4-ascii': (parts: DecoderParts) => createTwn4Decoder({ framing: 'ascii', check: 'none' }, parts),
  'twn4-ascii-crc': (parts: DecoderParts) => createTwn4Decoder({ framing: 'ascii', check: 'crc' }, parts),
  'twn4-binary': (parts: DecoderParts) => createTwn4Decoder({ framing: 'binary', check: 'none' }, parts),
  'twn4-binary-crc': (parts: DecoderParts) => createTwn4Decoder({ framing: 'binary', check: 'crc' }, parts),
  'esc-pos': (parts: DecoderParts) => createPrinterDecoder('esc-pos', parts),
  'star-prnt': (parts: DecoderParts) => createPrinterDecoder('star-prnt', parts),
  'star-line': (parts: DecoderParts) => createPrinterDecoder('star-line', parts),
  scanner: ({ clock, tells }: DecoderParts): Decoder => {
    const splitter = createScanSplitter({
      clock,
      silenceMs: 50,
      wrapping: unwrapped,
      heard: (read) =>
        tells(
          'heard',
          read.kind === 'scanned' ? answered('scan', '', { text: read.text }) : answered('other', read.because),
        ),
    });
    return {
      bytes: (way, chunk) => {
        if (way === 'heard') splitter.bytes(chunk);
      },
    };
  },
  /** Reports of a USB scanner: their layout is the maker's own. */
  'hid-scanner': (): Decoder => ({ bytes: () => undefined }),
} as const satisfies Readonly<Record<string, (parts: DecoderParts) => Decoder>>;

export type Tongue = keyof typeof makers;
export const isTongue = (text: string): text is Tongue => Object.hasOwn(makers, text);
export const decoderOf = (tongue: Tongue, parts: DecoderParts): Decoder => makers[tongue](parts);

export const readerTongue = (settings: ReaderSettings): Tongue => {
  switch (settings.maker) {
    case 'feig':
      return `feig-${settings.frames}`;
    case 'twn4':
      return settings.check === 'crc' ? `twn4-${settings.framing}-crc` : `twn4-${settings.framing}`;
    default:
      return settings.maker;
  }
};
export const scannerTongue = ({ connection }: ScannerSettings): Tongue =>
  connection.kind === 'hid' ? 'hid-scanner' : 'scanner';
export const printerTongue = ({ language }: PrinterSettings): Tongue => language;
