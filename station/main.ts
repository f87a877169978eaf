// `node station/main.ts`: the program (program.ts), and its compiled code kept from one start to the next. Half of a start would be
// reading some hundred files of TypeScript, and a station that fell is to be back at once.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

/** By then a start is over. Not left to the end of the program: that may be a power cut. */
const keptAfterMs = 10_000;

// Whoever may write here may write the program too. In a package nobody may: there NODE_COMPILE_CACHE names the user's own folder
// (tram.service), which stands above this one.
enableCompileCache(join(import.meta.dirname, '../build/compiled'));
await import('./program.ts');
setTimeout(flushCompileCache, keptAfterMs).unref();
