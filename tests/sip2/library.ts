// A station's line to the small ACS over a wire in memory, with everything that can be put into somebody's hands.

import { createClient, memoryTransport, usualSettings, type Client, type Settings } from 'sip2';
import { createAcs, demoCatalogue, type AcsSettings } from 'sip2/acs';
import { createHandClock } from '../clock.ts';

export const catalogue = demoCatalogue();

/** Items and patrons by what people call them. */
export const barcodeOf = (title: string): string => {
  const found = catalogue.items.find((item) => item.title === title);
  if (found === undefined) throw new Error(`no item "${title}"`);
  return found.barcode;
};
export const cardOf = (name: string): string => {
  const found = catalogue.patrons.find((patron) => patron.name === name);
  if (found === undefined) throw new Error(`no patron "${name}"`);
  return found.card;
};

export function library(changed: { settings?: Partial<Settings>; acs?: Partial<AcsSettings> } = {}) {
  const clock = createHandClock();
  const acs = createAcs({
    clock,
    catalogue,
    settings: { login: null, listsOf: 'barcodes', showPatrons: false, ...changed.acs },
    hears: { traffic() {}, changed() {} },
  });
  const client = createClient({
    transport: memoryTransport((connection) => acs.serve(connection)),
    clock,
    settings: { ...usualSettings, institutionId: 'TVT', answerTimeoutMs: 5000, ...changed.settings },
    random: () => 1,
    hears: { state() {}, traffic() {} },
  });
  client.open();
  return { clock, acs, client, ...asking(client) };
}

const answered = async <A>(
  outcome: Promise<{ kind: 'answered'; answer: A } | { kind: string; text: string }>,
): Promise<A> => {
  const ended = await outcome;
  if ('answer' in ended) return ended.answer;
  throw new Error(`${ended.kind}: ${ended.text}`);
};

function asking(client: Client) {
  const tryCheckout = (name: string, title: string, feeAcknowledged = false) =>
    client.ask({
      kind: 'checkout',
      renewalPolicy: true,
      noBlock: false,
      patronId: cardOf(name),
      itemId: barcodeOf(title),
      feeAcknowledged,
    });
  const patron = (patronId: string, pin: string | null, summary: 'none' | 'charged-items' = 'none') =>
    answered(client.ask({ kind: 'patron-information', patronId, patronPassword: pin, summary }));
  return {
    tryCheckout,
    checkout: (name: string, title: string, feeAcknowledged = false) =>
      answered(tryCheckout(name, title, feeAcknowledged)),
    checkin: (title: string, currentLocation = '') =>
      answered(client.ask({ kind: 'checkin', noBlock: false, itemId: barcodeOf(title), currentLocation })),
    renew: (name: string, title: string) =>
      answered(
        client.ask({
          kind: 'renew',
          thirdPartyAllowed: false,
          noBlock: false,
          patronId: cardOf(name),
          itemId: barcodeOf(title),
        }),
      ),
    item: (itemId: string) => answered(client.ask({ kind: 'item-information', itemId })),
    patron,
    patronNamed: (name: string, pin: string | null = null) => patron(cardOf(name), pin, 'charged-items'),
  };
}
