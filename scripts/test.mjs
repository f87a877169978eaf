// `npm test`: lays the ground (libraries, Chromium, socat), then hands over to stages.ts on Node 24. Plain JavaScript.
import { environment, findChromium, findNode, findProgram, installLibraries, root, run } from './ground.mjs';
import { Mendable, runProgram, start, tell } from './household.mjs';

/** The Debian packages that the tests need, and how each is found. */
const packages = [
  { name: 'chromium', found: () => findChromium(process.env) },
  { name: 'socat', found: () => findProgram(['socat'], process.env) },
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

await runProgram(async () => {
  await installLibraries();
  await installPackages();
  const stages = ['scripts/stages.ts', ...process.argv.slice(2)];
  return start(findNode(), stages, { cwd: root, env: environment(), stdio: ['ignore', 'inherit', 'inherit'] }).ended;
}, graceMs);
