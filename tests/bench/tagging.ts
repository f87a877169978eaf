// Giving a blank its tag: seconds of the machine's own for one item, from a tag that was read to one that is written, armed and read
// back whole, at a real reader's speed; beside it the floor, which is what its bytes take on the line by themselves.
import { systemClock } from '../../drivers/clock.ts';
import { msPerByte } from '../../drivers/rfid/feig/simulator.ts';
import { createField, slixTag } from '../../drivers/rfid/field.ts';
import { readerSettings, wiredOf } from '../../drivers/rfid/makers.ts';
import { createPad } from '../../drivers/rfid/pad.ts';
import { dataEnds } from '../../drivers/tags/detect.ts';
import { planTag } from '../../drivers/tags/tag-plan.ts';
import { createMemoryLine } from '../../drivers/transport/memory.ts';

const rule = { afi: { armed: 0x07, disarmed: 0xc2 }, eas: false };
const items = 10;

const oneAfterAnother = async (format: 'iso-28560-2' | 'iso-28560-3'): Promise<void> => {
  const clock = systemClock;
  const field = createField({ seed: 1 });
  const settings = readerSettings.parse({ maker: 'feig', connection: { kind: 'simulated', realTime: true } });
  const wired = wiredOf(settings, clock);
  const simulated = wired.simulate(field, true);
  let bytes = 0;
  const { transport } = createMemoryLine({
    name: 'simulated',
    far: (send) => {
      const hears = simulated((chunk) => {
        bytes += chunk.length;
        send(chunk);
      });
      return (chunk) => {
        bytes += chunk.length;
        hears(chunk);
      };
    },
  });
  let read: (uid: string) => void = () => undefined;
  const pad = createPad({
    transport,
    clock,
    rule,
    meet: wired.meet,
    ends: dataEnds,
    hears: (event) => event.kind === 'tag-read' && read(event.uid),
  });
  let seconds = 0;
  let onLine = 0;
  for (let nth = 0; nth < items; nth += 1) {
    const uid = `E0040150010000${nth.toString(16).toUpperCase().padStart(2, '0')}`;
    // One item after the other, as staff lay them down.
    // oxlint-disable-next-line no-await-in-loop
    await new Promise<void>((resolve) => {
      read = (seen) => seen === uid && resolve();
      field.lay(slixTag({ uid, content: new Uint8Array(0), afi: 0 }));
    });
    const [beganAt, bytesBefore] = [clock.now(), bytes];
    // oxlint-disable-next-line no-await-in-loop
    const examined = await pad.examine(uid);
    if (examined.kind !== 'examined') throw new Error(examined.kind);
    const content = {
      id: `3123400000${1000 + nth}`,
      part: { nth: 1, of: 1 },
      usage: 0x10,
      owner: 'VN-HN1',
      title: null,
    };
    const planned = planTag(examined.tag, { content, shelf: null, format, rule, want: 'armed' });
    if (planned.kind === 'cannot') throw new Error(planned.because);
    // oxlint-disable-next-line no-await-in-loop
    const written = await pad.write(uid, planned.plan);
    if (written.kind !== 'verified') throw new Error(written.kind);
    seconds += (clock.now() - beganAt) / 1000;
    onLine += ((bytes - bytesBefore) * msPerByte(38_400)) / 1000;
    field.lift(uid);
  }
  await pad.close();
  const each = (all: number): string => (all / items).toFixed(2);
  console.log(`  ${format}: ${each(seconds)} s an item; the line alone ${each(onLine)} s`);
};

export const benchTagging = async (): Promise<void> => {
  console.log(
    `a blank ICODE SLIX examined, written, read back, armed: FEIG at 38400 baud in real time, ${items} items`,
  );
  await oneAfterAnother('iso-28560-2');
  await oneAfterAnother('iso-28560-3');
};
