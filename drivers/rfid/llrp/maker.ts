// The row of LLRP readers among the makes of readers.
import * as z from 'zod';
import { simulated, tcpAt } from '../../connections.ts';
import { makerOf } from '../maker.ts';
import { meetLlrpReader } from './reader.ts';
import { createLlrpSimulator, llrpSimulatorDefaults } from './simulator.ts';

export const llrpSettings = z.strictObject({
  maker: z.literal('llrp').describe('UHF readers that speak LLRP: Impinj Speedway and R700, Zebra FX, ThingMagic'),
  roundMs: z
    .int()
    .min(50)
    .max(5000)
    .default(400)
    .describe('How long one round of inventory lasts; too short, and a pile is not gone through'),
  antenna: z.int().min(0).max(32).default(0).describe('The port that the pad’s antenna is connected to; 0: all ports'),
  session: z.int().min(0).max(3).default(0).describe('Gen2 session; 0: each round tells every tag'),
  population: z.int().min(1).max(1000).default(32).describe('How many tags to expect in a pile'),
  powerIndex: z
    .int()
    .min(1)
    .max(255)
    .nullable()
    .default(null)
    .describe('Row of the reader’s own table of powers. null: as the reader is set; low, or it reads the next station'),
  weakestDbm: z
    .int()
    .min(-100)
    .max(0)
    .nullable()
    .default(null)
    .describe('Tags that answer more weakly do not lie here, such as -60'),
  connection: z.discriminatedUnion('kind', [
    tcpAt(5084),
    simulated.extend({
      serves: z.enum(['us', 'another']).default('us').describe('"another": it greets with that, and then is silent'),
    }),
  ]),
});

export const llrp = makerOf({
  maker: 'llrp',
  title: 'UHF, LLRP',
  air: 'gen2',
  settings: llrpSettings,
  // It serves one program only, so nothing is asked of it. LLRP 1.0.1: version 1, type 63, READER_EVENT_NOTIFICATION.
  probes: [
    {
      line: { kind: 'tcp', port: 5084 },
      asks: new Uint8Array(0),
      knows: ([first, second]) =>
        first === 0x04 && second === 0x3f ? { model: 'UHF reader, LLRP', settings: { maker: 'llrp' } } : null,
    },
  ],
  meet: ({ line, clock, settings }) => meetLlrpReader({ line, clock, settings }),
  simulate: ({ field, clock, realTime, settings: { connection } }) =>
    createLlrpSimulator({
      field,
      clock,
      settings: {
        ...llrpSimulatorDefaults,
        isTaken: connection.kind === 'simulated' && connection.serves === 'another',
        realTime,
      },
    }),
});
