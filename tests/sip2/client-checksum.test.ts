// Wrong checksums: when an answer is asked for again, when it is taken all the same.

import type { Outcome } from 'sip2';
import { describe, expect, test } from 'vitest';
import { garbled, is, item, lent, newStatus, setUp, when } from './client-line.ts';
import type { Heard } from './scripted-acs.ts';

describe('a wrong checksum', () => {
  test.each([
    ['without AY and AZ, as Koha repeats', { check: false }],
    ['with AY0, as OpenNCIP repeats', { sequence: 0 }],
  ])('is asked for again, and the repetition is taken %s', async (_, how) => {
    const { clock, acs, client, checkout } = setUp();
    client.open();
    const outcome = checkout();
    await clock.pass(0);
    acs.when(is('request-acs-resend', (heard) => heard.answer(lent(), how)));
    const asked = acs.heard[0];
    if (asked === undefined) throw new Error('nothing was asked');
    garbled(asked);
    expect(await outcome).toMatchObject({ kind: 'answered', answer: { titleIdentifier: 'Số đỏ' } });
    expect(acs.heard.map(({ text }) => text.slice(0, 2))).toEqual(['11', '97']);
    expect(acs.heard[1]?.text).toBe('97AZFEF5');
  });

  test('for ever is given up after asking twice', async () => {
    const { clock, acs, client, checkout } = setUp();
    acs.when((heard) => {
      if (['checkout', 'request-acs-resend'].includes(heard.message.kind)) garbled(heard);
      return false;
    });
    client.open();
    const outcome = checkout();
    await clock.pass(0);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown', because: 'bad-checksum' });
    expect(acs.heard.map(({ text }) => text.slice(0, 2))).toEqual(['11', '97', '97']);
  });

  /** Whatever comes of the 97, the question itself is not sent again. */
  test.each<[string, (repeat: Heard) => void, Outcome<'checkout'>['kind'], string]>([
    ['silence', () => {}, 'outcome-unknown', '11 97'],
    ['the end of the connection', (repeat) => repeat.drop(), 'outcome-unknown', '11 97'],
    ['a 96', (repeat) => repeat.raw('96AZFEF6\r'), 'outcome-unknown', '11 97'],
    ['prose', (repeat) => repeat.raw('Nothing to repeat\r'), 'outcome-unknown', '11 97'],
    ['the answer to something else', (repeat) => repeat.answer(item(), { check: false }), 'outcome-unknown', '11 97'],
    ['a status', (repeat) => newStatus(repeat), 'outcome-unknown', '11 97'],
    ['the same, wrong again', garbled, 'outcome-unknown', '11 97 97'],
    ['the answer, twice', (repeat) => [1, 2].forEach(() => repeat.answer(lent())), 'answered', '11 97'],
  ])('and the 97 is answered with %s', async (_, act, wanted, sent) => {
    const { clock, acs, client, checkout } = setUp();
    acs.when(is('checkout', garbled));
    acs.when(is('request-acs-resend', act));
    client.open();
    const outcome = checkout();
    await clock.pass(60_000);
    expect(await outcome).toMatchObject({ kind: wanted });
    expect(acs.heard.map(({ text }) => text.slice(0, 2)).join(' ')).toBe(sent);
    expect(client.state().kind).toBe('up');
  });

  test('that is right when letters are counted is not asked for again', async () => {
    const { clock, acs, client, itemInformation } = setUp();
    client.open();
    const outcome = itemInformation();
    await clock.pass(0);
    const text = `18030201${when}AB31|AJĐất rừng phương Nam|AY${acs.heard[0]?.sequence}AZ`;
    const sum = Array.from(text, (letter) => letter.charCodeAt(0)).reduce((total, unit) => total + unit, 0);
    acs.heard[0]?.raw(`${text}${(-sum & 0xffff).toString(16).toUpperCase().padStart(4, '0')}\r`);
    expect(await outcome).toMatchObject({ kind: 'answered', answer: { titleIdentifier: 'Đất rừng phương Nam' } });
  });
});

describe('how strictly checksums are taken', () => {
  const wrong = (heard: Heard, digits = '1234'): void =>
    heard.raw(`18030201${when}AB31|AJSố đỏ|AY${heard.sequence}AZ${digits}\r`);

  test('warn: a wrong one is told, and the message taken', async () => {
    const { clock, acs, client, itemInformation, traffic } = setUp({ errorDetection: 'warn' });
    acs.when(is('item-information', (heard) => wrong(heard)));
    client.open();
    const outcome = itemInformation();
    await clock.pass(0);
    expect(await outcome).toMatchObject({ kind: 'answered', answer: { titleIdentifier: 'Số đỏ' } });
    expect(acs.heard).toHaveLength(1);
    expect(traffic.filter(({ kind }) => kind === 'trouble')).toMatchObject([
      { text: expect.stringContaining('wrong') },
    ]);
  });

  test('off: nothing is written, nothing looked at', async () => {
    const { clock, acs, client, itemInformation, traffic } = setUp({ errorDetection: 'off' });
    acs.when(is('item-information', (heard) => heard.raw(`18030201${when}AB31|AJSố đỏ|AY7AZ1234\r`)));
    client.open();
    const outcome = itemInformation();
    await clock.pass(0);
    expect(await outcome).toMatchObject({ kind: 'answered' });
    expect(acs.heard[0]?.text).not.toContain('AZ');
    expect(traffic.filter(({ kind }) => kind === 'trouble')).toEqual([]);
  });

  test('automatic: the same answer, wrong again, is this ACS’s arithmetic; from then on it is not asked again', async () => {
    const { clock, acs, client, itemInformation } = setUp({ errorDetection: 'automatic' });
    acs.when((heard) => {
      if (heard.message.kind === 'item-information') wrong(heard);
      if (heard.message.kind === 'request-acs-resend') heard.raw(`18030201${when}AB31|AJSố đỏ|AY0AZ1238\r`);
      return false;
    });
    client.open();
    const outcome = itemInformation();
    await clock.pass(0);
    expect(await outcome).toMatchObject({ kind: 'answered' });
    expect(acs.heard.map(({ text }) => text.slice(0, 2))).toEqual(['17', '97']);
    const next = itemInformation();
    await clock.pass(0);
    expect(await next).toMatchObject({ kind: 'answered' });
    expect(acs.heard.map(({ text }) => text.slice(0, 2))).toEqual(['17', '97', '17']);
  });

  test('automatic: what is garbled another way each time is noise, and given up', async () => {
    const { clock, acs, client, checkout } = setUp({ errorDetection: 'automatic' });
    let times = 0;
    acs.when((heard) => {
      if (['checkout', 'request-acs-resend'].includes(heard.message.kind))
        heard.raw(`121NUY${when}AOx|AA21|AB31|AJ${(times += 1)}|AH|AY${heard.sequence ?? 0}AZ1234\r`);
      return false;
    });
    client.open();
    const outcome = checkout();
    await clock.pass(0);
    expect(await outcome).toMatchObject({ kind: 'outcome-unknown', because: 'bad-checksum' });
  });

  test('automatic: an ACS that understands no greeting with AY and AZ is greeted without', async () => {
    const { clock, acs, client } = setUp({ errorDetection: 'automatic' });
    acs.when((heard) => {
      if (!heard.text.includes('AZ')) return false;
      heard.raw('96\r');
      return true;
    });
    client.open();
    await clock.pass(5000);
    expect(client.state().kind).toBe('up');
    expect(acs.calls()).toBe(2);
  });

  test('one that is odd is told once a connection, with what is counted', async () => {
    const { clock, acs, client, itemInformation, traffic } = setUp();
    const body = (heard: Heard): string => `18030201${when}AB31|AJSố đỏ|AY${heard.sequence}AZ`;
    const letters = (text: string): number => Array.from(text, (unit) => unit.charCodeAt(0)).reduce((a, b) => a + b, 0);
    acs.when(
      is('item-information', (heard) => {
        const digits = (-letters(body(heard)) & 0xffff).toString(16).toUpperCase().padStart(4, '0');
        heard.raw(`${body(heard)}${digits}\r`);
      }),
    );
    client.open();
    await Promise.all([itemInformation(), itemInformation(), clock.pass(0)]);
    const troubles = traffic.filter(({ kind }) => kind === 'trouble');
    expect(troubles).toMatchObject([{ text: expect.stringContaining('(letters)') }]);
  });
});
