// `npm test`: lays the ground (libraries, Chromium, socat; PC/SC where it can be had), then hands over to stages.ts on Node 24. Plain JavaScript.
import { existsSync } from 'node:fs';
import {
  environment,
  findChromium,
  findNode,
  findPcscd,
  findProgram,
  installLibraries,
  root,
  run,
  virtualReader,
} from './ground.mjs';
import { Mendable, runProgram, start, tell } from './household.mjs';

/** The Debian packages that the tests need, and how each is found. */
const packages = [
  { name: 'chromium', found: () => findChromium(process.env) },
  { name: 'socat', found: () => findProgram(['socat'], process.env) },
];

/** What the tests of PC/SC readers need. Without it they are named among what was not tried. */
const pcscPackages = [
  { name: 'pcscd', found: () => findPcscd(process.env) },
  { name: 'libpcsclite1', found: () => findPcscd(process.env) },
  { name: 'vsmartcard-vpcd', found: () => (existsSync(virtualReader) ? virtualReader : null) },
];

/** Longer than a stage's own grace: the stages end theirs first. */
const graceMs = 8_000;

const installPackages = async () => {
  const missing = packages.filter(({ found }) => found() === null).map(({ name }) => name);
  if (missing.length === 0) return;
  const install = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (findProgram(['apt-get'], process.env) === null)
    throw new Mendable(`the tests need ${missing.join(' and ')} on the PATH. Install them and give the command again.`);
  if (process.getuid?.() !== 0)
    throw new Mendable(`the tests need ${missing.join(' and ')}. Run: sudo apt-get update && sudo ${install}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const [program = '', ...args] = install.split(' ');
  tell(`tram: installing ${missing.join(', ')} (apt-get)…`);
  // The lists of a fresh machine are empty or old: they are fetched only when the first try shows it.
  if ((await run(program, args, env)) === 0) return;
  tell('tram: fetching the package lists (apt-get update)…');
  if ((await run(program, ['update'], env)) !== 0 || (await run(program, args, env)) !== 0)
    throw new Mendable(`apt-get could not install ${missing.join(' ')} (see above).`);
};

/** A real PC/SC service with a virtual reader in it: where the machine gives it, and never a reason to stop. */
const installPcsc = async () => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return;
  const missing = pcscPackages.filter(({ found }) => found() === null).map(({ name }) => name);
  if (missing.length > 0 && findProgram(['apt-get'], process.env) !== null && process.getuid?.() === 0) {
    tell(`tram: installing ${missing.join(', ')} (apt-get)…`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['install', '-y', '--no-install-recommends', ...missing], env);
  }
  await run(findNode(), ['scripts/pcsc.ts'], environment());
};

await runProgram(async () => {
  await installLibraries();
  await installPackages();
  await installPcsc();
  const stages = ['scripts/stages.ts', ...process.argv.slice(2)];
  return start(findNode(), stages, { cwd: root, env: environment(), stdio: ['ignore', 'inherit', 'inherit'] }).ended;
}, graceMs);
