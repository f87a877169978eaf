// A session at a real terminal (a pty from socat): line editing, old lines, and no PIN that comes back.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { withoutPin } from '../../sip2/cli/verbs.ts';
import { serving, sip2 } from './cli-world.ts';
import { barcodeOf, cardOf } from './library.ts';

const card = cardOf('Trần Thị Bình');
const item = barcodeOf('Matilda');
const up = '\u001B[A';
const left = '\u001B[D';
const cli = fileURLToPath(new URL('../../sip2/cli.ts', import.meta.url));

/** A person at a terminal: `sees` waits until something new stands on the screen. */
function terminal(args: readonly string[]) {
  const command = [process.execPath, cli, 'session', ...args].join(' ');
  const socat = spawn('socat', ['-', `EXEC:${command},pty,setsid,ctty,stderr`], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void socat.kill('SIGKILL'));
  let screen = '';
  let seen = 0;
  let look = (): void => {};
  socat.stdout.setEncoding('utf8');
  socat.stdout.on('data', (text: string) => {
    screen += text;
    look();
  });
  const ended = new Promise<number | null>((resolve) => socat.once('exit', resolve));
  return {
    type: (text: string) => void socat.stdin.write(text),
    async sees(text: string | RegExp): Promise<string> {
      for (;;) {
        const fresh = screen.slice(seen);
        const found = typeof text === 'string' ? fresh.indexOf(text) : fresh.search(text);
        if (found >= 0) {
          const length = typeof text === 'string' ? text.length : (text.exec(fresh)?.[0].length ?? 0);
          seen += found + length;
          return fresh.slice(0, found + length);
        }
        // It looks again whenever something came.
        // oxlint-disable-next-line no-await-in-loop
        await new Promise<void>((resolve) => (look = resolve));
      }
    },
    screen: () => screen,
    ended,
  };
}

test('lines are edited, and come back with the arrow keys', async () => {
  const { type, sees, ended } = terminal(await serving());
  await sees('sip2> ');
  type(`item ${item.slice(0, -1)}X`);
  await sees('X');
  type(`${left}\u001B[3~${item.slice(-1)}\r`); // one to the left, delete, and the right digit
  await sees('yes: item information response');
  await sees('sip2> ');
  type('status\r');
  await sees('acs status');
  await sees('sip2> ');
  type(`${up}${up}\r`);
  await sees(`item ${item}`);
  await sees('yes: item information response');
  await sees('sip2> ');
  type('chec\t');
  await sees('check');
  type('\u0015quit\r');
  expect(await ended).toBe(0);
});

test('a PIN is sent, and never comes back', async () => {
  const { type, sees, screen, ended } = terminal([...(await serving()), '--trace']);
  await sees('sip2> ');
  type(`patron ${card} 1234\r`);
  await sees(`patron ${card} 1234`); // as it was typed
  await sees(/valid patron password +yes/);
  await sees('sip2> ');
  type(up);
  await sees(`patron ${card}`);
  type('\r');
  expect(await sees(/^heard/m)).not.toContain('AD***'); // it was not sent again, for it was not kept
  await sees('yes: patron information response');
  await sees('sip2> ');
  expect(screen().match(/1234(?!\d)/g)).toHaveLength(1);
  type('\u0004');
  expect(await ended).toBe(0);
});

test.each([
  [`patron ${card} 1234`, `patron ${card}`],
  [`patron ${card} 1234 --list charged-items`, `patron ${card} --list charged-items`],
  [`patron --list charged-items ${card} 1234`, `patron --list charged-items ${card}`],
  [`patron ${card} 12 34`, `patron ${card}`],
  [`patron ${card}`, `patron ${card}`],
  ['checkout 1 2 1234 --fee-ok', 'checkout 1 2 --fee-ok'],
  ['hold 1 2 "12 34" --pickup "Main Hall"', 'hold 1 2 --pickup "Main Hall"'],
  ['block 1 "left behind"', 'block 1 "left behind"'],
  ['item 1 1234', 'item 1'],
  ['patorn 1 1234', 'patorn'],
  ['patron 1 --pin 1234', 'patron 1'],
  ['patron 1 -p1234', 'patron 1'],
  ['patron 1 --pin=1234', 'patron 1'],
  ['', ''],
])('kept of "%s": "%s"', (line, kept) => expect(withoutPin(line)).toBe(kept));

test('words that belong together stand in quotes; a login is for the beginning', async () => {
  const where = await serving();
  const { said, complaint } = await sip2(['session', ...where], {
    typed: `block ${card} "left behind"\nlogin\nquit\n`,
  });
  expect(said).toContain('patron status response');
  expect(complaint).toContain('--login');
});
