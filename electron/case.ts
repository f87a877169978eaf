// The course of the case: one window on one station, from the lock that keeps a second case away to a clean end.
// Takes Electron's parts handed in; how a window is locked stands in window.ts.
import type { BrowserWindowConstructorOptions, Input } from 'electron';
import type { Clock } from './clock.ts';
import type { PinAnswer } from './pages/bridge.ts';
import type { StationProcess, StationProcessHears } from './station-process.ts';
import type { WayOut } from './way-out.ts';
import {
  type LockableApp,
  type LockablePage,
  type LockableSession,
  glassOptions,
  isWayOut,
  lockApp,
  lockPage,
  lockSession,
  pinOptions,
} from './window.ts';

type Refusable = { preventDefault(): void };

/** The part of Electron's App that is used here. */
export type App = LockableApp & {
  requestSingleInstanceLock(): boolean;
  quit(): void;
  whenReady(): Promise<void>;
  on(event: 'second-instance', listener: () => void): unknown;
  on(event: 'before-quit', listener: (event: Refusable) => void): unknown;
  on(event: 'web-contents-created', listener: (event: unknown, page: LockablePage) => void): unknown;
};

/** The part of Electron's WebContents that is used here. */
export type Page = {
  readonly id: number;
  on(event: 'before-input-event', listener: (event: Refusable, input: Input) => void): unknown;
  on(event: 'render-process-gone', listener: (event: unknown, details: { readonly reason: string }) => void): unknown;
  on(
    event: 'did-fail-load',
    listener: (event: unknown, code: number, description: string, url: string, isMainFrame: boolean) => void,
  ): unknown;
  forcefullyCrashRenderer(): void;
};

/** The part of Electron's BrowserWindow that is used here. */
export type Window = {
  readonly webContents: Page;
  on(event: 'close', listener: (event: Refusable) => void): unknown;
  on(event: 'closed', listener: () => void): unknown;
  on(event: 'unresponsive', listener: () => void): unknown;
  loadURL(url: string): Promise<void>;
  loadFile(path: string): Promise<void>;
  focus(): void;
  close(): void;
};

type Sent = { readonly sender: { readonly id: number } };

/** The part of Electron's IpcMain that is used here. */
export type Ipc = {
  handle(channel: 'try-pin', answer: (event: Sent, pin: unknown) => Promise<PinAnswer>): void;
  on(channel: 'close-pin', listener: (event: Sent) => void): unknown;
};

export type Parts = {
  readonly app: App;
  readonly ipc: Ipc;
  /** Only once the app is ready. */
  readonly session: () => LockableSession;
  readonly removeMenu: () => void;
  readonly openGlass: (options: BrowserWindowConstructorOptions) => Window;
  /** Opens a window over the glass. */
  readonly openPin: (options: BrowserWindowConstructorOptions) => Window;
  readonly createStation: (hears: StationProcessHears) => StationProcess;
  readonly wayOut: WayOut;
  readonly clock: Clock;
  /** A line for whoever reads the case's stderr. */
  readonly tell: (text: string) => void;
  /** A line of the station, for whoever reads the case's stdout. */
  readonly passOn: (line: string) => void;
};

/** A page that would not load, or whose renderer fell, is loaded again after this pause. */
export const reloadAfterMs = 1_000;
/** The PIN window closes by itself: a technician who was called away leaves no open question behind. */
export const pinOpenMs = 60_000;
/** Chromium's code for a load that another one replaced: no trouble. */
const loadReplaced = -3;

export type Files = { readonly starting: string; readonly pin: string; readonly preload: string };
export type Looks = { readonly windowed: boolean; readonly files: Files };

/** The locked window on the glass. `show` takes the station's address, null while there is no station. */
const createGlass = (parts: Parts, { windowed, files }: Looks, mayClose: () => boolean, askPin: () => void) => {
  let window: Window | null = null;
  let shown: string | null = null;
  let cancelReload: (() => void) | null = null;

  /** Failed loads come back by did-fail-load. */
  const load = (): void => {
    cancelReload?.();
    const loading = shown === null ? window?.loadFile(files.starting) : window?.loadURL(shown);
    loading?.catch(() => undefined);
  };
  const loadAgainSoon = (because: string): void => {
    parts.tell(`${because}; loading it again`);
    cancelReload?.();
    cancelReload = parts.clock.after(reloadAfterMs, load);
  };
  const watch = (page: Page): void => {
    page.on('before-input-event', (event, input) => {
      if (!isWayOut(input)) return;
      event.preventDefault();
      askPin();
    });
    page.on('render-process-gone', (_event, details) => loadAgainSoon(`the glass fell (${details.reason})`));
    page.on('did-fail-load', (_event, code, description, url, isMainFrame) => {
      // Told without the query: the ticket in it is a key.
      if (isMainFrame && code !== loadReplaced) loadAgainSoon(`${url.split('?')[0]} did not load (${description})`);
    });
  };

  return {
    open: (): void => {
      window = parts.openGlass(glassOptions(windowed));
      watch(window.webContents);
      const { webContents } = window;
      window.on('unresponsive', () => webContents.forcefullyCrashRenderer());
      // Alt+F4 is for technicians, by way of the PIN. In a development window the cross closes as everywhere.
      window.on('close', (event) => {
        if (!windowed && !mayClose()) event.preventDefault();
      });
      window.on('closed', () => {
        cancelReload?.();
        window = null;
      });
      load();
    },
    show: (address: string | null): void => {
      shown = address;
      load();
    },
    focus: (): void => window?.focus(),
    /** The only origin that a page may go to: the station's. */
    isHome: (url: string): boolean =>
      shown !== null && URL.canParse(url) && new URL(url).origin === new URL(shown).origin,
  };
};

/** The small window that asks for the exit PIN: one at a time, and only it may try. */
const createPinWindow = (parts: Parts, files: Files) => {
  let window: Window | null = null;
  const isIt = (event: Sent): boolean => event.sender.id === window?.webContents.id;

  parts.ipc.handle('try-pin', async (event, tried) => {
    if (!isIt(event)) throw new Error('only the PIN window may try a PIN');
    const answer = await parts.wayOut.try(tried);
    if (answer.kind === 'open') parts.app.quit();
    return answer;
  });
  parts.ipc.on('close-pin', (event) => {
    if (isIt(event)) window?.close();
  });

  return {
    ask: (): void => {
      if (window !== null) {
        window.focus();
        return;
      }
      const opened = parts.openPin(pinOptions(files.preload));
      window = opened;
      const cancelClose = parts.clock.after(pinOpenMs, () => opened.close());
      opened.on('closed', () => {
        cancelClose();
        window = null;
      });
      opened.loadFile(files.pin).catch(() => {
        if (window === opened) opened.close();
      });
    },
  };
};

/** Runs the case until the app quits. Does nothing but leave where another case runs already. */
export const runCase = (parts: Parts, looks: Looks): void => {
  const { app } = parts;
  if (!app.requestSingleInstanceLock()) {
    parts.tell('Tram runs already with this data directory; its window was brought to the front.');
    app.quit();
    return;
  }
  let leaving = false;
  let stationGone = false;
  const pin = createPinWindow(parts, looks.files);
  const glass = createGlass(parts, looks, () => leaving, pin.ask);
  const station = parts.createStation({
    ready: glass.show,
    down: (because, againInMs) => {
      parts.tell(`${because}; starting it again in ${againInMs / 1_000} s`);
      glass.show(null);
    },
    line: parts.passOn,
  });
  const endStation = async (): Promise<void> => {
    await station.stop();
    stationGone = true;
    app.quit();
  };
  const begin = async (): Promise<void> => {
    await app.whenReady();
    lockSession(parts.session());
    glass.open();
    station.start();
  };

  parts.removeMenu();
  lockApp(app);
  app.on('web-contents-created', (_event, page) => lockPage(page, glass.isHome));
  app.on('second-instance', glass.focus);
  app.on('before-quit', (event) => {
    leaving = true;
    if (stationGone) return;
    event.preventDefault();
    void endStation();
  });
  void begin();
};
