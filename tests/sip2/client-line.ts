// A client on a line to an ACS that says what a test wants: what every test of the client begins with.

import {
  createClient,
  memoryTransport,
  usualSettings,
  type ClientEvent,
  type ClientState,
  type Outgoing,
  type Settings,
  type Traffic,
  type Transport,
} from 'sip2';
import { createHandClock } from '../clock.ts';
import { scriptedAcs, type Heard } from './scripted-acs.ts';

export const when = '20261122    093015';
export const settings: Settings = {
  ...usualSettings,
  institutionId: 'KLIB',
  login: { user: 'kiosk', password: 's3cret', location: 'Main' },
  answerTimeoutMs: 10_000,
};

export function setUp(changed: Partial<Settings> = {}, transport?: Transport) {
  const clock = createHandClock();
  const acs = scriptedAcs();
  const states: ClientState[] = [];
  const traffic: Traffic[] = [];
  const events: ClientEvent[] = [];
  const frames: string[] = [];
  const client = createClient({
    transport: transport ?? memoryTransport(acs.accept),
    clock,
    settings: { ...settings, ...changed },
    random: () => 1,
    hears: {
      state: (state) => states.push(state),
      traffic: (event) => traffic.push(event),
      event: (event) => events.push(event),
      frame: ({ kind, bytes }) =>
        frames.push(`${kind} ${new TextDecoder().decode(bytes).trimEnd()}, events ${events.length}`),
    },
  });
  const checkout = (itemId = '31') =>
    client.ask({ kind: 'checkout', renewalPolicy: true, noBlock: false, patronId: '21', itemId });
  const itemInformation = (itemId = '31') => client.ask({ kind: 'item-information', itemId });
  const patronInformation = (patronId = '21') =>
    client.ask({ kind: 'patron-information', patronId, patronPassword: '1234', summary: 'charged-items' });
  return { clock, acs, client, states, traffic, events, frames, checkout, itemInformation, patronInformation };
}

export const is =
  (kind: Heard['message']['kind'], act: (heard: Heard) => void) =>
  (heard: Heard): boolean => {
    if (heard.message.kind !== kind) return false;
    act(heard);
    return true;
  };

export const lent = (itemId = '31', titleIdentifier = 'Số đỏ'): Outgoing => ({
  kind: 'checkout-response',
  ok: true,
  renewalOk: false,
  magneticMedia: null,
  desensitize: true,
  transactionDate: when,
  institutionId: 'KLIB',
  patronId: '21',
  itemId,
  titleIdentifier,
  dueDate: '20261213    235900',
});

export const item = (itemId = '31'): Outgoing => ({
  kind: 'item-information-response',
  circulationStatus: 'available',
  securityMarker: 'other',
  feeType: 'other',
  transactionDate: when,
  itemId,
  titleIdentifier: 'Số đỏ',
});

export const garbled = (heard: Heard): void =>
  heard.raw(`121NUY${when}AOx|AA21|AB31|AJ?|AH|AY${heard.sequence ?? 0}AZ0000\r`);

export const newStatus = (heard: Heard, sequence = heard.sequence): void =>
  heard.answer(
    {
      kind: 'acs-status',
      onLine: true,
      checkinOk: false,
      checkoutOk: false,
      renewalPolicy: false,
      statusUpdateOk: false,
      offLineOk: false,
      timeoutTenths: null,
      retriesAllowed: null,
      dateTimeSync: null,
      protocolVersion: '2.00',
      institutionId: 'x',
    },
    { sequence },
  );

export const status = {
  kind: 'acs-status',
  onLine: true,
  checkinOk: true,
  checkoutOk: true,
  renewalPolicy: true,
  statusUpdateOk: false,
  offLineOk: true,
  timeoutTenths: 100,
  retriesAllowed: 3,
  dateTimeSync: when,
  protocolVersion: '2.00',
  institutionId: 'KLIB',
} as const;
