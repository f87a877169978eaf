// Loaded into Node in place of Electron: whoever imports `electron` gets the stand-in beside this file.
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (name, context, next) =>
    name === 'electron'
      ? { url: new URL('electron-stand-in.ts', import.meta.url).href, shortCircuit: true }
      : next(name, context),
});
