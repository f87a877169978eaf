// A fresh Debian of its own: made once by debootstrap and kept in the cache of whoever runs this, then laid under each test as the
// floor of an overlay, in namespaces of its own (mounts, network, processes). Nothing of this machine is changed, and all of it
// ends with the process that holds it.
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const suite = process.env['TRAM_SUITE'] ?? 'bookworm';
/** Left out, debootstrap's own. */
const mirror = process.env['TRAM_MIRROR'];
/** What the package depends on, so that a test needs no network. */
const packages = ['systemd', 'udev', 'libusb-1.0-0', 'libstdc++6', 'libgcc-s1', 'libudev1', 'init-system-helpers'];

const has = (program: string, ...args: readonly string[]): boolean => spawnSync(program, args).status === 0;

/** Why no fresh root can be had here; null where it can. */
export const noFreshRoot = (): string | null => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root can lay one out';
  if (!has('debootstrap', '--version')) return 'debootstrap is not installed';
  if (!has('unshare', '--mount', '--net', '--pid', '--fork', 'true')) return 'namespaces are not allowed';
  return null;
};

/** Where floors are kept. */
export const cacheOfRoots = (): string =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'tram/roots');

/** The floor: made where it is not there yet, which takes minutes and Debian's mirror. */
export const floor = (): string => {
  const cache = cacheOfRoots();
  const root = join(cache, `${suite}-${packages.length}`);
  if (existsSync(root)) return root;
  const making = `${root}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const made = spawnSync(
    'debootstrap',
    ['--variant=minbase', `--include=${packages.join(',')}`, suite, making, ...(mirror === undefined ? [] : [mirror])],
    {
      encoding: 'utf8',
    },
  );
  if (made.status !== 0) throw new Error(`debootstrap failed: ${made.stdout.slice(-500)}${made.stderr}`);
  renameSync(making, root);
  return root;
};

/**
 * A systemctl that is none: it keeps what it was asked, and starts the station as its unit says (user, folder, command, again after
 * a fall). No systemd runs here.
 */
const systemctl = `#!/bin/sh
echo "$*" >> /run/asked.log
for word; do case $word in -*) ;; *) words="$words $word" ;; esac; done
set -- $words
unit=/usr/lib/systemd/system/tram.service
value() { sed -n "s/^$1=//p" $unit | head -n 1; }
alive() { [ -s /run/tram.pid ] && kill -0 "$(cat /run/tram.pid)" 2>/dev/null; }
case "$1:$2" in
# What is only about links on the disk, the real one does.
preset:* | enable:* | disable:* | is-enabled:*) exec /usr/bin/systemctl --root=/ "$@" ;;
is-active:tram.service) alive ;;
show:tram.service) cat /run/tram.falls 2>/dev/null || echo 0 ;;
start:tram.service)
    [ ! -e /run/tram.keep ] || exit 0
    # One keeper at a time: whoever finds another's name here has been stopped.
    echo $$ > /run/tram.keep
    me=$$
    (
        falls=0
        while [ "$(cat /run/tram.keep 2>/dev/null)" = "$me" ]; do
            echo $falls > /run/tram.falls
            falls=$((falls + 1))
            cd "$(value WorkingDirectory)" || exit 1
            umask 0077
            setpriv --reuid="$(value User)" --regid="$(value Group)" --init-groups --no-new-privs $(value ExecStart) >> /run/tram.log 2>&1 &
            echo $! > /run/tram.pid
            wait $!
            sleep "$(value RestartSec)"
        done
    ) < /dev/null > /dev/null 2>&1 &
    ;;
stop:tram.service)
    rm -f /run/tram.keep
    alive || exit 0
    kill "$(cat /run/tram.pid)"
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do alive || exit 0; sleep 0.5; done
    kill -9 "$(cat /run/tram.pid)"
    ;;
esac
`;

/** Words for the machine's log, as logger(1) gives them to whoever listens. */
const logger = `#!/bin/sh
echo "$*" >> /run/logged
`;

export type Machine = {
  /** A command in it, as root. */
  run(command: string): { readonly status: number | null; readonly said: string };
  /** What the station answers at its door; null where nobody does. */
  health(): { readonly ready: boolean; readonly version: string; readonly missing: readonly string[] } | null;
  /** Puts a file of this machine into its /tmp; the path there. */
  bring(file: string): string;
  read(path: string): string;
  close(): void;
};

export const openMachine = async (): Promise<Machine> => {
  const lower = floor();
  const own = mkdtempSync(join(tmpdir(), 'tram-machine-'));
  for (const folder of ['upper', 'work', 'root', 'brought']) mkdirSync(join(own, folder), { mode: 0o755 });
  chmodSync(own, 0o755);
  const root = join(own, 'root');
  const lay = [
    'set -e',
    `mount -t overlay overlay -o lowerdir=${lower},upperdir=${own}/upper,workdir=${own}/work ${root}`,
    `mount -t proc proc ${root}/proc`,
    `mount -t tmpfs -o mode=755 tmpfs ${root}/run`,
    `mount -t tmpfs -o mode=755 tmpfs ${root}/dev`,
    ...['null', 'zero', 'random', 'urandom', 'full'].map(
      (name) => `touch ${root}/dev/${name} && mount --bind /dev/${name} ${root}/dev/${name}`,
    ),
    `ln -s /proc/self/fd ${root}/dev/fd`,
    `mkdir -p ${root}/run/systemd/system ${root}/run/lock ${root}/mnt`,
    `mount --bind ${own}/brought ${root}/mnt`,
    'ip link set lo up',
    'echo up',
    `exec chroot ${root} sleep infinity`,
  ].join('\n');
  const namespaces = [
    '--mount',
    '--net',
    '--pid',
    '--ipc',
    '--uts',
    '--fork',
    '--kill-child',
    '--propagation',
    'private',
  ];
  const holder = spawn('unshare', [...namespaces, 'sh', '-c', lay], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((up, failed) => {
    holder.stdout.once('data', () => up());
    holder.once('exit', () => failed(new Error('the fresh root could not be laid out')));
  });
  const inside = readFileSync(`/proc/${holder.pid}/task/${holder.pid}/children`, 'utf8').trim();
  const enter = ['--target', inside, '--mount', '--net', '--pid', '--ipc', '--uts'];
  const env = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    DEBIAN_FRONTEND: 'noninteractive',
    LC_ALL: 'C.UTF-8',
  };
  const run: Machine['run'] = (command) => {
    const { status, stdout, stderr } = spawnSync('nsenter', [...enter, 'chroot', root, 'sh', '-c', command], {
      env,
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    return { status, said: stdout + stderr };
  };
  const put = (path: string, text: string): void => {
    const brought = join(own, 'brought/put');
    writeFileSync(brought, text, { mode: 0o755 });
    run(`mkdir -p $(dirname ${path}) && cp /mnt/put ${path} && chmod 755 ${path}`);
  };
  put('/usr/local/bin/systemctl', systemctl);
  put('/usr/local/bin/logger', logger);
  return {
    run,
    health: () => {
      const asking = `fetch('http://127.0.0.1:4711/health',{signal:AbortSignal.timeout(2000)}).then(r=>r.text()).then(t=>process.stdout.write(t),()=>undefined)`;
      const { stdout } = spawnSync('nsenter', ['--target', inside, '--net', process.execPath, '-e', asking], {
        encoding: 'utf8',
      });
      return stdout === '' ? null : JSON.parse(stdout);
    },
    bring: (file) => {
      const name = file.split('/').at(-1) ?? '';
      spawnSync('cp', ['--reflink=auto', file, join(own, 'brought', name)]);
      return `/mnt/${name}`;
    },
    read: (path) => run(`cat ${path}`).said,
    close: () => {
      holder.kill('SIGKILL');
      rmSync(own, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
