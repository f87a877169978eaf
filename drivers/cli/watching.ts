// `watch`: what a device tells, as it tells it.
import { parseArgs } from 'node:util';
import { openPad, openPrinter, openScanner } from '../open.ts';
import type { ScannerEvent } from '../ports/barcode-scanner.ts';
import type { DeviceState } from '../ports/device.ts';
import type { PrinterEvent } from '../ports/receipt-printer.ts';
import { ruleOf } from '../settings.ts';
import { detect } from '../tags/detect.ts';
import { penOf, printerOf, readerOf, scannerOf, whichHelp, whichOptions } from './which.ts';
import { UsageError, type ExitCode, type World } from './world.ts';

export const watchHelp = `watch reader | scanner | printer [OPTIONS]

Opens one device as the station would, and prints what it tells until Ctrl-C: trouble and recovery too, so a cable can be
pulled and put back.

${whichHelp}`;

const stateText = (state: DeviceState): string => {
  switch (state.at) {
    case 'ready':
      return `ready: ${state.model}`;
    case 'trouble':
      return `trouble: ${state.because}`;
    default:
      return state.at;
  }
};

/** What an event says: its kind, then the rest. */
const textOf = ({ kind, ...rest }: Readonly<Record<string, unknown>>): string =>
  [kind, ...Object.entries(rest).map(([name, value]) => `${name}=${JSON.stringify(value)}`)].join(' ');

export const watch = async (args: readonly string[], world: World): Promise<ExitCode> => {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: whichOptions });
  const { clock, stop } = world;
  const pen = penOf(values.record);
  const say = (event: Readonly<Record<string, unknown>>): void =>
    world.print(values.json ? JSON.stringify(event) : textOf(event));
  const sayState = (state: DeviceState): void =>
    world.print(values.json ? JSON.stringify({ kind: 'state', state }) : stateText(state));
  const orState = (event: ScannerEvent | PrinterEvent): void =>
    event.kind === 'state' ? sayState(event.state) : say({ ...event });
  const parts = { clock, record: pen };
  const open = (): { close(): Promise<void> } => {
    switch (positionals[0]) {
      case 'reader': {
        const { reader, security } = readerOf(values);
        return openPad({
          ...parts,
          settings: reader,
          rule: ruleOf(security),
          hears: (event) => {
            if (event.kind === 'state') return sayState(event.state);
            if (event.kind !== 'tag-read' || event.read.kind !== 'memory') return say(event);
            const { read, ...tag } = event;
            return say({ ...tag, says: detect(read.memory, read.blockSize) });
          },
        }).pad;
      }
      case 'scanner':
        return openScanner({ ...parts, settings: scannerOf(values), hears: orState }).scanner;
      case 'printer':
        return openPrinter({ ...parts, settings: printerOf(values), hears: orState }).printer;
      default:
        throw new UsageError('Say reader, scanner or printer.');
    }
  };
  const device = open();
  await new Promise<void>((resolve) => {
    if (stop.aborted) resolve();
    stop.addEventListener('abort', () => resolve());
  });
  await device.close();
  pen?.close();
  return 0;
};
