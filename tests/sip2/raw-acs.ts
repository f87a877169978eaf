// The small ACS as bytes over a wire in memory, asked in the words of the wire.

import { memoryTransport } from 'sip2';
import { createAcs, type AcsSettings, type BehaviourName, type Catalogue } from 'sip2/acs';
import { bytes, textOf } from './bytes.ts';
import { createHandClock } from '../clock.ts';
import { cardOf, catalogue } from './library.ts';

export const at = '20261122    093015';
export const blank18 = ' '.repeat(18);
export const an = cardOf('Nguyễn Văn An');

/** With AY and AZ, and its CR. */
export function checked(body: string, sequence = 1): string {
  const text = `${body}AY${sequence}AZ`;
  const sum = bytes(text).reduce((total, byte) => total + byte, 0);
  return `${text}${(-sum & 0xffff).toString(16).toUpperCase().padStart(4, '0')}\r`;
}

export function opened(as: BehaviourName, changed: Partial<AcsSettings> = {}, own: Catalogue = catalogue) {
  const clock = createHandClock();
  const settings = { login: null, listsOf: 'barcodes', showPatrons: false, as, ...changed } as const;
  const acs = createAcs({ clock, catalogue: own, settings, hears: { traffic() {}, changed() {} } });
  const dial = async () => {
    let heard: readonly Uint8Array[] = [];
    let isClosed = false;
    const wire = await memoryTransport((end) => acs.serve(end)).open({
      bytes: (chunk) => void (heard = [...heard, chunk]),
      closed: () => void (isClosed = true),
    });
    const raw = async (text: string): Promise<Uint8Array> => {
      heard = [];
      wire.write(bytes(text));
      await clock.pass(0);
      return Buffer.concat(heard);
    };
    const say = async (text: string): Promise<string> => textOf(await raw(text));
    const hangUp = async (): Promise<void> => {
      wire.close();
      await clock.pass(0);
    };
    const heardSince = (): string => textOf(Buffer.concat(heard));
    return { say, raw, hangUp, heard: heardSince, isClosed: () => isClosed };
  };
  return { acs, dial };
}

export const login = { user: 'kiosk', password: 's3cret' };
export const right = '9300CNkiosk|COs3cret|\r';
export const wrong = '9300CNkiosk|COno|\r';
export const unknown = '9300CNstranger|COno|\r';
export const status = '9900802.00\r';

export const ask63 = (card: string, rest = '', place = 0): string =>
  `63001${at}${' '.repeat(place)}Y${' '.repeat(9 - place)}AOTVT|AA${card}|${rest}\r`;
export const ask11 = (card: string, item: string, rest = ''): string =>
  `11YN${at}${at}AOTVT|AA${card}|AB${item}|AC|${rest}\r`;

/** Logged in and greeted, where versions count. */
export async function greeted(as: BehaviourName, own?: Catalogue) {
  const { acs, dial } = opened(as, {}, own);
  const line = await dial();
  await line.say(status);
  return { acs, ...line };
}
