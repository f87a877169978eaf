// Stories of receipts: on paper, by e-mail, once more, or not at all, as the library decided.
import { afterAll, expect, vi } from 'vitest';
import { openSmtpServer } from '../station/smtp-server.ts';
import { mailSettings } from '../../station/settings/mail.ts';
import { receiptSettings } from '../../station/settings/service.ts';
import { cards, items, story, type Story } from './story.ts';

const borrowOne = async ({ glass, bench }: Story): Promise<void> => {
  await glass.borrowAs(cards.an);
  await bench.put(items.kieu);
  await glass.rowShows(items.kieu, { at: 'lent' });
  await glass.press({ kind: 'finish' });
};

const server = await openSmtpServer();
afterAll(() => server.close());
const mail = mailSettings.parse({
  host: '127.0.0.1',
  port: server.port,
  security: 'none',
  from: 'thuvien@example.org',
  staff: 'quay@example.org',
});
const arrived = (count: number) => vi.waitFor(() => expect(server.letters).toHaveLength(count), 5000);
const withMail = { settings: { mail } };
const fresh = (): void => {
  server.letters.length = 0;
  server.mood = 'takes';
};
const words = (text: string): string => {
  const [head = '', body = ''] = text.split(/\r\n\r\n/);
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  return Buffer.from(unescape(body.replaceAll('=\r\n', '').replaceAll('=', '%')), 'latin1').toString('utf8');
};

story(
  'a patron whose address is known may have the receipt by e-mail',
  async (scene) => {
    fresh();
    await borrowOne(scene);
    const { glass, bench, journal } = scene;
    await glass.shows({ at: 'receipt', mail: { to: 'a•••@example.org', state: 'offered' } });
    await glass.press({ kind: 'email' });
    await glass.shows({ at: 'goodbye', mailed: true, printed: false });
    await arrived(1);
    const [letter] = server.letters;
    expect(letter?.to).toBe('an.nguyen@example.org');
    const text = words(letter?.text ?? '');
    expect(text).toContain('Truyện Kiều');
    expect(text).toContain('Hạn trả: ');
    expect(text).toContain('•••• 0018');
    expect(text).not.toContain('Nguyễn Văn An');
    expect(bench.paper()).toBe(0);
    expect(journal.read('mail-queued')).toMatchObject([{ patron: cards.an }]);
    expect(JSON.stringify(journal.read('mail-queued', 'mail-sent'))).not.toContain('an.nguyen');
    expect(glass.everything()).not.toContain('an.nguyen@');
  },
  withMail,
);

story(
  'a mail server that is away is no matter of the patron’s',
  async (scene) => {
    fresh();
    server.mood = 'is-busy';
    await borrowOne(scene);
    await scene.glass.shows({ at: 'receipt' });
    await scene.glass.press({ kind: 'email' });
    await scene.glass.shows({ at: 'goodbye', mailed: true });
    expect(scene.journal.read('mail-sent')).toEqual([]);
    await vi.waitFor(() => expect(scene.works().journal.outbox.next()?.tries).toBe(1));
    server.mood = 'takes';
    await scene.clock.pass(60_000);
    await arrived(1);
  },
  withMail,
);

story(
  'a printer without paper: staff are told, and the e-mail is still there',
  async (scene) => {
    fresh();
    await borrowOne(scene);
    const { glass, bench, journal } = scene;
    await glass.shows({ at: 'receipt', paper: 'offered' });
    await bench.hand({ kind: 'paper', loaded: false });
    await glass.press({ kind: 'print' });
    await glass.shows({ at: 'receipt', paper: 'no-paper', mail: { to: 'a•••@example.org', state: 'offered' } });
    expect(journal.read('staff-called')).toContainEqual(expect.objectContaining({ because: 'no-paper' }));
    await arrived(journal.read('staff-called').length);
    expect(server.letters[0]?.to).toBe('quay@example.org');
    await glass.press({ kind: 'email' });
    await glass.shows({ at: 'goodbye', mailed: true });
  },
  withMail,
);

story(
  'who returns is nobody’s mailbox, and has proof on paper alone',
  async ({ glass, bench }) => {
    fresh();
    await glass.shows({ at: 'welcome' });
    await glass.press({ kind: 'return' });
    await bench.put(items.doiGioHu);
    await glass.rowShows(items.doiGioHu, { at: 'returned' });
    await glass.press({ kind: 'finish' });
    await glass.shows({ at: 'receipt', mail: null, paper: 'offered' });
  },
  withMail,
);

story('what was printed can be printed once more, by the same name, and says so', async (scene) => {
  await borrowOne(scene);
  const { glass, bench } = scene;
  await glass.shows({ at: 'receipt' });
  await glass.press({ kind: 'print' });
  await glass.shows({ at: 'goodbye', printed: true, reference: 'K1-000002' });
  await glass.press({ kind: 'print' });
  await glass.shows({ at: 'goodbye', printed: true });
  expect(bench.paper()).toBe(2);
  expect(scene.journal.read('slip-printed')).toMatchObject([{ reference: 'K1-000002' }, { reference: 'K1-000002' }]);
  await scene.clock.pass(8000);
  await glass.shows({ at: 'welcome' });
});

const policy = (checkout: 'print' | 'email' | 'none') => ({
  place: { receipts: receiptSettings.parse({ checkout }) },
});

story(
  'a library that always prints does not ask',
  async (scene) => {
    await borrowOne(scene);
    await scene.glass.shows({ at: 'goodbye', printed: true });
    expect(scene.bench.paper()).toBe(1);
  },
  policy('print'),
);

story(
  'a library that always mails does not ask, but asks about paper where there is no address',
  async (scene) => {
    fresh();
    await borrowOne(scene);
    await scene.glass.shows({ at: 'goodbye', mailed: true });
    await scene.glass.press({ kind: 'leave' });
    await scene.bench.take(items.kieu);
    await scene.clock.pass(1500);
    await scene.glass.borrowAs(cards.john);
    await scene.bench.put(items.chiPheo);
    await scene.glass.rowShows(items.chiPheo, { at: 'lent' });
    await scene.glass.press({ kind: 'finish' });
    await scene.glass.shows({ at: 'receipt', mail: null, paper: 'offered' });
  },
  { ...policy('email'), ...withMail },
);

story(
  'a library without receipts says goodbye at once',
  async (scene) => {
    await borrowOne(scene);
    await scene.glass.shows({ at: 'goodbye', printed: false, reference: null });
  },
  policy('none'),
);
