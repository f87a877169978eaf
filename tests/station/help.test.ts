// A call for help says of itself what is known, and no more: under way, gone, or not gone.
import { expect, test } from 'vitest';
import { viewOf } from '../../station/view.ts';
import { openDesk, rules } from './desk.ts';

const help = { kind: 'pressed', press: { kind: 'help' } } as const;
const told = (ticket: string, isTold: boolean) => ({ kind: 'staff-told', ticket, because: 'help', isTold }) as const;

const openWithHelp = () => {
  const desk = openDesk({ hasHelp: true });
  const library = { name: 'Thư viện', logo: null, colour: null };
  const says = () => {
    const view = viewOf({ ...rules, hasHelp: true, library }, desk.kiosk());
    return [view.help, view.notice];
  };
  desk.tell({ kind: 'acs-up' }, { kind: 'pad-changed', ready: true });
  return { desk, says };
};

test('nobody is said to be called before the message has left', () => {
  const { desk, says } = openWithHelp();
  expect(says()).toEqual(['offered', null]);
  desk.tell(help, help);
  expect(says()).toEqual(['calling', null]);
  expect(desk.effects('call-staff')).toHaveLength(1);
  desk.tell(told(desk.last('call-staff').ticket, true));
  expect(says()).toEqual(['called', null]);
});

test('a message that does not leave is said not to have, until it leaves after all', () => {
  const { desk, says } = openWithHelp();
  desk.tell(help);
  const { ticket } = desk.last('call-staff');
  desk.tell(told(ticket, false));
  expect(says()).toEqual(['not-reached', 'staff-not-reached']);
  desk.tell(told(ticket, true));
  expect(says()).toEqual(['called', null]);
});

test('what becomes of one patron’s call is not told to the next', () => {
  const { desk, says } = openWithHelp();
  desk.borrow();
  desk.tell(help);
  const { ticket } = desk.last('call-staff');
  desk.finish();
  expect(desk.kiosk().session).toBeGreaterThan(Number(ticket.split('-')[0]));
  desk.tell(told(ticket, false));
  expect(says()).toEqual(['offered', null]);
});
