// Packages for trials: one program laid out once, and versions of it with something changed.
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/ground.mjs';
import { layProgram } from '../../scripts/package/contents.ts';
import { buildDeb, layPackage, type PackageOf } from '../../scripts/package/deb.ts';

const platform = process.arch === 'arm64' ? 'linux-arm64' : 'linux-x64';
export const packageOf = (version: string): PackageOf => ({
  version,
  platform,
  maintainer: 'Tram <tram@tram.invalid>',
  electron: null,
  epochS: 1_700_000_000,
});

export type Workshop = {
  /** The first version as it was laid out. */
  readonly laid: string;
  /** The path of the package of this version. `change`: to its program's files, by their path. */
  build(
    version: string,
    change?: Readonly<Record<string, (text: string) => string>>,
    compression?: Parameters<typeof buildDeb>[3],
  ): string;
  close(): void;
};

export const firstVersion = '1.0.0';

export const openWorkshop = (): Workshop => {
  const own = mkdtempSync(join(tmpdir(), 'tram-workshop-'));
  const laid = join(own, 'laid');
  layProgram({ root, into: join(laid, 'opt/tram/versions', firstVersion), version: firstVersion, platform });
  layPackage(root, laid, packageOf(firstVersion));
  const edit = (file: string, change: (text: string) => string): void => {
    const text = readFileSync(file, 'utf8');
    const changed = change(text);
    if (changed === text) throw new Error(`nothing was changed in ${file}`);
    writeFileSync(file, changed);
  };
  return {
    laid,
    build: (version, change = {}, compression = { kind: 'none', level: 0 }) => {
      const copy = join(own, 'copy');
      rmSync(copy, { recursive: true, force: true });
      cpSync(laid, copy, { recursive: true, verbatimSymlinks: true });
      const program = join(copy, 'opt/tram/versions', version);
      if (version !== firstVersion) {
        renameSync(join(copy, 'opt/tram/versions', firstVersion), program);
        edit(join(program, 'package.json'), (text) => text.replace(firstVersion, version));
        edit(join(copy, 'DEBIAN/postinst'), (text) => text.replace(`version=${firstVersion}`, `version=${version}`));
      }
      for (const [path, how] of Object.entries(change)) edit(join(program, path), how);
      return buildDeb(copy, own, packageOf(version), compression);
    },
    close: () => rmSync(own, { recursive: true, force: true }),
  };
};
