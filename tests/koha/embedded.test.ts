// The demonstration's library with a desk: who is registered over its web interface borrows over SIP2 at once, and is the same
// patron under a new card.
import { expect, test } from 'vitest';
import type { Registering } from '../../station/registry/open.ts';
import type { Registration } from '../../station/registry/registry.ts';
import { demonstration, settings } from '../../station/settings/schema.ts';
import { openHouse, type House } from '../station/open-house.ts';
import { an } from '../station/registry/people.ts';

const item = '31234000001014';

const opened = async (house: House) => {
  const { registering, client, library } = house.station.works ?? {};
  if (
    registering === undefined ||
    registering === null ||
    library === undefined ||
    library === null ||
    client === undefined
  )
    throw new Error('the demonstration registers nobody');
  const { registrar }: Registering = registering;
  const next = await registrar.nextCard?.('D1');
  if (next?.kind !== 'card') throw new Error('there is no card left');
  const registration: Registration = { ...an, card: next.card, citizenNumber: null };
  return { registrar, library, registration, next: registrar.nextCard };
};

/** Over SIP2, as a kiosk does. */
const borrow = async (house: House, patronId: string) => {
  const outcome = await house.station.works?.client.ask({
    kind: 'checkout',
    renewalPolicy: false,
    noBlock: false,
    feeAcknowledged: false,
    patronPassword: null,
    patronId,
    itemId: item,
  });
  return outcome?.kind === 'answered' ? outcome.answer.ok : outcome?.kind;
};

test('npm start’s own settings register in the embedded library, with cards of a range that its kiosk reads', () => {
  expect(demonstration.registry).toMatchObject({ kind: 'embedded', citizenNumber: null });
  const { cardNumbers = null } = demonstration.registry ?? {};
  const [kiosk] = demonstration.places.flatMap((place) => (place.kind === 'kiosk' ? [place] : []));
  expect(`${cardNumbers?.prefix}${cardNumbers?.from}0`).toMatch(new RegExp(kiosk?.numbers.patron ?? 'none'));
});

test('a patron who was just registered is known over SIP2, with the name, the PIN and the expiry of the desk', async () => {
  const house = await openHouse();
  const { registrar, library, registration } = await opened(house);
  expect(await registrar.register('D1', registration, [])).toMatchObject({ kind: 'registered' });
  expect(await registrar.change('D1', registration.card, { kind: 'pin', pin: '2468' }, [])).toMatchObject({
    kind: 'changed',
  });
  expect(library.acs.patrons().at(-1)).toMatchObject({
    card: registration.card,
    name: 'Nguyễn Thị Minh Khai',
    pin: '2468',
    birthDate: '1990-05-12',
    category: 'adult',
    standing: 'good',
  });
  expect(library.stock().cards.at(-1)).toMatchObject({ number: registration.card, pin: '2468' });
  library.reset();
  expect(library.stock().cards.map(({ number }) => number)).not.toContain(registration.card);
});

test('a lost card: nothing is lent on it; the new one has the loans of the old one, which is nobody’s', async () => {
  const house = await openHouse();
  const { registrar, library, registration, next } = await opened(house);
  await registrar.register('D1', registration, []);
  const { acs } = library;
  expect(await borrow(house, registration.card)).toBe(true);
  expect(acs.loanOf(item)).toMatchObject({ patronId: registration.card });

  await registrar.change('D1', registration.card, { kind: 'lost' }, []);
  expect(library.stock().cards.at(-1)).toMatchObject({ shows: 'card-lost' });
  expect(await borrow(house, registration.card)).toBe(false);
  const fresh = await next?.('D1');
  if (fresh?.kind !== 'card') throw new Error('there is no card left');
  expect(fresh.card).not.toBe(registration.card);
  expect(await registrar.change('D1', registration.card, { kind: 'replace', card: fresh.card }, [])).toMatchObject({
    kind: 'changed',
  });
  expect(acs.loanOf(item)).toMatchObject({ patronId: fresh.card });
  expect(acs.patrons().map(({ card }) => card)).not.toContain(registration.card);
  expect(await registrar.find(registration.card)).toEqual({ kind: 'nobody' });
  expect(await borrow(house, registration.card)).toBe(false);
  expect(await borrow(house, fresh.card)).toBe(true);
});

test('a station with another library system registers nobody in the embedded one, and says so', async () => {
  const house = await openHouse(
    settings.parse({ ...demonstration, acs: { connection: { kind: 'tcp', host: '127.0.0.1', port: 1 } } }),
  );
  expect(house.station.works?.registering).toBeNull();
  expect(house.station.health().missing).toContainEqual({ kind: 'no-registry' });
});
