// `npm run pack`: the sip2 room as a package that a stranger can install: plain JavaScript with declarations. Runs no
// lifecycle script, so that it builds whatever `ignore-scripts` says. Prints the path of the tarball.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, root } from './ground.mjs';
import { commandHere } from './windows.mjs';

const from = join(root, 'sip2');
const to = join(root, 'build/sip2');
const tarballs = join(root, 'build/packed');

type Manifest = { readonly exports: Readonly<Record<string, string>> };

const isManifest = (value: unknown): value is Manifest =>
  typeof value === 'object' &&
  value !== null &&
  'exports' in value &&
  typeof value.exports === 'object' &&
  value.exports !== null &&
  Object.values(value.exports).every((file) => typeof file === 'string' && file.endsWith('.ts'));

const run = (program: string, args: readonly string[]): string => {
  const how = commandHere(program, args);
  const { status, stdout, stderr } = spawnSync(how.command, how.args, {
    cwd: root,
    encoding: 'utf8',
    env: environment(),
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`);
  return stdout;
};

/** The compiler turns the imports of .js files, but leaves the declarations' own as they were written. */
const mendDeclarations = (): void => {
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.d.ts')) continue;
    const path = join(entry.parentPath, entry.name);
    const mended = readFileSync(path, 'utf8').replaceAll(/(from|import\() ?'(\.[^']*)\.ts'/g, "$1 '$2.js'");
    writeFileSync(path, mended.replaceAll("import( '", "import('"));
  }
};

const writeManifest = (): void => {
  const own: unknown = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  if (!isManifest(own)) throw new Error('sip2/package.json: every door in "exports" must lead to a .ts file');
  const doors = Object.entries(own.exports).map(([door, file]) => {
    const built = file.replace(/\.ts$/, '');
    return [door, { types: `${built}.d.ts`, default: `${built}.js` }] as const;
  });
  // In the checkout the command leads to the .ts; here it is JavaScript itself.
  const cli = join(to, 'cli.js');
  writeFileSync(cli, `#!/usr/bin/env node\n${readFileSync(cli, 'utf8')}`);
  const published = {
    ...own,
    engines: { node: '>=20.19' },
    bin: { sip2: './cli.js' },
    exports: Object.fromEntries(doors),
  };
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
};

rmSync(to, { recursive: true, force: true });
run('tsc', ['-p', 'sip2/tsconfig.build.json']);
mendDeclarations();
writeManifest();
copyFileSync(join(root, 'LICENSE'), join(to, 'LICENSE'));
if (existsSync(join(from, 'README.md'))) copyFileSync(join(from, 'README.md'), join(to, 'README.md'));
mkdirSync(tarballs, { recursive: true });
const packed = run('npm', ['pack', to, '--pack-destination', tarballs, '--ignore-scripts', '--silent']);
console.log(join(tarballs, packed.trim()));
