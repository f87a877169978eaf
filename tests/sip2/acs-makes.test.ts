// What tells the makes apart, as bytes: each point was seen on a running one, or stands in its source or its settings.

import { behaviours, type BehaviourName, type Catalogue } from 'sip2/acs';
import { describe, expect, test } from 'vitest';
import { textOf } from './bytes.ts';
import { barcodeOf, cardOf, catalogue } from './library.ts';
import { an, ask11, ask63, at, checked, greeted, login, opened, status, wrong } from './raw-acs.ts';

test.each<[BehaviourName, RegExp]>([
  ['usual', /^98YYYYNY150003.{18}2\.00AOTVT\|AMThư viện tỉnh\|BXY{16}\|\r\n$/],
  ['koha', /^98YYYYNN100005.{18}2\.00AOTVT\|BXYYYYYYYYYYYNYYYY\|\r\n$/],
  ['koha-sample', /^98YYYYNN100005.{18}2\.00AOTVT\|BXYYYYYYYYYYYNYYYY\|\r\n$/],
  ['openncip', /^98YYYYNY150003.*BXYYYYYYYYYNYYYYYY\|\r\n$/],
  ['evergreen', /^98YYYYNN600003.*AMThu vien tinh\|BXYYYYYYYYYNYNNNYN\|\r$/],
  ['evergreen-utf8', /^98YYYYNN600003.*AMThu\u031b vie\u0323\u0302n ti\u0309nh\|/],
  ['folio', /^98YYYYNN005003.*BXYYYNYYYYYYYNNNYY\|\r$/],
  ['polaris', /^98YYYYNY999999.*BXY{16}\|\r$/],
])('%s says of itself what it says', async (as, wire) => {
  const { dial } = opened(as);
  expect(await (await dial()).say(status)).toMatch(wire);
});

test('every row says in a line whose ways it has', () => {
  for (const { title } of Object.values(behaviours)) expect(title.length).toBeGreaterThan(10);
});

describe('letters', () => {
  const named = (title: string): Catalogue => ({
    ...catalogue,
    items: [...catalogue.items, { ...demoItem, barcode: 'L1', title, author: 'x' }],
  });
  const [first] = catalogue.items;
  if (first === undefined) throw new Error('no items');
  const demoItem = first;
  const ask17 = checked(`17${at}AOTVT|ABL1|`);
  const sumIsRight = (wire: Uint8Array): boolean => {
    const text = Buffer.from(wire).toString('latin1').trimEnd();
    const sum = Array.from(text.slice(0, -4), (letter) => letter.charCodeAt(0)).reduce(
      (total, unit) => total + unit,
      0,
    );
    return (-sum & 0xffff) === Number.parseInt(text.slice(-4), 16);
  };
  const heard = async (as: BehaviourName, title: string): Promise<Uint8Array> => {
    const { dial } = opened(as, {}, named(title));
    const { say, raw } = await dial();
    await say(status);
    return raw(ask17);
  };

  test('a Koha without encoding: one byte for ü with its sum right, UTF-8 beyond ÿ with its sum wrong', async () => {
    const near = await heard('koha-sample', 'Müller');
    expect(Buffer.from(near).toString('latin1')).toContain('AJM\u00fcller');
    expect(sumIsRight(near)).toBe(true);
    const far = await heard('koha-sample', 'Müller ở');
    expect(textOf(far)).toContain('AJMüller ở');
    expect(sumIsRight(far)).toBe(false);
    expect(sumIsRight(await heard('koha', 'Müller ở'))).toBe(true);
  });

  test('Evergreen: without accents, or with accents as letters of their own', async () => {
    expect(textOf(await heard('evergreen', 'Số đỏ'))).toContain('AJSo ?o');
    expect(textOf(await heard('evergreen-utf8', 'Số đỏ'))).toContain(`AJ${'Số đỏ'.normalize('NFD')}`);
  });

  test('Polaris: UTF-8, and a sum of letters', async () => {
    const wire = await heard('polaris', 'Số đỏ');
    expect(textOf(wire)).toContain('AJSố đỏ');
    expect(sumIsRight(wire)).toBe(false);
  });
});

describe('OpenNCIP and Evergreen', () => {
  test('only a 93 before the login, or in Evergreen a 99; three wrong ones and it hangs up', async () => {
    const openncip = await opened('openncip', { login }).dial();
    expect([await openncip.say(status), openncip.isClosed()]).toEqual(['', true]);
    const { say, isClosed } = await opened('evergreen', { login }).dial();
    expect(await say(status)).toMatch(/^98/);
    expect([await say(wrong), await say(wrong), isClosed()]).toEqual(['940\r', '940\r', false]);
    expect([await say(wrong), isClosed()]).toEqual(['940\r', true]);
  });

  test('a page past the end is an empty field; an empty AJ is a title; what it does not know ends the line', async () => {
    const { say, isClosed } = await greeted('openncip');
    expect(await say(ask63(an, 'BP9|BQ12|', 2))).toContain('|AU|');
    const mine = barcodeOf('Đồi gió hú');
    const ask29 = (rest: string): string => `29NN${at}${at}AOTVT|AA${an}|AB${mine}|${rest}\r`;
    expect(await say(ask29('AJ|AC|'))).toMatch(/^300/);
    expect(await say(ask29('AC|'))).toMatch(/^301/);
    expect([await say('5500\r'), isClosed()]).toEqual(['', true]);
  });
});

describe('FOLIO', () => {
  const uuid = 'e0ab8c91-2a4a-433d-a3cf-1837053c89a8';

  test('a login of no service point is right, and nothing works', async () => {
    const { say } = await opened('folio', { login }).dial();
    expect(await say('9300CNkiosk|COs3cret|CPMain Hall|\r')).toBe('941\r');
    expect(await say(status)).toMatch(/^Problems handling the request: .*necessary configuration/);
    expect(await say(ask11(an, barcodeOf('Matilda')))).toMatch(/^Problems/);
    expect(await say(`9300CNkiosk|COs3cret|CP${uuid}|\r`)).toBe('941\r');
    expect(await say(status)).toMatch(/^98/);
  });

  test('the password is looked at in 11; no renewal, no alert, magnetic U; AP is not looked at', async () => {
    const { say } = await greeted('folio');
    const binh = cardOf('Trần Thị Bình');
    const item = barcodeOf('Matilda');
    expect(await say(ask11(binh, item, 'AD9999|'))).toMatch(/^120NUN.*AFInvalid patron password/);
    expect(await say(ask11(binh, item, 'AD1234|'))).toMatch(/^121NUY/);
    expect(await say(ask11(binh, item, 'AD1234|'))).toMatch(/^121NUY/);
    expect(await say(`09N${at}${at}APNB|AOTVT|AB${item}|AC|\r`)).toMatch(/^101YUN/);
  });

  test('silence for what is no message of its, prose for what is none at all', async () => {
    const { say } = await greeted('folio');
    expect(await say('5500\r')).toBe('');
    expect(await say('hello\r')).toMatch(/^Problems/);
  });
});

test('Polaris: P codes of its own, and a message even when all is well', async () => {
  const told = await (await greeted('polaris')).say(ask63(an));
  expect(told).toMatch(/\|AFPatron status is ok\.\|PATT\|PC\d+\|PX\d{8} {4}\d{6}\|PYN\|/);
});
