// A technician who stands at a kiosk: who is led from its glass to the technician's page, and who is not.
import { expect } from 'vitest';
import type { Press } from '../../contract/calls.ts';
import type { KioskView } from '../../contract/view.ts';
import { demonstration } from '../../station/settings/schema.ts';
import { technicianStory, type TechnicianStory } from './technician.ts';

const kioskOf = (told: TechnicianStory) => {
  const { view, joined } = told.join('K1');
  const seen = (): KioskView => {
    const now = view();
    if (now?.mode !== 'kiosk') throw new Error('no kiosk is shown');
    return now;
  };
  const press = (act: Press): void =>
    expect(joined?.call({ kind: 'press', session: seen().session, press: act })).toBeNull();
  const signIn = async (name: string): Promise<void> => {
    press({ kind: 'staff-door' });
    await told.until(() => expect(seen().screen.at).toBe('staff-door'));
    press({ kind: 'staff-sign-in', name, pin: '246810' });
    await told.untilTruly(() => expect(seen().screen.at).toBe('staff'));
  };
  return { seen, press, signIn };
};

technicianStory(
  'whoever may work there is led from the kiosk to the technician’s page; patrons and other staff are not',
  async (told) => {
    const { seen, press, signIn } = kioskOf(told);
    await told.until(() => expect(seen().screen.at).toBe('welcome'));
    expect(seen().technician).toBeNull();
    press({ kind: 'staff-door' });
    await told.until(() => expect(seen().screen.at).toBe('staff-door'));
    expect(seen().technician).toBeNull();
    press({ kind: 'leave' });
    await told.until(() => expect(seen().screen.at).toBe('welcome'));

    await signIn('Minh');
    expect(seen()).toMatchObject({ technician: null, screen: { who: { level: 'senior' } } });
    press({ kind: 'leave' });
    await told.until(() => expect(seen().screen.at).toBe('welcome'));

    await signIn('Tuấn');
    expect(seen()).toMatchObject({ technician: '/?place=technician', screen: { who: { level: 'technician' } } });
    press({ kind: 'leave' });
    await told.until(() => expect(seen()).toMatchObject({ screen: { at: 'welcome' }, technician: null }));
  },
  { settings: demonstration },
);
