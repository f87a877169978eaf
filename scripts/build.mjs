// Builds the glass (vite) and the Electron case (esbuild) into build/: `node scripts/build.mjs [glass] [electron] [--if-stale]`.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashSources, root } from './ground.mjs';
import { Mendable, runProgram, tell } from './household.mjs';

const glass = async () => {
  const { build } = await import('vite');
  await build({ configFile: join(root, 'renderer/vite.config.ts') });
};

const electron = async () => {
  const { build } = await import('esbuild');
  const into = join(root, 'build/electron');
  rmSync(into, { recursive: true, force: true });
  const common = { absWorkingDir: root, bundle: true, outdir: into, logLevel: /** @type {const} */ ('warning') };
  const onNode = { ...common, platform: /** @type {const} */ ('node'), target: 'node24', external: ['electron'] };
  await build({ ...onNode, entryPoints: ['electron/main.ts'], format: 'esm', outExtension: { '.js': '.mjs' } });
  // A sandboxed preload can only be CommonJS.
  await build({ ...onNode, entryPoints: ['electron/preload.cts'], format: 'cjs', outExtension: { '.js': '.cjs' } });
  await build({ ...common, entryPoints: ['electron/pages/pin.ts'], platform: 'browser', format: 'iife' });
  for (const page of ['starting.html', 'pin.html', 'pages.css'])
    cpSync(join(root, 'electron/pages', page), join(into, page));
};

/** What each build is made of; `made` is there when it has ever been built. */
const builds = [
  { name: 'glass', made: 'build/glass/index.html', from: ['renderer', 'contract'], make: glass },
  {
    name: 'electron',
    made: 'build/electron/main.mjs',
    from: ['electron', 'station/private-folder.ts'],
    make: electron,
  },
];

await runProgram(async () => {
  process.chdir(root);
  const asked = process.argv.slice(2).filter((word) => word !== '--if-stale');
  const onlyIfStale = process.argv.includes('--if-stale');
  const unknown = asked.find((word) => !builds.some(({ name }) => name === word));
  if (unknown !== undefined) throw new Mendable(`there is no build "${unknown}"; there are: glass, electron.`);
  for (const { name, made, from, make } of builds.filter((one) => asked.length === 0 || asked.includes(one.name))) {
    const stamp = join(root, `build/${name}.stamp`);
    const hash = hashSources([...from, 'package-lock.json', 'scripts/build.mjs']);
    const fresh = existsSync(made) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
    if (onlyIfStale && fresh) continue;
    tell(`tram: building ${name}…`);
    await make();
    mkdirSync(join(root, 'build'), { recursive: true });
    writeFileSync(stamp, hash);
  }
  return 0;
}, 1_500);
