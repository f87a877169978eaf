// What a technician does by hand that lasts is on record, though they are gone before it is over.
import { expect } from 'vitest';
import type { TechnicianAct } from '../../contract/technician-calls.ts';
import { benchOf, bodyOf, kieu, open, put, take, withDevices } from './devices-console.ts';
import { technicianStory } from './technician.ts';

const leavings: readonly TechnicianAct[] = [
  { kind: 'choose-device', place: 'K1', device: 'scanner' },
  { kind: 'open-page', page: 'settings' },
  { kind: 'sign-out' },
];

for (const leaving of leavings)
  technicianStory(
    `a tag that is disarmed by hand is on record, though ${leaving.kind} follows at once`,
    async (told) => {
      await open(told);
      await take(told);
      const uid = put(told, kieu);
      await told.until(() => expect(bodyOf(told, 'tags').tags).toMatchObject([{ uid, security: 'armed' }]));
      told.tendInOneBreath({ kind: 'secure-tag', uid, want: 'disarmed' }, leaving);
      const tag = () =>
        benchOf(told)
          .view()
          .items.flatMap(({ tags }) => tags)
          .find((one) => one.uid === uid);
      await told.until(() => expect(tag()).toMatchObject({ security: 'disarmed' }));
      expect(told.journal('device-tried')).toMatchObject([
        { staff: 'Tuấn', place: 'K1', device: 'pad', what: 'disarm', tag: uid, came: 'asked' },
      ]);
    },
    withDevices,
  );

technicianStory(
  'a drawer that is opened by hand is on record, though its device is left at once',
  async (told) => {
    await open(told, 'printer');
    await take(told);
    told.tendInOneBreath({ kind: 'kick-drawer' }, { kind: 'choose-device', place: 'K1', device: 'pad' });
    await told.clock.pass(5000);
    expect(told.journal('device-tried')).toMatchObject([{ device: 'printer', what: 'kick', came: 'asked' }]);
  },
  withDevices,
);
