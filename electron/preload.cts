// The one door between the PIN page and the case. CommonJS: a sandboxed preload can be nothing else. The glass gets none.
import type { PinBridge } from './pages/bridge.ts' with { 'resolution-mode': 'import' };
import type * as Electron from 'electron';

const { contextBridge, ipcRenderer }: typeof Electron = require('electron');

const bridge: PinBridge = {
  try: (pin) => ipcRenderer.invoke('try-pin', pin),
  close: () => ipcRenderer.send('close-pin'),
};
contextBridge.exposeInMainWorld('exitPin', bridge);
