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
  connection: z.discriminatedUnion('kind', [
    pcscReader,
    tcpAt(35_965),
    simulated.extend({
      reader: z.enum(['acr1552', 'omnikey', 'acr122']).default('acr1552').describe('Which reader it is'),
      collision: z.enum(['none', 'first']).default('none').describe('With two cards in the field: none, or one'),
      writes: z
        .enum(['in-time', 'wants-timer', 'too-slow'])
        .default('wants-timer')
        .describe('Says 64 01 although it wrote: never, without a timer object, always'),
      passesFlags: z.boolean().default(false).describe('A pass-through hands the response flags on'),
    }),
  ]),
});

type PcscConnection = z.infer<typeof pcscSettings>['connection'];

const readers = {
  acr1552: { name: pcscSimulatorDefaults.name, knows: 'air' },
  omnikey: { name: 'HID Global OMNIKEY 5022 Smart Card Reader 0', knows: 'blocks' },
  acr122: { name: 'ACS ACR122U PICC Interface 0', knows: 'cards' },
} as const satisfies Readonly<Record<string, Pick<PcscSimulatorSettings, 'name' | 'knows'>>>;

const habitsOf = (connection: PcscConnection): Partial<PcscSimulatorSettings> => {
  if (connection.kind !== 'simulated') return {};
  const { reader, collision, writes, passesFlags } = connection;
  return { ...readers[reader], collision, writes, passesFlags };
};

export const pcsc = makerOf({
  maker: 'pcsc',
  title: 'PC/SC card reader',
  air: 'iso15693',
  settings: pcscSettings,
  // PC/SC readers are found by asking the system, not a line.
  probes: [],
  meet: ({ line, clock, settings }) => meetPcscReader({ line, clock, settings }),
  simulate: ({ field, clock, realTime, settings }) =>
    createPcscSimulator({
      field,
      clock,
      settings: {
        ...pcscSimulatorDefaults,
        ...habitsOf(settings.connection),
        blockAddress: settings.blockAddress,
        realTime,
      },
    }),
});
