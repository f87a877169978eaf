// The row of PC/SC readers among the makes of readers.
import * as z from 'zod';
import { pcscReader, simulated, tcpAt } from '../../connections.ts';
import { makerOf } from '../maker.ts';
import { meetPcscReader } from './reader.ts';
import { createPcscSimulator, pcscSimulatorDefaults, type PcscSimulatorSettings } from './simulator.ts';

export const pcscSettings = z.strictObject({
  maker: z.literal('pcsc').describe('Card readers of the PC/SC kind: ACS, HID Omnikey, …'),
  commands: z
    .enum(['by-name', 'standard', 'session', 'pass-through'])
    .default('by-name')
    .describe(
      'How ISO 15693 tags are read: by the reader’s name; PC/SC’s own commands (no AFI); ACS’s transparent session; ACS’s pass-through',
    ),
  blockAddress: z
    .enum(['p2', 'p1'])
    .default('p2')
    .describe('Which byte of PC/SC’s own commands names the block: P2 (ACS and most) or P1 (as Microsoft has it)'),
  connection: z.discriminatedUnion('kind', [pcscReader, tcpAt(35_965), simulated]),
});

/** The reader that these settings were made for. */
const simulatedAs = ({
  commands,
  blockAddress,
}: z.infer<typeof pcscSettings>): Pick<PcscSimulatorSettings, 'name' | 'knows' | 'blockAddress'> =>
  commands === 'standard'
    ? { name: 'HID Global OMNIKEY 5022 Smart Card Reader 0', knows: 'blocks', blockAddress }
    : { name: pcscSimulatorDefaults.name, knows: 'air', blockAddress };

export const pcsc = makerOf({
  maker: 'pcsc',
  title: 'PC/SC card reader',
  settings: pcscSettings,
  // PC/SC readers are found by asking the system, not a line.
  probes: [],
  meet: ({ line, clock, settings }) => meetPcscReader({ line, clock, settings }),
  simulate: ({ field, clock, realTime, settings }) =>
    createPcscSimulator({
      field,
      clock,
      settings: { ...pcscSimulatorDefaults, ...simulatedAs(settings), realTime },
    }),
});
