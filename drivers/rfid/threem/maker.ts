// 3M's row among the makes of readers.
import * as z from 'zod';
import { serialAt, simulated, tcpAt } from '../../connections.ts';
import { heardBy, makerOf } from '../maker.ts';
import { modelFrom, requests } from './commands.ts';
import { createThreeMEar, encodeFrame } from './frame.ts';
import { meetThreeM } from './reader.ts';
import { createThreeMSimulator, threeMHabits, threeMSimulatorDefaults } from './simulator.ts';

export const threeMSettings = z.strictObject({
  maker: z.literal('threem').describe('3M 210, 810 and their successors at Bibliotheca (“D6”)'),
  blocksPerCommand: z
    .int()
    .min(1)
    .max(32)
    .default(16)
    .describe('Blocks in one read or write; 8 where tags cannot be read'),
  writeTries: z
    .int()
    .min(1)
    .max(20)
    .default(4)
    .describe('How often an AFI is written before the patron is asked to put the item back'),
  connection: z.discriminatedUnion('kind', [
    serialAt(19_200, 'none'),
    tcpAt(4001),
    simulated.extend(threeMHabits.shape),
  ]),
});

export const threeM = makerOf({
  maker: 'threem',
  title: '3M 210/810',
  air: 'iso15693',
  settings: threeMSettings,
  probes: [
    {
      line: { kind: 'serial', baudRate: 19_200, parity: 'none' },
      asks: encodeFrame(requests.version()),
      knows: heardBy({ ear: createThreeMEar, tells: modelFrom, settings: { maker: 'threem' } }),
    },
  ],
  meet: ({ line, clock, settings }) => meetThreeM({ line, clock, settings }),
  simulate: ({ field, clock, realTime, settings: { connection } }) => {
    const habits = connection.kind === 'simulated' ? connection : {};
    return createThreeMSimulator({ field, clock, settings: { ...threeMSimulatorDefaults, ...habits, realTime } });
  },
});
