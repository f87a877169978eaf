// From the bytes of a paper to the form of a new card: what stands in it, what staff are told, and that nothing else is kept.
import { describe, expect, test } from 'vitest';
import { identityCard } from '../../drivers/barcode/identity-card.ts';
import { readBytes } from '../../drivers/barcode/text.ts';
import { ageOn, daySaid, monthsOn, readDay } from '../../station/days.ts';
import { draftOfPaper, filled, ticked } from '../../station/flows/register-form.ts';
import { readDraft } from '../../station/flows/register-read.ts';
import type { Begun, RegisterRules } from '../../station/register-talk.ts';
import { registerSettings } from '../../station/settings/register.ts';

const today = '2026-11-22';
const lists = {
  branches: [{ code: 'TT', name: 'Trụ sở chính' }],
  categories: [
    { code: 'NL', name: 'Người lớn' },
    { code: 'TE', name: 'Trẻ em' },
  ],
};
const begun: Begun = { id: 'b7a1', card: '21234000100016', wrong: null };
const rulesWith = (keepsCitizenNumber = false, settings: object = {}): RegisterRules => ({
  settings: registerSettings.parse({ card: 'range', childCategories: ['TE'], months: 12, ...settings }),
  card: 'range',
  hasRange: true,
  hasPrinter: true,
  hasPad: true,
  currency: 'VND',
  owner: null,
  isPatronNumber: (number) => /^2\d{13}$/.test(number),
  capabilities: {
    registers: 'at-once',
    looksAt: 'all-patrons',
    changes: ['replace', 'pin'],
    keeps: { branch: true, guardian: true, citizenNumber: keepsCitizenNumber, consent: true },
  },
});

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
/** As a scanner on a line sends it, or as one that types does (`typed`). */
const draftFrom = (bytes: Uint8Array, how: 'line' | 'typed' = 'line', rules = rulesWith()) => {
  const read = readBytes(bytes);
  if (read.kind !== 'scanned') throw new Error('that was a text');
  const card = identityCard(read.text, how === 'line' && read.isSure);
  if (card === null) throw new Error('that was a citizen card');
  return draftOfPaper(rules, card);
};

const cccd = '001090012345|123456789|Nguyễn Văn An|02011990|Nam|12 Phố Huế, Hà Nội|15042021';
const an = {
  family: 'Nguyễn',
  middle: 'Văn',
  given: 'An',
  born: '02/01/1990',
  sex: 'male',
  address: '12 Phố Huế, Hà Nội',
};

describe('a citizen card in the form', () => {
  test.each<[string, string, object, readonly string[]]>([
    ['seven fields', cccd, an, []],
    ['no old number', cccd.replace('123456789', ''), an, []],
    ['six fields', cccd.slice(0, cccd.lastIndexOf('|')), an, ['address-cut']],
    ['eleven fields, with both parents', `${cccd}||Nguyễn Văn Bố|Trần Thị Mẹ|`, an, []],
    ['decomposed letters', cccd.normalize('NFD'), an, []],
    ['a line break in the address', cccd.replace('Huế, ', 'Huế,\r\n'), an, []],
    [
      'an address that was cut off at its line break',
      cccd.slice(0, cccd.indexOf(', Hà Nội')),
      { ...an, address: '12 Phố Huế' },
      ['address-cut'],
    ],
    ['empty fields', '001090012345||||||', { family: '', given: '', born: '', sex: '', address: '' }, ['number-alone']],
    [
      'an order that nobody published',
      '001090012345|Nguyễn Văn An|02011990|Nam|Trần Thị Mẹ|Hà Nội',
      { family: '', born: '02/01/1990', sex: 'male', address: '' },
      ['number-alone'],
    ],
    [
      'another year than the number’s',
      cccd.replace('1990|Nam', '1991|Nam'),
      { ...an, born: '02/01/1991' },
      ['disagrees'],
    ],
    [
      'one word for a name',
      cccd.replace('Nguyễn Văn An', 'Khăm'),
      { ...an, family: 'Khăm', middle: '', given: '' },
      [],
    ],
  ])('%s', (_name, text, values, notes) => {
    const draft = draftFrom(bytesOf(text));
    expect(draft.values).toMatchObject(values);
    expect(draft.notes).toEqual(notes);
    expect(JSON.stringify(draft)).not.toMatch(/001090012345|123456789|Bố|Mẹ|15042021/);
  });

  test('letters of another character set are left out, and staff told so', () => {
    const garbled = cccd.replace('Nguyễn Văn An', 'Nguy廙n V廕n An');
    expect(draftFrom(bytesOf(garbled))).toMatchObject({
      values: { family: '', born: '02/01/1990' },
      notes: ['number-alone'],
    });
  });

  test('a scanner that types loses letters: what came stands there, and is to be compared', () => {
    const lost = cccd.replace('Nguyễn Văn An', 'Nguyn Vn An').replace('Huế', 'Hu');
    expect(draftFrom(bytesOf(lost), 'typed')).toMatchObject({ values: { family: 'Nguyn' }, notes: ['unsure'] });
  });

  test('the citizen number stands in the form only where the library keeps it', () => {
    expect(draftFrom(bytesOf(cccd)).values.citizen).toBe('');
    expect(draftFrom(bytesOf(cccd), 'line', rulesWith(true)).values.citizen).toBe('001090012345');
  });
});

describe('a form that is read', () => {
  const around = { begun, lists, today };
  const agreed = ticked(draftFrom(bytesOf(cccd)), 'consent', true);

  test('proposals stand where nobody wrote: category, branch, expiry', () => {
    expect(readDraft(rulesWith(), agreed, around)).toMatchObject({
      kind: 'ready',
      registration: {
        id: 'b7a1',
        card: '21234000100016',
        category: 'NL',
        branch: 'TT',
        expiry: '2027-11-22',
        citizenNumber: null,
        consent: { version: '1', on: today },
      },
    });
  });

  test('a child by the day of birth, on the very birthday no more', () => {
    const bornOn = (born: string) => readDraft(rulesWith(), filled(agreed, 'born', born), around);
    expect(bornOn('23/11/2011')).toMatchObject({
      kind: 'amiss',
      problems: { guardian: 'missing', relation: 'missing' },
    });
    expect(bornOn('22/11/2011')).toMatchObject({ kind: 'ready', registration: { category: 'NL', guardian: null } });
  });

  test('a field that the form does not show says nothing, whatever was written into it before', () => {
    const rules = rulesWith(false, { fields: { address: 'left-out' } });
    expect(readDraft(rules, agreed, around)).toMatchObject({ kind: 'ready', registration: { address: null } });
  });

  test('no number left: nothing is made', () => {
    const noneLeft = { id: 'b7a1', card: null, wrong: 'none-left' as const };
    expect(readDraft(rulesWith(), agreed, { ...around, begun: noneLeft })).toMatchObject({
      problems: { card: 'none-left' },
    });
  });

  test('where the citizen number is kept, it is never the card’s', () => {
    const rules: RegisterRules = { ...rulesWith(true), card: 'printed', isPatronNumber: null };
    const draft = ticked(draftFrom(bytesOf(cccd), 'line', rules), 'consent', true);
    expect(readDraft(rules, filled(draft, 'card', '001090012345'), around)).toMatchObject({
      problems: { card: 'citizen-number' },
    });
  });
});

describe('days', () => {
  test.each([
    ['5/9/2010', '2010-09-05'],
    ['05-09-2010', '2010-09-05'],
    ['5.9.2010', '2010-09-05'],
    ['05092010', '2010-09-05'],
    ['2010-09-05', '2010-09-05'],
    ['29/02/2024', '2024-02-29'],
  ])('%s', (text, day) => expect(readDay(text)).toEqual({ kind: 'day', day }));
  test.each([
    ['29/02/2023', 'no-such-day'],
    ['31/04/2020', 'no-such-day'],
    ['9/2010', 'not-a-day'],
    ['', 'not-a-day'],
    ['hôm qua', 'not-a-day'],
  ])('%j is none', (text, kind) => expect(readDay(text)).toEqual({ kind }));
  test('months on, years old, and as it is said', () => {
    expect(monthsOn('2024-02-29', 12)).toBe('2025-02-28');
    expect(monthsOn('2026-12-31', 2)).toBe('2027-02-28');
    expect(ageOn('2011-11-22', '2026-11-21')).toBe(14);
    expect(ageOn('2011-11-22', '2026-11-22')).toBe(15);
    expect(daySaid('2026-11-22')).toBe('22/11/2026');
  });
});
