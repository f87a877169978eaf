// What the built case finds under the name `electron` when Node plays Electron: parts that tell what happens to them.
import type { BrowserWindowConstructorOptions } from 'electron';
import { StandInApp, StandInIpc, StandInSession, StandInWindow } from '../electron/stand-ins.ts';

const tell = (text: string): void => void process.stderr.write(`${text}\n`);

class App extends StandInApp {
  setName(_name: string): void {}
  setPath(name: string, path: string): void {
    tell(`${name} lies in ${path}`);
  }
  override quit(): void {
    super.quit();
    if (this.left) process.exit(0);
  }
}
export const app = new App();
// As Electron: a signal is a wish to quit.
process.on('SIGTERM', () => app.quit());

export class BrowserWindow extends StandInWindow {
  constructor(options: BrowserWindowConstructorOptions) {
    super(options);
    tell(`window opens, kiosk ${options.kiosk}`);
  }
  removeMenu(): void {}
  override loadURL(url: string): Promise<void> {
    tell(`window shows ${url}`);
    return super.loadURL(url);
  }
  override loadFile(path: string): Promise<void> {
    tell(`window shows ${path}`);
    return super.loadFile(path);
  }
}
export const Menu = { setApplicationMenu: (_menu: null): void => {} };
export const ipcMain = new StandInIpc();
export const session = { fromPartition: (_name: string) => new StandInSession() };
