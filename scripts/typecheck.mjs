// Type-checks every room under its own tsconfig: a `document` in a driver must not even compile.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { environment } from './ground.mjs';
import { commandHere } from './windows.mjs';

const rooms = [
  'contract',
  'sip2',
  'drivers',
  'station',
  'renderer',
  'electron',
  'electron/pages',
  'tests',
  'scripts', // with the root's own configs
];
const failed = rooms.filter((room) => {
  if (!existsSync(`${room}/tsconfig.json`)) throw new Error(`the room ${room} has no tsconfig.json`);
  const { command, args } = commandHere('tsc', ['-p', room]);
  return spawnSync(command, args, { stdio: 'inherit', env: environment() }).status !== 0;
});
if (failed.length > 0) {
  console.error(`type errors in: ${failed.join(', ')}`);
  process.exit(1);
}
