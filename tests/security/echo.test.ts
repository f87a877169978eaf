// Whatever listens where a technician thought the library system to be may say back what it was told: the password of the login is in no
// finding, because findings are kept, and printed at the hand-over.
import { expect, test } from 'vitest';
import { listenTcp, type Accept } from 'sip2';
import { systemClock } from '../../drivers/clock.ts';
import { acsSettings } from '../../station/settings/acs.ts';
import { walkToAcs } from '../../station/setup/acs-walk.ts';

const password = 'Khanh-94371-secret';

const echo: Accept = (connection) => ({ bytes: (chunk) => connection.write(chunk), closed: () => undefined });

/** Says it in words of its own; a long name first, so that what is kept of it ends within the password. */
const gossip =
  (before: number): Accept =>
  (connection) => ({
    bytes: () => connection.write(new TextEncoder().encode(`${'x'.repeat(before)} ${password} is wrong\r`)),
    closed: () => undefined,
  });

const foundBy = async (accept: Accept): Promise<string> => {
  const open = await listenTcp({ host: '127.0.0.1', port: 0, accept });
  try {
    const acs = acsSettings.parse({
      connection: { kind: 'tcp', host: '127.0.0.1', port: open.port },
      login: { user: 'kiosk1', password },
      answerTimeoutSeconds: 5,
    });
    const parts = { acs, folder: '.', clock: systemClock, card: '21234000000018', item: null, embedded: null };
    const { findings } = await walkToAcs({ ...parts, found: () => undefined });
    return JSON.stringify(findings);
  } finally {
    await open.close();
  }
};

test.each([
  ['a line that echoes', echo],
  ['a service that quotes', gossip(0)],
  ['one whose words are cut off within it', gossip(188)],
])('%s: the password is in no finding', { timeout: 60_000 }, async (_name, accept) => {
  const found = await foundBy(accept);
  expect(found).toContain('"says"');
  expect(found).not.toContain(password.slice(0, 5));
  expect(found).toContain('***');
});
