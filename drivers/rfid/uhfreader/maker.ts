// The row of the UHFReader18/288 family among the makes of readers.
import * as z from 'zod';
import { serialAt, simulated, tcpAt } from '../../connections.ts';
import { heardBy, makerOf, type Probe } from '../maker.ts';
import { codes, informationFrom, requests } from './commands.ts';
import { createUhfReaderEar, encodeFrame, type Frame } from './frame.ts';
import { meetUhfReader } from './reader.ts';
import { createUhfReaderSimulator, uhfReaderSimulatorDefaults } from './simulator.ts';

export const uhfReaderSettings = z.strictObject({
  maker: z.literal('uhfreader').describe('UHFReader18/288: Chafon, RU5102, MU903 and many without a name'),
  layout: z
    .enum(['auto', 'uhf18', 'uhf288'])
    .default('auto')
    .describe('How inventories look. "auto": by the type that the reader tells'),
  q: z.int().min(0).max(15).default(4).describe('288: 2^q time slots, 4 for a pile of some 16, 6 for sixty'),
  antenna: z.int().min(1).max(4).default(1).describe('288: the port that the pad’s antenna is connected to'),
  powerDbm: z
    .int()
    .min(0)
    .max(33)
    .nullable()
    .default(20)
    .describe('13 to 20: more, and it reads what lies at the next station. null: as the reader is set'),
  region: z
    .enum(['china', 'us', 'korea', 'eu'])
    .nullable()
    .default(null)
    .describe('The frequencies that the country allows. null: as the reader is set'),
  weakest: z
    .int()
    .min(0)
    .max(255)
    .nullable()
    .default(null)
    .describe('288: tags that answer more weakly do not lie here; on the reader’s own scale'),
  connection: z.discriminatedUnion('kind', [
    serialAt(57_600, 'none'),
    tcpAt(6000),
    simulated.extend({
      scanMode: z
        .enum(['no', 'until-told', 'for-ever'])
        .default('no')
        .describe('Comes in scan mode, and leaves it when told, or never'),
    }),
  ]),
});
type UhfReaderConnection = z.infer<typeof uhfReaderSettings>['connection'];

const habitsOf = (connection: UhfReaderConnection) => {
  const scanMode = connection.kind === 'simulated' ? connection.scanMode : 'no';
  return { scanMode: scanMode !== 'no', leavesScanMode: scanMode !== 'for-ever' };
};

const probe = (line: Probe['line']): Probe => ({
  line,
  asks: encodeFrame({ address: 0xff, ...requests.information() }),
  knows: heardBy<Frame>({
    ear: (parts) => createUhfReaderEar({ ...parts, commands: new Set([codes.information]) }),
    tells: ({ body }) => informationFrom(body)?.model ?? null,
    settings: { maker: 'uhfreader' },
  }),
});

export const uhfReader = makerOf({
  maker: 'uhfreader',
  title: 'UHF, UHFReader18/288 family',
  air: 'gen2',
  settings: uhfReaderSettings,
  probes: [
    probe({ kind: 'serial', baudRate: 57_600, parity: 'none' }),
    probe({ kind: 'serial', baudRate: 115_200, parity: 'none' }),
    probe({ kind: 'tcp', port: 6000 }),
  ],
  meet: ({ line, clock, settings }) => meetUhfReader({ line, clock, settings }),
  simulate: ({ field, clock, realTime, settings: { layout, connection } }) =>
    createUhfReaderSimulator({
      field,
      clock,
      settings: {
        ...uhfReaderSimulatorDefaults,
        ...habitsOf(connection),
        layout: layout === 'auto' ? 'uhf18' : layout,
        realTime,
      },
    }),
});
