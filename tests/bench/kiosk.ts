// A patron's pile at the kiosk: seconds of the machine's own from a pile that lies still to rows that are all honest, against
// the floor, which is the sum of the library system's answers. Aimed at: no more than 1.15 of it and 0.3 s. The first rows,
// with answers at once, are what the reader's line takes alone: a quick library system waits for that, and less of it where the
// reader was set to a faster line.
import { pile, usualBaud } from './station.ts';

const counts = [1, 5, 10, 20] as const;
const delaysMs = [0, 50, 200, 500] as const;
const faster = { baudRate: 115_200, delaysMs: [0, 50] } as const;

const aimed = (floor: number): number => 1.15 * floor + 0.3;

export const benchKiosk = async (): Promise<void> => {
  for (const at of [{ baudRate: usualBaud, delaysMs }, faster]) {
    console.log(
      `pile to done: FEIG at ${at.baudRate} baud in real time, the library system on a TCP port of this machine`,
    );
    for (const delayMs of at.delaysMs) {
      for (const count of counts) {
        // One at a time: the machine is measured.
        // oxlint-disable-next-line no-await-in-loop
        const { fromSeen, fromLaid } = await pile(count, delayMs, at.baudRate);
        const floor = (count * delayMs) / 1000;
        console.log(
          [
            `  ${String(delayMs).padStart(3)} ms an answer, ${String(count).padStart(2)} items:`,
            `${fromSeen.toFixed(2)} s from all seen (${fromLaid.toFixed(2)} s from laid down),`,
            delayMs === 0
              ? 'the reader alone'
              : `floor ${floor.toFixed(2)} s, aim ${aimed(floor).toFixed(2)} s${fromSeen > aimed(floor) ? ', MISSED' : ''}`,
          ].join(' '),
        );
      }
    }
  }
};
