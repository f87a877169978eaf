// A fresh Debian with a real systemd as its first process, and the programs of a kiosk's screen: the floor of machine.ts with more on
// it, in namespaces and a control group of its own. The X server is Xvfb, which needs no graphics card and no console. Nothing of
// this machine is changed but for that group, and all of it ends with the process that holds it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { cacheOfRoots, floor, noFreshRoot } from './machine.ts';

/** What the package recommends for a screen. */
const ofScreen = ['xinit', 'xserver-xorg-core', 'xserver-xorg-input-libinput', 'x11-xserver-utils', 'x11-xkb-utils'];
/** And what a test needs. */
const packages = [...ofScreen, 'chromium', 'dbus', 'libpam-systemd', 'procps', 'xvfb', 'xdotool', 'x11-utils'];

/** Where the one hierarchy of control groups is, beside older ones or alone; null where there is none. */
const groups = (): string | null =>
  readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .find(([, , kind]) => kind === 'cgroup2')?.[1] ?? null;

/** Why no systemd can be started here; null where one can. */
export const noSystemd = (): string | null => noFreshRoot() ?? (groups() === null ? 'there is no cgroup2 here' : null);

const privately = ['--mount', '--pid', '--fork', '--kill-child', '--propagation', 'private'];

const floorWithScreen = (): string => {
  const lower = floor();
  const root = join(cacheOfRoots(), `${basename(lower)}-screen-${packages.length}`);
  if (existsSync(root)) return root;
  const making = `${root}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(cacheOfRoots(), { recursive: true });
  const make = [
    'set -e',
    `cp -a ${lower} ${making}`,
    `mount -t proc proc ${making}/proc && mount --bind /dev ${making}/dev`,
    `cp /etc/resolv.conf ${making}/etc/resolv.conf`,
    // No service starts while it is made.
    `printf '#!/bin/sh\\nexit 101\\n' > ${making}/usr/sbin/policy-rc.d && chmod 755 ${making}/usr/sbin/policy-rc.d`,
    'export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8',
    `chroot ${making} apt-get update`,
    `chroot ${making} apt-get install -y --no-install-recommends ${packages.join(' ')}`,
    `rm ${making}/usr/sbin/policy-rc.d`,
  ].join('\n');
  const made = spawnSync('unshare', [...privately, 'sh', '-c', make], { encoding: 'utf8', maxBuffer: 1e8 });
  if (made.status !== 0)
    throw new Error(`Debian's packages could not be put in: ${made.stdout.slice(-500)}${made.stderr}`);
  renameSync(making, root);
  return root;
};

export type Booted = {
  /** A command in it, as root; what it said. */
  run(command: string): string;
  /** Puts a file of this machine into it; the path there. */
  bring(file: string): string;
  close(): void;
};

export const boot = async (): Promise<Booted> => {
  const lower = floorWithScreen();
  const own = mkdtempSync(join(tmpdir(), 'tram-booted-'));
  for (const folder of ['upper', 'work', 'root', 'brought']) mkdirSync(join(own, folder), { mode: 0o755 });
  const root = join(own, 'root');
  const group = join(groups() ?? '', basename(own));
  mkdirSync(group);
  const lay = [
    'set -e',
    `mount -t overlay overlay -o lowerdir=${lower},upperdir=${own}/upper,workdir=${own}/work ${root}`,
    `cd ${root}`,
    'mount -t proc proc proc && mount -t sysfs -o ro sysfs sys && mount -t cgroup2 cgroup2 sys/fs/cgroup',
    'mount -t tmpfs -o mode=755 tmpfs run && mount -t tmpfs -o mode=755 tmpfs dev',
    ...['null', 'zero', 'random', 'urandom', 'full', 'tty'].map(
      (name) => `touch dev/${name} && mount --bind /dev/${name} dev/${name}`,
    ),
    'mkdir dev/pts dev/shm && mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts dev/pts',
    'mount -t tmpfs -o mode=1777 tmpfs dev/shm',
    'ln -s pts/ptmx dev/ptmx && ln -s /proc/self/fd dev/fd',
    `mkdir -p mnt && mount --bind ${own}/brought mnt`,
    'ip link set lo up',
    'echo 0123456789abcdef0123456789abcdef > etc/machine-id',
    // Its root, not a folder that it was shut in: whoever is shut in makes no user namespace, and Chromium's walls are such.
    'mkdir -p former-root && pivot_root . former-root',
    'mount --make-rprivate /former-root && umount -l /former-root && rmdir /former-root',
    // As a machine's: credentials come to a unit by a mount that spreads.
    'mount --make-rshared /',
    'exec env -i container=tram PATH=/usr/sbin:/usr/bin:/sbin:/bin /usr/bin/systemd --log-target=null --unit=multi-user.target',
  ].join('\n');
  const namespaces = ['--cgroup', '--net', '--ipc', '--uts', ...privately];
  const enterGroup = `echo $$ > ${group}/cgroup.procs && exec unshare ${namespaces.join(' ')} sh -c "$1"`;
  const holder = spawn('sh', ['-c', enterGroup, 'sh', lay], { stdio: ['ignore', 'ignore', 'inherit'] });
  const first = (): string => readFileSync(`/proc/${holder.pid}/task/${holder.pid}/children`, 'utf8').trim();
  const run = (command: string): string => {
    const enter = ['--target', first(), '--cgroup', '--mount', '--net', '--pid', '--ipc', '--uts', '--root', '--wd'];
    const { stdout, stderr } = spawnSync('nsenter', [...enter, 'sh', '-c', command], {
      env: {
        PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
        DEBIAN_FRONTEND: 'noninteractive',
        LC_ALL: 'C.UTF-8',
        DISPLAY: ':0',
      },
      encoding: 'utf8',
      maxBuffer: 1e8,
      timeout: 300_000,
    });
    return stdout + stderr;
  };
  const close = (): void => {
    holder.kill('SIGKILL');
    spawnSync('sh', ['-c', `sleep 1; find ${group} -depth -type d -exec rmdir {} +`]);
    if (existsSync(group)) rmdirSync(group);
    rmSync(own, { recursive: true, force: true, maxRetries: 5 });
  };
  const endsMs = performance.now() + 120_000;
  for (;;) {
    if (performance.now() > endsMs || holder.exitCode !== null) {
      close();
      throw new Error('systemd did not start in the fresh root');
    }
    await new Promise((done) => setTimeout(done, 500));
    if (first() !== '' && /running|degraded/.test(run('systemctl is-system-running'))) break;
  }
  return {
    run,
    bring: (file) => {
      spawnSync('cp', ['--reflink=auto', file, join(own, 'brought', basename(file))]);
      return `/mnt/${basename(file)}`;
    },
    close,
  };
};
