// TWN4's Simple Protocol for a technician's eyes. An answer does not say to which question: one is under way at a time.
import { answered, asked, failed, hex2, seen, type Decoder, type DecoderParts, type Did } from '../../traffic/told.ts';
import { functions, modelFrom, resultOf, seenFrom } from './commands.ts';
import { createTwn4Ear, type Manner } from './frame.ts';

const dids: Readonly<Record<number, Did>> = {
  [functions.version]: 'version',
  [functions.beep]: 'beep',
  [functions.searchTag]: 'inventory',
  [functions.tagTypes]: 'configuration',
  [functions.isoCommand]: 'air-command',
  [functions.systemInformation]: 'tag-information',
};

export const createTwn4Decoder = (manner: Manner, { clock, tells }: DecoderParts): Decoder => {
  let last: { readonly did: Did; readonly code: string } = { did: 'other', code: '' };
  const sent = (body: Uint8Array): void => {
    const [high = 0, low = 0] = body;
    last = { did: dids[(high << 8) | low] ?? 'other', code: `${hex2(high)}${hex2(low)}` };
    tells('sent', asked(last.did, last.code));
  };
  const heard = (body: Uint8Array): void => {
    const { did, code } = last;
    const result = resultOf(body);
    if (result === null) return tells('heard', answered('other', hex2(body[0])));
    if (result.kind !== 'ok') return tells('heard', failed(did, `${code} → ${hex2(body[0])}`, result));
    if (did === 'version') return tells('heard', answered(did, code, { text: modelFrom(result.value) }));
    if (did !== 'inventory') return tells('heard', answered(did, code));
    const tag = seenFrom(result.value, 'msb')?.tag ?? null;
    tells('heard', { ...answered(did, code, seen(tag === null ? [] : [tag.uid])), came: tag === null ? 'none' : 'ok' });
  };
  const ears = {
    sent: createTwn4Ear({ manner, clock, hears: sent }),
    heard: createTwn4Ear({ manner, clock, hears: heard }),
  };
  return { bytes: (way, chunk) => ears[way].bytes(chunk) };
};
