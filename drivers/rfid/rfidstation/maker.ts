// RFIDStation's row among the makes of readers.
import * as z from 'zod';
import { hidAt, serialAt, simulated, tcpAt } from '../../connections.ts';
import type { Line } from '../../transport/watch.ts';
import { heardBy, makerOf, type Met, type Probe } from '../maker.ts';
import { addresses, codes, modelFrom, requests } from './commands.ts';
import { createRfidStationEar, encodeFrame, type Frame } from './frame.ts';
import { meetRfidStation } from './reader.ts';
import { createReportReader, reportBytes, rfidStationUsb, writtenReport } from './reports.ts';
import { createRfidStationSimulator, rfidStationHabits, rfidStationSimulatorDefaults } from './simulator.ts';

export const rfidStationSettings = z.strictObject({
  maker: z.literal('rfidstation').describe('RFIDStation / AnyID HF pads, R32x (“7E 55”)'),
  passThrough: z
    .enum(['plain', 'with-check', 'none'])
    .default('plain')
    .describe(
      'How EAS is written: "with-check" where "plain" finds no tag; "none" for firmware that passes nothing through',
    ),
  connection: z.discriminatedUnion('kind', [
    serialAt(38_400, 'none'),
    hidAt(rfidStationUsb.vendorId, rfidStationUsb.productId).describe('The pads with a USB plug'),
    tcpAt(4001),
    simulated.extend(rfidStationHabits.shape),
  ]),
});

/** Over USB the same frames travel in reports. */
const throughReports = (line: Line, meet: (line: Line) => Met): Met => {
  const frameBytes = createReportReader();
  const met = meet({ ...line, write: (frame) => line.write(writtenReport(frame)) });
  return { ...met, bytes: (report) => met.bytes(frameBytes(report)) };
};

const hello = encodeFrame({
  source: addresses.host,
  target: addresses.broadcast,
  isAnswer: false,
  ...requests.version(),
});

const knows = heardBy<Frame>({
  ear: createRfidStationEar,
  tells: ({ isAnswer, command, parameters }) => (isAnswer && command === codes.version ? modelFrom(parameters) : null),
  settings: { maker: 'rfidstation' },
});

const probes: readonly Probe[] = [
  ...[38_400, 9600, 115_200].map((baudRate) => ({
    line: { kind: 'serial', baudRate, parity: 'none' } as const,
    asks: hello,
    knows,
  })),
  {
    line: { kind: 'hid', ...rfidStationUsb },
    asks: writtenReport(hello),
    knows: (heard) => {
      const frameBytes = createReportReader();
      const reports = Array.from({ length: Math.ceil(heard.length / reportBytes) }, (_, nth) =>
        frameBytes(heard.subarray(nth * reportBytes, (nth + 1) * reportBytes)),
      );
      return knows(Uint8Array.from(reports.flatMap((bytes) => [...bytes])));
    },
  },
];

export const rfidStation = makerOf({
  maker: 'rfidstation',
  title: 'RFIDStation HF',
  air: 'iso15693',
  settings: rfidStationSettings,
  probes,
  meet: ({ line, clock, settings }) => {
    const meet = (to: Line): Met => meetRfidStation({ line: to, clock, settings });
    return settings.connection.kind === 'hid' ? throughReports(line, meet) : meet(line);
  },
  simulate: ({ field, clock, realTime, settings }) => {
    const habits = settings.connection.kind === 'simulated' ? settings.connection : {};
    const passThrough = settings.passThrough === 'none' ? 'plain' : settings.passThrough;
    return createRfidStationSimulator({
      field,
      clock,
      settings: { ...rfidStationSimulatorDefaults, ...habits, passThrough, realTime },
    });
  },
});
