// The package as a stranger gets it: packed, unpacked into an empty project, used from JavaScript and from TypeScript.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
let project = '';

const run = (program: string, args: readonly string[], cwd: string) => {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
};

const javascript = `
import { build, createFramer, parse } from 'sip2';
import { demoCatalogue } from 'sip2/acs';
const built = build({ kind: 'login', userAlgorithm: '0', passwordAlgorithm: '0', loginUser: 'a', loginPassword: 'b' }, { charset: 'utf-8', check: { sequence: 0 } });
const [frame] = createFramer().push(built.bytes);
const read = parse(frame.bytes, 'utf-8');
console.log(read.kind, read.message.kind, read.checksum, demoCatalogue().items.length > 0);
`;

const typescript = `
import { createClient, systemClock, tcpTransport, usualSettings, type Client } from 'sip2';
import { createAcs, type Acs } from 'sip2/acs';
const transport = tcpTransport({ host: '127.0.0.1', port: 6001, connectTimeoutMs: 1000, clock: systemClock });
const nothing = (): void => undefined;
export const client: Client = createClient({
  transport, clock: systemClock, settings: usualSettings, random: Math.random, hears: { state: nothing, traffic: nothing },
});
export const ask = async (): Promise<string | null> => {
  const outcome = await client.ask({ kind: 'item-information', itemId: '3001' });
  return outcome.kind === 'answered' ? outcome.answer.titleIdentifier : null;
};
export const make: (...parts: Parameters<typeof createAcs>) => Acs = createAcs;
// @ts-expect-error: a field that the message does not have is refused by the compiler
void client.ask({ kind: 'item-information', itemId: '3001', patronId: '1' });
`;

beforeAll(() => {
  const packed = run(process.execPath, ['scripts/pack.ts'], root);
  expect(packed).toMatchObject({ status: 0 });
  const tarball = packed.said.trim().split('\n').at(-1) ?? '';
  project = mkdtempSync(join(tmpdir(), 'sip2-consumer-'));
  mkdirSync(join(project, 'node_modules/sip2'), { recursive: true });
  expect(run('tar', ['xzf', tarball, '--strip-components=1', '-C', 'node_modules/sip2'], project)).toMatchObject({
    status: 0,
  });
  // What the package depends on, from this checkout: the test reaches no registry.
  for (const library of ['iconv-lite', 'safer-buffer'])
    cpSync(join(root, 'node_modules', library), join(project, 'node_modules', library), { recursive: true });
  symlinkSync(join(root, 'node_modules/@types'), join(project, 'node_modules/@types'));
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
});

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

it('runs from JavaScript', () => {
  writeFileSync(join(project, 'use.js'), javascript);
  const { said } = run(process.execPath, ['use.js'], project);
  expect(said).toBe('message login good true\n');
});

it('brings the command', () => {
  const { status, said } = run(process.execPath, ['node_modules/sip2/cli.js', 'decode', '941'], project);
  expect(status).toBe(0);
  expect(said).toContain('login response');
});

it('compiles from TypeScript, and refuses what the protocol has not', () => {
  const options = { module: 'nodenext', target: 'es2024', strict: true, noEmit: true, types: ['node'] };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['use.ts'] }));
  writeFileSync(join(project, 'use.ts'), typescript);
  expect(run(join(root, 'node_modules/.bin/tsc'), ['-p', '.'], project)).toEqual({ status: 0, said: '' });
});
