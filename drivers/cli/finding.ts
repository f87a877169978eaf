// `list` and `identify`: what is plugged in, and who answers.
import { parseArgs } from 'node:util';
import { existsSync } from 'node:fs';
import { findCandidates, identify, type Candidate } from '../find.ts';
import { makers } from '../rfid/makers.ts';
import { placesIn, takenBy } from './which.ts';
import { UsageError, type ExitCode, type World } from './world.ts';

export const listHelp = `list [--json]

Serial ports, USB HID devices and PC/SC readers of this machine. A name under /dev/serial/by-id stays when the device is plugged in
elsewhere: write that one into the settings. Readers on the network are not searched for: see "identify HOST".`;

const hex4 = (value: number): string => value.toString(16).padStart(4, '0');

const lineOf = (found: Candidate): string => {
  if (found.kind === 'pcsc')
    return `pcsc    ${found.name}  "reader": {"maker":"pcsc","connection":{"kind":"pcsc","reader":${JSON.stringify(found.name)}}}`;
  if (found.kind === 'serial')
    return `serial  ${found.stablePath ?? found.path}${found.stablePath === null ? '' : ` (${found.path})`}  ${found.model}`;
  const { path, vendorId, productId, model } = found.device;
  const numbers = `${hex4(vendorId)}:${hex4(productId)}`;
  const make = makers.find(({ probes }) =>
    probes.some(({ line }) => line.kind === 'hid' && line.vendorId === vendorId && line.productId === productId),
  );
  return `hid     ${numbers}  ${model}  ${path}${make === undefined ? '' : `  (${make.title}: identify hid:${numbers})`}`;
};

export const list = async (args: readonly string[], world: World): Promise<ExitCode> => {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } });
  const { candidates, missing } = await findCandidates(world);
  for (const found of candidates) world.print(values.json ? JSON.stringify(found) : lineOf(found));
  for (const { because } of missing) world.complain(because);
  if (candidates.length === 0) world.complain('Nothing is plugged in that this machine can tell of.');
  return 0;
};

export const identifyHelp = `identify PORT | HOST[:PORT] | hid:VENDOR:PRODUCT [--settings FILE] [--json]

Asks on a serial port, a network address or a USB HID device which make of reader answers, with harmless questions in a safe order, within
15 seconds. Prints what to write into the settings. Never asks on a port that the settings give to a printer or a scanner.
Ends with 0: found; 1: nobody answers; 3: it could not be asked.`;

const whereOf = (text: string): Parameters<typeof identify>[0]['where'] => {
  if (text.startsWith('/') || /^COM\d+$/i.test(text)) return { kind: 'serial', path: text };
  const usb = /^hid:([0-9a-f]{4}):([0-9a-f]{4})$/i.exec(text);
  if (usb !== null) return { kind: 'hid', vendorId: parseInt(usb[1] ?? '', 16), productId: parseInt(usb[2] ?? '', 16) };
  const [host = '', port, ...more] = text.split(':');
  const number = port === undefined ? null : Number(port);
  if (
    host === '' ||
    more.length > 0 ||
    (number !== null && !(Number.isInteger(number) && number > 0 && number < 65_536))
  )
    throw new UsageError(`"${text}" is no port of this machine, no HOST or HOST:PORT and no hid:VENDOR:PRODUCT.`);
  return { kind: 'tcp', host, port: number };
};

export const identifyPort = async (args: readonly string[], world: World): Promise<ExitCode> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      settings: { type: 'string', default: 'data/settings.json' },
      json: { type: 'boolean', default: false },
    },
  });
  const [port, ...more] = positionals;
  if (port === undefined || more.length > 0) throw new UsageError('Say one PORT or HOST.');
  // A machine that is being set up has no settings yet.
  const taken = existsSync(values.settings) ? takenBy(placesIn(values.settings)) : new Map<string, string>();
  const found = await identify({ where: whereOf(port), makers, taken, clock: world.clock });
  if (values.json) world.print(JSON.stringify(found));
  switch (found.kind) {
    case 'reader':
      if (!values.json) world.print(`${found.model}\n"reader": ${JSON.stringify(found.settings, null, 2)}`);
      return 0;
    case 'speaks-by-itself':
      if (!values.json)
        world.print(`Something there speaks without being asked (${found.hex}): a scanner, or a reader in scan mode.`);
      return 1;
    case 'nobody':
      if (!values.json) world.print('No reader of a known make answers there.');
      return 1;
    case 'not-asked':
      if (!values.json) world.complain(found.because);
      return 3;
  }
};
