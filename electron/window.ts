// How a window is locked: what it may load, open, ask for and be pressed. Takes Electron's parts handed in; decides no course.
import type { BrowserWindowConstructorOptions, Input } from 'electron';

/** Anything that can be refused. */
type Refusable = { preventDefault(): void };

/** The part of Electron's WebContents that is locked. */
export type LockablePage = {
  on(event: 'will-navigate', listener: (details: Refusable & { readonly url: string }) => void): unknown;
  on(event: 'will-frame-navigate', listener: (details: Refusable & { readonly url: string }) => void): unknown;
  on(event: 'will-redirect', listener: (details: Refusable & { readonly url: string }) => void): unknown;
  on(event: 'will-attach-webview', listener: (event: Refusable) => void): unknown;
  setWindowOpenHandler(handler: () => { action: 'deny' }): void;
};

/** The part of Electron's Session that is locked. */
export type LockableSession = {
  setPermissionRequestHandler(
    handler: (page: unknown, permission: string, answer: (granted: boolean) => void) => void,
  ): void;
  setPermissionCheckHandler(handler: () => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
  on(event: 'will-download', listener: (event: Refusable) => void): unknown;
};

/** The part of Electron's App whose questions are all answered with no. */
export type LockableApp = {
  on(
    event: 'certificate-error',
    listener: (
      event: Refusable,
      page: unknown,
      url: string,
      error: string,
      certificate: unknown,
      answer: (trusted: boolean) => void,
    ) => void,
  ): unknown;
  on(event: 'select-client-certificate', listener: (event: Refusable) => void): unknown;
  on(event: 'login', listener: (event: Refusable) => void): unknown;
};

/** Kept in memory only: nothing of a patron stays in a browser's files. */
export const partition = 'kiosk';

const locked = {
  partition,
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webviewTag: false,
  devTools: false,
  spellcheck: false,
  navigateOnDragDrop: false,
} as const;

/** The paper of the glass, so that nothing flashes before the first paint. */
const paper = '#faf6ee';

/** The glass has no preload: it can do nothing here that it could not do in any browser. */
export const glassOptions = (windowed: boolean): BrowserWindowConstructorOptions => ({
  title: 'Tram',
  backgroundColor: paper,
  kiosk: !windowed,
  ...(windowed ? { width: 1080, height: 1350 } : {}),
  webPreferences: { ...locked, autoplayPolicy: 'no-user-gesture-required' },
});

/** The small window over the glass that asks for the exit PIN. Its parent is set where it is opened. */
export const pinOptions = (preload: string): BrowserWindowConstructorOptions => ({
  title: 'Tram',
  backgroundColor: paper,
  width: 520,
  height: 360,
  resizable: false,
  minimizable: false,
  maximizable: false,
  alwaysOnTop: true,
  modal: true,
  webPreferences: { ...locked, preload },
});

/** No page goes anywhere but to `isHome`, opens a window, or holds another page. */
export const lockPage = (page: LockablePage, isHome: (url: string) => boolean): void => {
  const refuseForeign = (details: Refusable & { readonly url: string }): void => {
    if (!isHome(details.url)) details.preventDefault();
  };
  page.on('will-navigate', refuseForeign);
  page.on('will-frame-navigate', refuseForeign);
  page.on('will-redirect', refuseForeign);
  page.on('will-attach-webview', (event) => event.preventDefault());
  page.setWindowOpenHandler(() => ({ action: 'deny' }));
};

/** No camera, no place, no device, no file: whatever a page may ask for. */
export const lockSession = (session: LockableSession): void => {
  session.setPermissionRequestHandler((_page, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
};

/** A certificate that does not hold is refused, and nobody is asked for one or for a password. */
export const lockApp = (app: LockableApp): void => {
  app.on('certificate-error', (event, _page, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on('select-client-certificate', (event) => event.preventDefault());
  app.on('login', (event) => event.preventDefault());
};

/** Ctrl+Alt+Shift+Q by its place on the keyboard: a Vietnamese input method may change the letter, not the place. */
export const isWayOut = (input: Pick<Input, 'type' | 'code' | 'control' | 'alt' | 'shift'>): boolean =>
  input.type === 'keyDown' && input.code === 'KeyQ' && input.control && input.alt && input.shift;
