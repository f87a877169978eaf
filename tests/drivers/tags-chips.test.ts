// What a chip can do, by its UID, and what that means for arming and disarming it.
import { assert, boolean, constantFrom, option, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SecurityRule } from '../../drivers/ports/pad.ts';
import { chipOf, securityFound, securityMarks } from '../../drivers/tags/chips.ts';
import { runs } from '../proof.ts';

const uids = {
  slix: 'E004015012345678',
  slix2: 'E004010812345678',
  sli: 'E004010046A847AD',
  slixL: 'E004035012345678',
  tagItPlus: 'E00781AB12345678',
  tagItPro: 'E007C4AB12345678',
  lri2k: 'E00222AB12345678',
  fujitsu: 'E008010112345678',
  nobody: 'E0AA010112345678',
};

test.each([
  [uids.slix, 'NXP', 'ICODE SLIX', 4, 28],
  [uids.slix2, 'NXP', 'ICODE SLIX2', 4, 79],
  [uids.sli, 'NXP', 'ICODE SLI', 4, 28],
  ['E004021812345678', 'NXP', 'ICODE SLI-S / SLIX-S', 4, 40],
  [uids.slixL, 'NXP', 'ICODE SLI-L / SLIX-L', 4, 8],
  ['E004011812345678', 'NXP', 'ICODE', 4, null],
  [uids.tagItPlus, 'Texas Instruments', 'Tag-it HF-I Plus', 4, 64],
  ['E007C0AB12345678', 'Texas Instruments', 'Tag-it HF-I Standard', 4, 8],
  [uids.tagItPro, 'Texas Instruments', 'Tag-it HF-I Pro', 4, 8],
  [uids.lri2k, 'STMicroelectronics', 'LRI2K', 4, 64],
  ['E00500AB12345678', 'Infineon', 'my-d vicinity SRF55V10P', 4, 248],
  [uids.fujitsu, 'Fujitsu', 'MB89R118', 8, 250],
  [uids.nobody, 'unknown', 'unknown', null, null],
  ['04A1B2C3', 'unknown', 'unknown', null, null],
])('%s: %s %s', (uid, maker, family, blockSize, blocks) => {
  expect(chipOf(uid)).toMatchObject({ maker, family, blockSize, blocks });
});

test('any text is a chip', () => {
  assert(property(string(), (uid) => typeof chipOf(uid).family === 'string'));
});

const pair = { armed: 0x07, disarmed: 0xc2 };
const byAfi: SecurityRule = { afi: pair, eas: false };
const byEas: SecurityRule = { afi: null, eas: true };
const byBoth: SecurityRule = { afi: pair, eas: true };
const byNothing: SecurityRule = { afi: null, eas: false };

describe('what is written', () => {
  const afiOff = { kind: 'afi', value: 0xc2 } as const;
  const easOff = { kind: 'eas', on: false } as const;
  test.each([
    ['AFI on an NXP chip', byAfi, uids.slix, [afiOff]],
    ['EAS on an NXP chip', byEas, uids.slix, [easOff]],
    ['both on an NXP chip, the AFI first', byBoth, uids.slix, [afiOff, easOff]],
    ['both on another maker’s chip: EAS would go unheard', byBoth, uids.lri2k, [afiOff]],
    ['EAS on another maker’s chip', byEas, uids.lri2k, []],
    ['AFI on a chip that cannot write one', byAfi, uids.tagItPro, []],
    ['both on it', byBoth, uids.tagItPro, []],
    ['AFI on an unknown chip: every one should have it', byAfi, uids.nobody, [afiOff]],
    ['nothing', byNothing, uids.slix, []],
  ])('%s', (_name, by, uid, marks) => {
    const told = securityMarks(by, chipOf(uid), 'disarmed');
    expect(told.marks).toEqual(marks);
    expect(told.because === null).toBe(marks.length > 0);
  });

  test('armed is the other way round', () => {
    expect(securityMarks(byBoth, chipOf(uids.slix), 'armed').marks).toEqual([
      { kind: 'afi', value: 0x07 },
      { kind: 'eas', on: true },
    ]);
  });

  test('why a tag cannot be secured, in a sentence', () => {
    expect(securityMarks(byBoth, chipOf(uids.tagItPro), 'armed').because).toBe(
      'A Texas Instruments Tag-it HF-I Pro tag has no AFI or EAS for the gates to read.',
    );
  });
});

describe('what is found', () => {
  test.each([
    [byAfi, uids.slix, 0x07, null, 'armed'],
    [byAfi, uids.slix, 0xc2, true, 'disarmed'],
    [byAfi, uids.slix, 0x00, null, 'odd'],
    [byAfi, uids.slix, null, null, 'unknown'],
    [byEas, uids.slix, 0x00, true, 'armed'],
    [byEas, uids.slix, null, false, 'disarmed'],
    [byEas, uids.lri2k, 0x07, true, 'none'],
    [byBoth, uids.slix, 0x07, true, 'armed'],
    [byBoth, uids.slix, 0xc2, false, 'disarmed'],
    // Taken away between two writes.
    [byBoth, uids.slix, 0xc2, true, 'half'],
    [byBoth, uids.slix, 0x9e, false, 'odd'],
    [byBoth, uids.slix, 0xc2, null, 'unknown'],
    [byBoth, uids.lri2k, 0xc2, null, 'disarmed'],
    [byNothing, uids.slix, 0x07, true, 'none'],
  ])('%j, %s, AFI %s, EAS %s: %s', (by, uid, afi, eas, state) => {
    expect(securityFound(by, chipOf(uid), { afi, eas })).toBe(state);
  });

  test('what was written in full is found as that, and never as the other', () => {
    assert(
      property(
        constantFrom(byAfi, byEas, byBoth),
        constantFrom(...Object.values(uids)),
        constantFrom('armed', 'disarmed'),
        option(boolean()),
        (by, uid, want, otherEas) => {
          const { marks } = securityMarks(by, chipOf(uid), want);
          const afi = marks.flatMap((mark) => (mark.kind === 'afi' ? [mark.value] : []))[0] ?? null;
          const eas = marks.flatMap((mark) => (mark.kind === 'eas' ? [mark.on] : []))[0] ?? otherEas;
          expect(securityFound(by, chipOf(uid), { afi, eas })).toBe(marks.length === 0 ? 'none' : want);
        },
      ),
      { numRuns: runs(300) },
    );
  });
});
