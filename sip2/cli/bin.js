#!/usr/bin/env node
// The command `sip2` for npx. Plain JavaScript, so that a Node too old for the rest can say so.

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 18)) await import('../cli.ts');
else {
  console.error(`sip2 needs Node 22.18 or newer; this is ${process.versions.node} (${process.execPath}).`);
  process.exitCode = 2;
}
