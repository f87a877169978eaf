// TWN4's row among the makes of readers.
import * as z from 'zod';
import { serialAt, simulated, tcpAt } from '../../connections.ts';
import { heardBy, makerOf, type Probe } from '../maker.ts';
import { modelFrom, requests, resultOf } from './commands.ts';
import { createTwn4Ear, encodeMessage, type Manner } from './frame.ts';
import { meetTwn4 } from './reader.ts';
import { createTwn4Simulator, twn4Habits, twn4SimulatorDefaults } from './simulator.ts';

export const twn4Settings = z.strictObject({
  maker: z.literal('twn4').describe('Elatec TWN4, a reader for one card at a time; it needs the firmware “PRS”'),
  framing: z.enum(['ascii', 'binary']).default('ascii').describe('As the reader was set up in Elatec’s AppBlaster'),
  check: z.enum(['none', 'crc']).default('none').describe('…and whether its messages end with a check'),
  connection: z.discriminatedUnion('kind', [serialAt(9600, 'none'), tcpAt(4001), simulated.extend(twn4Habits.shape)]),
});

/** Over USB any speed will do. */
const probe = (manner: Manner): Probe => ({
  line: { kind: 'serial', baudRate: 9600, parity: 'none' },
  asks: encodeMessage(manner, requests.version()),
  knows: heardBy<Uint8Array>({
    ear: (parts) => createTwn4Ear({ ...parts, manner }),
    tells: (body) => {
      const result = resultOf(body);
      return result?.kind === 'ok' ? modelFrom(result.value) : null;
    },
    settings: { maker: 'twn4', ...manner },
  }),
});

export const twn4 = makerOf({
  maker: 'twn4',
  title: 'Elatec TWN4',
  air: 'iso15693',
  settings: twn4Settings,
  probes: [
    probe({ framing: 'ascii', check: 'none' }),
    probe({ framing: 'ascii', check: 'crc' }),
    probe({ framing: 'binary', check: 'none' }),
    probe({ framing: 'binary', check: 'crc' }),
  ],
  meet: ({ line, clock, settings: { framing, check } }) => meetTwn4({ line, clock, manner: { framing, check } }),
  simulate: ({ field, clock, realTime, settings: { framing, check, connection } }) => {
    const habits = connection.kind === 'simulated' ? connection : {};
    return createTwn4Simulator({
      field,
      clock,
      settings: { ...twn4SimulatorDefaults, ...habits, framing, check, realTime },
    });
  },
});
