// The station as a whole over lines that somebody must be let through: TLS with authorities, pins and certificates of both
// ends, and logins by prompts. Real sockets, a real glass; a loan and a return over each.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Press } from '../../contract/calls.ts';
import { settings as schema } from '../../station/settings/schema.ts';
import { cards, items } from '../stories/story.ts';
import { acsCertificateSha256, acsPublicKeyBase64, authority, scCertificate, scKey } from '../sip2/certificates.ts';
import { openGlass, until } from './doorway.ts';
import { behindPrompts, behindTls, openLibrary } from './lines-to.ts';
import { newFolder, openHouse } from './open-house.ts';

/** A kiosk that works by barcode, in front of a library system at the end of this connection. */
const openKiosk = async (connection: object, acs: object = {}) => {
  const house = await openHouse(
    schema.parse({
      version: 2,
      library: { name: 'Thư viện tỉnh' },
      acs: { connection: { host: '127.0.0.1', ...connection }, institution: 'TVT', ...acs },
      places: [
        {
          kind: 'kiosk',
          name: 'K1',
          security: { kind: 'none' },
          numbers: { patron: '^2', item: '^3' },
          // So that one sees on the glass that nobody was let through.
          offline: { does: 'closes' },
        },
      ],
    }),
  );
  const glass = openGlass(house.port, await house.cookie());
  const shows = (at: string) =>
    until(
      `${at}, not ${JSON.stringify(glass.view())}`,
      () => glass.view()?.mode === 'kiosk' && glass.kiosk().screen.at === at,
    );
  const scan = async (text: string): Promise<void> => {
    const { kind } = await glass.call({ kind: 'scan', session: glass.kiosk().session, text });
    expect(kind).toBe('answer');
  };
  const row = (number: string, at: string) =>
    until(`${number} ${at}`, () => {
      const { screen } = glass.kiosk();
      return 'rows' in screen && screen.rows.some((one) => one.number === number && one.state.at === at);
    });
  return { glass, shows, scan, row, state: () => house.station.works?.client.state() };
};

type Kiosk = Awaited<ReturnType<typeof openKiosk>>;

const lendsAndTakesBack = async (kiosk: Kiosk, library: ReturnType<typeof openLibrary>): Promise<void> => {
  const { shows, scan, row, glass } = kiosk;
  const press = (what: Press) => glass.call({ kind: 'press', session: glass.kiosk().session, press: what });
  await shows('welcome');
  await scan(cards.binhWithPin);
  await shows('pin');
  await press({ kind: 'type-pin', pin: '1234' });
  await shows('checkout');
  await scan(items.kieu);
  await row(items.kieu, 'lent');
  expect(library.loanOf(items.kieu)?.patronId).toBe(cards.binhWithPin);
  await press({ kind: 'finish' });
  await shows('goodbye');
  await press({ kind: 'leave' });
  await shows('welcome');
  await press({ kind: 'return' });
  await shows('checkin');
  await scan(items.kieu);
  await row(items.kieu, 'returned');
  expect(library.loanOf(items.kieu)).toBeNull();
};

/** The kiosk stays closed, and the technician reads why. */
const staysClosed = async ({ shows, state }: Kiosk, because: string, words: RegExp): Promise<void> => {
  await shows('closed');
  const down = await until('the reason', () => {
    const now = state();
    return now?.kind === 'down' && now.because === because && now;
  });
  expect(down.text).toMatch(words);
};

const inFolder = (): { file(name: string, text: string): string } => {
  const folder = newFolder();
  return {
    file: (name, text) => {
      writeFileSync(join(folder, name), text, { mode: 0o600 });
      return join(folder, name);
    },
  };
};

test('over TLS: an authority of the library’s own, its name, and certificates of both ends', async () => {
  const { file } = inFolder();
  const library = openLibrary();
  const port = await behindTls(library.serve, [authority]);
  const client = { certificateFile: file('sc.pem', scCertificate), keyFile: file('sc.key', scKey) };
  const trust = {
    kind: 'authorities',
    file: file('ca.pem', authority),
    pins: [{ of: 'certificate', sha256: acsCertificateSha256 }],
  };
  const kiosk = await openKiosk({ kind: 'tls', port, serverName: 'acs.example.org', trust, client });
  await lendsAndTakesBack(kiosk, library);
});

test('over TLS: a key that is pinned, whoever signed it', async () => {
  const library = openLibrary('folio');
  const port = await behindTls(library.serve);
  const trust = { kind: 'pinned', pins: [{ sha256: acsPublicKeyBase64 }] };
  const kiosk = await openKiosk({ kind: 'tls', port, trust }, { dialect: 'folio' });
  await lendsAndTakesBack(kiosk, library);
});

test.each<[string, (file: (name: string, text: string) => string) => object, string, RegExp]>([
  [
    'an authority nobody knows',
    () => ({ serverName: 'acs.example.org' }),
    'certificate-of-nobody-known',
    /Cannot trust the ACS/,
  ],
  [
    'another name than its own',
    (file) => ({ serverName: 'other.example.org', trust: { kind: 'authorities', file: file('ca.pem', authority) } }),
    'certificate-of-another-name',
    /other\.example\.org/,
  ],
  [
    'another key than the pinned one',
    () => ({ trust: { kind: 'pinned', pins: [{ sha256: '00'.repeat(32) }] } }),
    'certificate-not-pinned',
    /not pinned/,
  ],
])('over TLS: %s, and nothing is sent', async (_, connection, because, words) => {
  const { file } = inFolder();
  let heard = 0;
  const port = await behindTls(() => ({ bytes: () => void (heard += 1), closed: () => undefined }));
  await staysClosed(await openKiosk({ kind: 'tls', port, ...connection(file) }), because, words);
  expect(heard).toBe(0);
});

test('past the prompts of a Koha or an OpenNCIP', async () => {
  const library = openLibrary('koha');
  const typed: string[] = [];
  const user = { user: 'kiosk1', password: 'PL-Quynh-581' };
  const port = await behindPrompts(library.serve, { ...user, prompts: ['login: ', 'password: '], typed });
  const kiosk = await openKiosk({ kind: 'tcp', port, promptLogin: user }, { dialect: 'koha' });
  await lendsAndTakesBack(kiosk, library);
  expect(typed).toEqual(['kiosk1', 'PL-Quynh-581']);
});

test('past prompts in the library’s own words', async () => {
  const library = openLibrary();
  const typed: string[] = [];
  const user = { user: 'máy 1', password: 'x' };
  const port = await behindPrompts(library.serve, { ...user, prompts: ['Tên: ', 'Mật khẩu: '], typed });
  const prompts = { login: 'tên:', password: 'Mật khẩu' };
  await lendsAndTakesBack(await openKiosk({ kind: 'tcp', port, promptLogin: { ...user, prompts } }), library);
});

test('a login that is refused at its prompt is said so, and its password is not', async () => {
  const library = openLibrary();
  const typed: string[] = [];
  const user = { user: 'kiosk1', password: 'PL-Quynh-581' };
  const port = await behindPrompts(library.serve, {
    ...user,
    password: 'other',
    prompts: ['login: ', 'password: '],
    typed,
  });
  const kiosk = await openKiosk({ kind: 'tcp', port, promptLogin: user });
  await staysClosed(kiosk, 'login-refused', /refused the login of "kiosk1" at its prompt/);
  expect(typed).toContain('PL-Quynh-581');
  expect(JSON.stringify([kiosk.state(), kiosk.glass.heard])).not.toContain('Quynh');
});
