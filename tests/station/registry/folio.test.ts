// What only FOLIO does: it makes a user inactive whose days are over, and by the same flag one whose card was lost.
import { expect, test } from 'vitest';
import { openFolio } from './systems.ts';
import { an } from './people.ts';

test.each([
  ['2020-01-01', true],
  ['2030-01-01', false],
])(
  'a card that takes the place of a lost one lends again, but not where its days are over (%s)',
  async (expiry, isBlocked) => {
    const { registry, category } = await openFolio();
    expect(await registry.register({ ...an, category, expiry })).toMatchObject({ kind: 'registered' });
    await registry.change(an.card, { kind: 'lost' });
    const change = { kind: 'replace', card: '21234000100034' } as const;
    expect(await registry.change(an.card, change)).toMatchObject({
      kind: 'changed',
      patron: { card: change.card, isBlocked },
    });
  },
);
