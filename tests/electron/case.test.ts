// The case on stand-ins: what the locked window lets happen, how it comes back, and the only way out.
import { expect, test } from 'vitest';
import { pinOpenMs, reloadAfterMs } from '../../electron/case.ts';
import { glassOptions, pinOptions } from '../../electron/window.ts';
import { type CaseBench, StandInPage, files, layCase, refusable } from './stand-ins.ts';

const address = 'http://127.0.0.1:4711/?ticket=abc';
const wayOut = { type: 'keyDown', code: 'KeyQ', key: 'q', control: true, alt: true, shift: true };

/** A technician presses the combination; the PIN window that opened. */
const pressWayOut = (bench: CaseBench) => {
  const event = refusable({});
  bench.glass().webContents.emit('before-input-event', event, wayOut);
  expect(event.refused).toBe(true);
  const pin = bench.windows.at(-1);
  if (pin === undefined || pin === bench.glass()) throw new Error('no PIN window');
  return pin;
};

test('the window on the glass fills the screen and gives its page nothing', () => {
  const { kiosk, webPreferences } = glassOptions(false);
  expect(kiosk).toBe(true);
  expect(webPreferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webviewTag: false,
    devTools: false,
    partition: 'kiosk',
  });
  expect(webPreferences).not.toHaveProperty('preload');
  expect(glassOptions(true).kiosk).toBe(false);
  expect(glassOptions(true).webPreferences).toEqual(webPreferences);
});

test('the PIN window is locked like the glass, with the one bridge', () => {
  const { webPreferences } = pinOptions('/case/preload.cjs');
  expect(webPreferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    devTools: false,
    preload: '/case/preload.cjs',
  });
});

test('it says that the station is starting until the station is ready', async () => {
  const bench = await layCase();
  expect(bench.station.started).toBe(1);
  expect(bench.glass().loaded).toEqual([files.starting]);
  bench.station.hears?.ready(address);
  expect(bench.glass().loaded).toEqual([files.starting, address]);
});

test('a station that falls and comes back is shown at its new address', async () => {
  const bench = await layCase();
  bench.station.hears?.ready(address);
  bench.station.hears?.down('the station ended (exit code 1)', 500);
  expect(bench.glass().loaded.at(-1)).toBe(files.starting);
  bench.station.hears?.ready('http://127.0.0.1:4712/?ticket=def');
  expect(bench.glass().loaded.at(-1)).toBe('http://127.0.0.1:4712/?ticket=def');
  expect(bench.glass().webContents.navigates('will-navigate', 'http://127.0.0.1:4711/')).toBe(true);
  expect(bench.glass().webContents.navigates('will-navigate', 'http://127.0.0.1:4712/x')).toBe(false);
});

test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'] as const)(
  '%s away from the station is refused',
  async (event) => {
    const bench = await layCase();
    const page = bench.glass().webContents;
    expect(page.navigates(event, 'http://127.0.0.1:4711/')).toBe(true); // No station yet, so nowhere to go.
    bench.station.hears?.ready(address);
    expect(page.navigates(event, 'http://127.0.0.1:4711/elsewhere')).toBe(false);
    for (const foreign of [
      'http://127.0.0.1:4712/',
      'https://127.0.0.1:4711/',
      'http://127.0.0.1:4711.example.org/',
      'http://127.0.0.1:4711@example.org/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'about:blank',
      'not an address',
    ])
      expect(page.navigates(event, foreign), foreign).toBe(true);
  },
);

test('no page opens a window or holds a webview', async () => {
  const bench = await layCase();
  const { webContents } = bench.glass();
  expect(webContents.openWindow?.()).toEqual({ action: 'deny' });
  const webview = refusable({});
  webContents.emit('will-attach-webview', webview);
  expect(webview.refused).toBe(true);
});

test('every permission is denied, every download refused', async () => {
  const { session } = await layCase();
  for (const permission of ['media', 'geolocation', 'notifications', 'hid', 'serial', 'fullscreen']) {
    let granted: boolean | null = null;
    session.request?.({}, permission, (answer) => (granted = answer));
    expect(granted, permission).toBe(false);
  }
  expect(session.check?.()).toBe(false);
  expect(session.device?.()).toBe(false);
  const download = refusable({});
  session.emit('will-download', download);
  expect(download.refused).toBe(true);
});

test('a certificate that does not hold is refused', async () => {
  const { app } = await layCase();
  const event = refusable({});
  let trusted: boolean | null = null;
  app.emit('certificate-error', event, {}, 'https://example.org', 'net::ERR_CERT', {}, (answer: boolean) => {
    trusted = answer;
  });
  expect(event.refused).toBe(true);
  expect(trusted).toBe(false);
});

test('a second case leaves at once and the first comes to the front', async () => {
  const second = await layCase({ hasLock: false });
  expect(second.app.left).toBe(true);
  expect(second.windows).toEqual([]);
  expect(second.station.started).toBe(0);

  const first = await layCase();
  first.app.emit('second-instance');
  expect(first.glass().focused).toBe(1);
});

test('a glass whose renderer falls is loaded again, once', async () => {
  const bench = await layCase();
  bench.station.hears?.ready(address);
  const { webContents, loaded } = bench.glass();
  const before = loaded.length;
  webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 5 });
  webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 11 });
  await bench.clock.pass(reloadAfterMs - 1);
  expect(loaded).toHaveLength(before);
  await bench.clock.pass(1);
  expect(loaded.slice(before)).toEqual([address]);
});

test('a glass that hangs is made to fall, so that it comes back', async () => {
  const bench = await layCase();
  bench.glass().emit('unresponsive');
  expect(bench.glass().webContents.crashes).toBe(1);
});

test('a page that does not load is loaded again, and its ticket is not told', async () => {
  const bench = await layCase();
  bench.station.hears?.ready(address);
  const { webContents, loaded } = bench.glass();
  const before = loaded.length;
  webContents.emit('did-fail-load', {}, -3, 'ERR_ABORTED', address, true); // Replaced by another load.
  webContents.emit('did-fail-load', {}, -102, 'ERR_CONNECTION_REFUSED', address, false); // A part of the page.
  await bench.clock.pass(reloadAfterMs);
  expect(loaded).toHaveLength(before);
  webContents.emit('did-fail-load', {}, -102, 'ERR_CONNECTION_REFUSED', address, true);
  await bench.clock.pass(reloadAfterMs);
  expect(loaded.slice(before)).toEqual([address]);
  expect(bench.told.join('\n')).toContain('ERR_CONNECTION_REFUSED');
  expect(bench.told.join('\n')).not.toContain('abc');
});

test('closing the kiosk window is refused; a development window closes', async () => {
  const kiosk = await layCase();
  kiosk.glass().close();
  expect(kiosk.glass().closed).toBe(false);
  const windowed = await layCase({ windowed: true });
  windowed.glass().close();
  expect(windowed.glass().closed).toBe(true);
});

test.each([
  { without: 'control', input: { ...wayOut, control: false } },
  { without: 'alt', input: { ...wayOut, alt: false } },
  { without: 'shift', input: { ...wayOut, shift: false } },
  { without: 'Q', input: { ...wayOut, code: 'KeyW', key: 'w' } },
  { without: 'going down', input: { ...wayOut, type: 'keyUp' } },
])('the combination without $without opens nothing', async ({ input }) => {
  const bench = await layCase();
  const event = refusable({});
  bench.glass().webContents.emit('before-input-event', event, input);
  expect(event.refused).toBe(false);
  expect(bench.windows).toHaveLength(1);
});

test('the right PIN ends the station, then the case', async () => {
  const bench = await layCase();
  const pin = pressWayOut(bench);
  expect(pin.loaded).toEqual([files.pin]);
  expect(await bench.ipc.tries(pin.webContents, '246810')).toEqual({ kind: 'open' });
  await bench.clock.pass(0);
  expect(bench.station.stopped).toBe(1);
  expect(bench.app.left).toBe(true);
  bench.glass().close();
  expect(bench.glass().closed).toBe(true);
});

test('a wrong PIN leaves everything as it is', async () => {
  const bench = await layCase();
  const pin = pressWayOut(bench);
  expect(await bench.ipc.tries(pin.webContents, '000000')).toEqual({ kind: 'wrong', waitMs: 1_000 });
  expect(bench.app.left).toBe(false);
  expect(bench.station.stopped).toBe(0);
});

test('no other page may try a PIN', async () => {
  const bench = await layCase();
  pressWayOut(bench);
  await expect(bench.ipc.tries(bench.glass().webContents, '246810')).rejects.toThrow(/only the PIN window/);
  await expect(bench.ipc.tries(new StandInPage(), '246810')).rejects.toThrow(/only the PIN window/);
  expect(bench.app.left).toBe(false);
});

test('there is one PIN window, and it closes by itself', async () => {
  const bench = await layCase();
  const pin = pressWayOut(bench);
  expect(pressWayOut(bench)).toBe(pin);
  expect(pin.focused).toBe(1);
  await bench.clock.pass(pinOpenMs);
  expect(pin.closed).toBe(true);
  const again = pressWayOut(bench);
  expect(again).not.toBe(pin);
  bench.ipc.emit('close-pin', { sender: again.webContents });
  expect(again.closed).toBe(true);
});

test('a signal to quit waits for the station', async () => {
  const bench = await layCase();
  bench.app.quit();
  expect(bench.app.left).toBe(false);
  await bench.clock.pass(0);
  expect(bench.station.stopped).toBe(1);
  expect(bench.app.left).toBe(true);
});
