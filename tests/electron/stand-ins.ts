// Stand-ins for Electron's parts: they keep what was set on them and let a story raise Electron's events.
import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions } from 'electron';
import { type Parts, runCase } from '../../electron/case.ts';
import type { PinAnswer } from '../../electron/pages/bridge.ts';
import type { StationProcessHears } from '../../electron/station-process.ts';
import { type WayOut, createWayOut, hashPin } from '../../electron/way-out.ts';
import { type HandClock, createHandClock } from '../clock.ts';

/** An event that can be refused, and whether it was. */
export const refusable = <T extends object>(details: T) => {
  const event = { ...details, refused: false, preventDefault: () => void (event.refused = true) };
  return event;
};

export class StandInPage extends EventEmitter {
  static count = 0;
  readonly id = (StandInPage.count += 1);
  crashes = 0;
  openWindow: (() => { action: 'deny' }) | null = null;
  setWindowOpenHandler(handler: () => { action: 'deny' }): void {
    this.openWindow = handler;
  }
  forcefullyCrashRenderer(): void {
    this.crashes += 1;
  }
  /** Raises a navigation event; true when it was refused. */
  navigates(event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect', url: string): boolean {
    const details = refusable({ url });
    this.emit(event, details);
    return details.refused;
  }
}

export class StandInWindow extends EventEmitter {
  readonly webContents = new StandInPage();
  readonly loaded: string[] = [];
  focused = 0;
  closed = false;
  readonly options: BrowserWindowConstructorOptions;
  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }
  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    return Promise.resolve();
  }
  loadFile(path: string): Promise<void> {
    this.loaded.push(path);
    return Promise.resolve();
  }
  focus(): void {
    this.focused += 1;
  }
  /** As Electron: asks, and closes unless that was refused. */
  close(): void {
    const event = refusable({});
    this.emit('close', event);
    if (event.refused) return;
    this.closed = true;
    this.emit('closed');
  }
}

export class StandInApp extends EventEmitter {
  hasLock = true;
  left = false;
  requestSingleInstanceLock(): boolean {
    return this.hasLock;
  }
  whenReady(): Promise<void> {
    return Promise.resolve();
  }
  /** As Electron: asks, and leaves unless that was refused. */
  quit(): void {
    const event = refusable({});
    this.emit('before-quit', event);
    if (!event.refused) this.left = true;
  }
}

export class StandInSession extends EventEmitter {
  request: ((page: unknown, permission: string, answer: (granted: boolean) => void) => void) | null = null;
  check: (() => boolean) | null = null;
  device: (() => boolean) | null = null;
  setPermissionRequestHandler(handler: NonNullable<StandInSession['request']>): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: () => boolean): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.device = handler;
  }
}

type Sent = { readonly sender: { readonly id: number } };

export class StandInIpc extends EventEmitter {
  #answer: ((event: Sent, pin: unknown) => Promise<PinAnswer>) | null = null;
  handle(_channel: 'try-pin', answer: (event: Sent, pin: unknown) => Promise<PinAnswer>): void {
    this.#answer = answer;
  }
  /** A page tries a PIN. */
  tries(page: StandInPage, pin: unknown): Promise<PinAnswer> {
    return this.#answer?.({ sender: page }, pin) ?? Promise.reject(new Error('nobody answers try-pin'));
  }
}

export const files = { starting: '/case/starting.html', pin: '/case/pin.html', preload: '/case/preload.cjs' };

export type CaseBench = {
  readonly app: StandInApp;
  readonly clock: HandClock;
  readonly ipc: StandInIpc;
  readonly session: StandInSession;
  readonly told: string[];
  /** Windows in the order of their opening; the first is the glass. */
  readonly windows: StandInWindow[];
  readonly station: { hears: StationProcessHears | null; started: number; stopped: number };
  glass(): StandInWindow;
};

const pinHash = await hashPin('246810');

/** Runs a case on stand-ins; its exit PIN is `246810`. */
export const layCase = async ({
  windowed = false,
  hasLock = true,
}: { windowed?: boolean; hasLock?: boolean } = {}): Promise<CaseBench> => {
  const app = new StandInApp();
  app.hasLock = hasLock;
  const clock = createHandClock();
  const ipc = new StandInIpc();
  const session = new StandInSession();
  const told: string[] = [];
  const windows: StandInWindow[] = [];
  const station: CaseBench['station'] = { hears: null, started: 0, stopped: 0 };
  const wayOut: WayOut = createWayOut({ hash: () => pinHash, clock });
  const open = (options: BrowserWindowConstructorOptions): StandInWindow => {
    const window = new StandInWindow(options);
    windows.push(window);
    app.emit('web-contents-created', {}, window.webContents);
    return window;
  };
  const parts: Parts = {
    app,
    ipc,
    session: () => session,
    removeMenu: () => told.push('no menu'),
    openGlass: open,
    openPin: open,
    createStation: (hears) => {
      station.hears = hears;
      return {
        start: () => void (station.started += 1),
        stop: () => {
          station.stopped += 1;
          return Promise.resolve();
        },
      };
    },
    wayOut,
    clock,
    tell: (text) => told.push(text),
    passOn: (line) => told.push(line),
  };
  runCase(parts, { windowed, files });
  await clock.pass(0);
  return {
    app,
    clock,
    ipc,
    session,
    told,
    windows,
    station,
    glass: () => {
      const [glass] = windows;
      if (glass === undefined) throw new Error('no window was opened');
      return glass;
    },
  };
};
