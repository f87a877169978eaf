// FEIG's row among the makes of readers.
import * as z from 'zod';
import { serialAt, simulated, tcpAt } from '../../connections.ts';
import { heardBy, makerOf, type Probe } from '../maker.ts';
import { codes, requests, versionFrom } from './commands.ts';
import { createFramer, encodeFrame, type Frame, type FrameKind } from './frame.ts';
import { meetFeigReader } from './reader.ts';
import { createFeigSimulator, feigHabits, feigSimulatorDefaults } from './simulator.ts';

export const feigSettings = z.strictObject({
  maker: z.literal('feig').describe('FEIG OBID i-scan / classic-pro HF'),
  frames: z.enum(['standard', 'advanced']).default('standard').describe('LAN readers speak advanced frames only'),
  beeper: z
    .enum(['find', 'none'])
    .default('find')
    .describe('"find": the reader is asked once how it beeps; "none": it is not asked'),
  pile: z
    .boolean()
    .nullable()
    .default(null)
    .describe('Whether it tells a whole pile apart (MR, PR, LR do, CPR stop at five). null: as its type says'),
  connection: z.discriminatedUnion('kind', [
    serialAt(38_400, 'even'),
    tcpAt(10_001),
    simulated.extend(feigHabits.shape),
  ]),
});

const probe = (line: Probe['line'], frames: FrameKind): Probe => ({
  line,
  asks: encodeFrame(frames, { address: 0xff, ...requests.version() }),
  knows: heardBy<Frame>({
    ear: ({ hears }) => createFramer({ kind: frames, commands: new Set([codes.version]), hears }),
    tells: ({ body }) => versionFrom(body)?.model ?? null,
    settings: { maker: 'feig', frames },
  }),
});

export const feig = makerOf({
  maker: 'feig',
  title: 'FEIG OBID HF',
  air: 'iso15693',
  settings: feigSettings,
  // The manual's order: as shipped, then the other rates; parity even as shipped, none as some dealers set it.
  probes: [
    ...[38_400, 19_200, 9600, 57_600, 115_200].flatMap((baudRate) =>
      (['even', 'none'] as const).map((parity) => probe({ kind: 'serial', baudRate, parity }, 'standard')),
    ),
    probe({ kind: 'tcp', port: 10_001 }, 'advanced'),
  ],
  meet: ({ line, clock, settings }) => meetFeigReader({ line, clock, settings }),
  simulate: ({ field, clock, realTime, settings: { frames, connection } }) => {
    const habits = connection.kind === 'simulated' ? connection : {};
    return createFeigSimulator({ field, clock, settings: { ...feigSimulatorDefaults, ...habits, frames, realTime } });
  },
});
