// The row of R2000/E710 modules among the makes of readers.
import * as z from 'zod';
import { serialAt, simulated, tcpAt } from '../../connections.ts';
import { heardBy, makerOf, type Probe } from '../maker.ts';
import { requests } from './commands.ts';
import { createA0Ear, encodeFrame } from './frame.ts';
import { meetA0Reader, modelHeard } from './reader.ts';
import { a0SimulatorDefaults, createA0Simulator } from './simulator.ts';

export const a0Settings = z.strictObject({
  maker: z.literal('a0').describe('UHF modules with Impinj R2000 or E710: Invelion, Rodinbell, Yanzeo'),
  session: z
    .enum(['reader', 's0', 's1'])
    .default('s0')
    .describe('"s0": what lies there now. "s1": big piles, half as quick. "reader": as the reader is set'),
  antenna: z.int().min(1).max(4).default(1).describe('The port that the pad’s antenna is connected to'),
  powerDbm: z
    .int()
    .min(0)
    .max(33)
    .nullable()
    .default(20)
    .describe('13 to 20: more, and it reads what lies at the next station. null: as the reader is set'),
  region: z
    .enum(['fcc', 'etsi', 'china'])
    .nullable()
    .default(null)
    .describe('The frequencies that the country allows. null: as the reader is set'),
  beeper: z.enum(['quiet', 'each-round', 'each-tag']).default('quiet').describe('When the reader itself beeps'),
  weakest: z
    .int()
    .min(0)
    .max(255)
    .nullable()
    .default(null)
    .describe('Tags that answer more weakly do not lie here; on the reader’s scale, about dBm + 129'),
  readPassword: z.boolean().default(true).describe('Off for firmware that refuses every read of a tag’s memory'),
  connection: z.discriminatedUnion('kind', [
    serialAt(115_200, 'none'),
    tcpAt(4001),
    simulated.extend({
      antenna: z.enum(['there', 'missing']).default('there').describe('"missing": every round fails'),
    }),
  ]),
});

const probe = (line: Probe['line']): Probe => ({
  line,
  asks: encodeFrame({ address: 0xff, ...requests.firmware() }),
  knows: heardBy({ ear: createA0Ear, tells: modelHeard, settings: { maker: 'a0' } }),
});

export const a0 = makerOf({
  maker: 'a0',
  title: 'UHF, R2000/E710 modules',
  air: 'gen2',
  settings: a0Settings,
  probes: [probe({ kind: 'serial', baudRate: 115_200, parity: 'none' }), probe({ kind: 'tcp', port: 4001 })],
  meet: ({ line, clock, settings }) => meetA0Reader({ line, clock, settings }),
  simulate: ({ field, clock, realTime, settings: { readPassword, connection } }) =>
    createA0Simulator({
      field,
      clock,
      settings: {
        ...a0SimulatorDefaults,
        readPassword,
        antennaMissing: connection.kind === 'simulated' && connection.antenna === 'missing',
        realTime,
      },
    }),
});
