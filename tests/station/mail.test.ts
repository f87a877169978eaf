// Letters: on disk first, sent once, tried again only where the mail server cannot have them, and gone afterwards. Told over a
// real socket to a mail server of few words; only the pauses are moved by hand.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openJournal, type Journal } from '../../station/journal/journal.ts';
import { createLog } from '../../station/log.ts';
import { openPost, postPatienceMs, postPausesMs, type Post } from '../../station/mail/post.ts';
import { createPostman, type Postman } from '../../station/mail/smtp.ts';
import { mailSettings } from '../../station/settings/mail.ts';
import { createHandClock } from '../clock.ts';
import { newFolder } from './open-house.ts';
import { openSmtpServer, type Mood } from './smtp-server.ts';

const to = 'an.nguyen@example.org';
const password = 'MP-Thanh-417';

const openRoom = async (mood: Mood) => {
  const server = await openSmtpServer();
  server.mood = mood;
  const clock = createHandClock(new Date(2026, 10, 22, 9, 30).getTime());
  const file = join(newFolder(), 'journal.sqlite');
  const settings = mailSettings.parse({
    host: '127.0.0.1',
    port: server.port,
    security: 'none',
    from: 'thuvien@example.org',
    login: { user: 'tram', password },
  });
  const postman = createPostman(settings, { name: 'Thư viện tỉnh' });
  let journal: Journal = openJournal(file, clock);
  let tries = 0;
  const send: Postman = async (letter) => {
    const outcome = await postman(letter);
    tries += 1;
    return outcome;
  };
  const open = (): Post => openPost({ journal, clock, send, log: createLog('silent') });
  let post = open();
  onTestFinished(async () => {
    await post.close();
    journal.close();
    await server.close();
  });
  const room = {
    server,
    clock,
    file,
    journal: () => journal,
    queue: (heard: ((isSent: boolean) => void) | null = null) =>
      post.queue(
        {
          place: 'K1',
          reference: 'K1-000007',
          to,
          subject: 'Biên nhận mượn',
          text: 'Số đỏ\nHạn trả: 13/12/2026\n',
        },
        heard,
      ),
    /** Until so many tries have ended and their outcome is on disk. */
    tried: (count: number) =>
      vi.waitFor(() => {
        expect(tries).toBe(count);
        expect(journal.outbox.underWay()).toEqual([]);
      }, 5000),
    passes: (ms: number) => clock.pass(ms),
    restart: async () => {
      await post.close();
      journal.close();
      journal = openJournal(file, clock);
      post = open();
    },
    fate: () => journal.read(['mail-sent', 'mail-given-up']),
  };
  return room;
};

test('a letter is sent once, in Vietnamese, and leaves no address behind', async () => {
  const room = await openRoom('takes');
  room.queue();
  await room.tried(1);
  expect(room.fate()).toEqual([{ kind: 'mail-sent', reference: 'K1-000007' }]);
  expect(room.server.letters).toHaveLength(1);
  const [letter] = room.server.letters;
  expect(letter?.to).toBe(to);
  const [head = '', body = ''] = (letter?.text ?? '').split(/\r\n\r\n/);
  expect(head).toContain('Auto-Submitted: auto-generated');
  expect(head).toMatch(/^Message-ID: <K1-000007\.1@example\.org>$/im);
  const bytes = /base64/i.test(head)
    ? Buffer.from(body, 'base64')
    : Buffer.from(unescape(body.replaceAll('=\r\n', '').replaceAll('=', '%')), 'latin1');
  const text = bytes.toString('utf8');
  expect(text).toContain('Hạn trả: 13/12/2026');
  await room.restart();
  await room.passes(postPatienceMs);
  expect(room.server.letters).toHaveLength(1);
  expect(readFileSync(room.file).includes(to)).toBe(false);
});

test.each<Mood>(['is-busy', 'refuses-login', 'hangs-up-before-the-letter'])(
  'a mail server that %s does not have the letter: it is tried again, later and later',
  async (mood) => {
    const room = await openRoom(mood);
    room.queue();
    await room.tried(1);
    await room.passes(postPausesMs[0] - 1);
    await room.tried(1);
    await room.passes(1);
    await room.tried(2);
    room.server.mood = 'takes';
    await room.passes(postPausesMs[1]);
    await room.tried(3);
    expect(room.fate()).toEqual([{ kind: 'mail-sent', reference: 'K1-000007' }]);
    expect(room.server.letters).toHaveLength(1);
  },
);

test.each([
  { mood: 'refuses-recipient', because: 'refused' },
  { mood: 'hangs-up-after-the-letter', because: 'unknown' },
] as const)('a mail server that $mood is not asked again', async ({ mood, because }) => {
  const room = await openRoom(mood);
  room.queue();
  await room.tried(1);
  await vi.waitFor(() => expect(room.fate()).toEqual([{ kind: 'mail-given-up', reference: 'K1-000007', because }]));
  room.server.mood = 'takes';
  const before = room.server.letters.length;
  await room.restart();
  await room.passes(postPatienceMs);
  await room.tried(1);
  expect(room.server.letters).toHaveLength(before);
  expect(room.journal().outbox.next()).toBeNull();
});

test('whoever waits for a word hears that the letter did not leave, and when it did', async () => {
  const room = await openRoom('is-busy');
  const heard: boolean[] = [];
  room.queue((isSent) => heard.push(isSent));
  await room.tried(1);
  await vi.waitFor(() => expect(heard).toEqual([false]));
  room.server.mood = 'takes';
  await room.passes(postPausesMs[0]);
  await room.tried(2);
  await vi.waitFor(() => expect(heard).toEqual([false, true]));
});

test('what waits survives a restart; what was on its way when the power went is not sent again', async () => {
  const room = await openRoom('is-busy');
  room.queue();
  await room.tried(1);
  room.queue();
  await room.tried(2);
  const [first] = [room.journal().outbox.next()];
  room.journal().outbox.begin(first?.id ?? 0);
  room.server.mood = 'takes';
  await room.restart();
  await room.passes(postPausesMs[0]);
  await room.tried(3);
  expect(room.fate()).toEqual([
    { kind: 'mail-given-up', reference: 'K1-000007', because: 'unknown' },
    { kind: 'mail-sent', reference: 'K1-000007' },
  ]);
});

test('a letter that nobody takes for days is given up', async () => {
  const room = await openRoom('is-busy');
  room.queue();
  await room.tried(1);
  const pauses = Math.ceil(postPatienceMs / postPausesMs[4]) + postPausesMs.length + 1;
  for (let tries = 2; tries <= pauses && room.journal().outbox.next() !== null; tries += 1) {
    await room.passes(postPausesMs[Math.min(tries - 2, 4)] ?? 0);
    await room.tried(tries);
  }
  expect(room.fate()).toEqual([{ kind: 'mail-given-up', reference: 'K1-000007', because: 'too-old' }]);
});

test('the password goes to the mail server and nowhere else', async () => {
  const room = await openRoom('takes');
  const lines: string[] = [];
  const postman = createPostman(
    mailSettings.parse({
      host: '127.0.0.1',
      port: room.server.port,
      security: 'none',
      from: 'thuvien@example.org',
      login: { user: 'tram', password },
    }),
    { name: 'Thư viện tỉnh' },
  );
  for (const mood of ['takes', 'refuses-login', 'is-busy', 'hangs-up-after-the-letter', 'refuses-recipient'] as const) {
    room.server.mood = mood;
    lines.push(JSON.stringify(await postman({ to, subject: 'S', text: 'T', id: mood, at: 0 })));
  }
  expect(room.server.heard.join('\n')).toContain(Buffer.from(`\0tram\0${password}`).toString('base64'));
  for (const secret of [password, to]) expect(lines.join('\n')).not.toContain(secret);
});
