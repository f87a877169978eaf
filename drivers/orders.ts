// The control channel of a simulator that runs as a program of its own: JSON lines on a local socket, checked with zod.
// Each order is answered by one line: {"kind":"done","is":…} or {"kind":"fault","because":"…"}.
import { lstat, rm } from 'node:fs/promises';
import * as z from 'zod';
import { serve, type Server, type Visitor } from './transport/tcp.ts';

const lineAtMost = 4096;

const answerTo = (line: string, obey: (order: unknown) => unknown): string => {
  try {
    return JSON.stringify({ kind: 'done', is: obey(JSON.parse(line)) ?? null });
  } catch (fault) {
    const because = fault instanceof z.ZodError ? z.prettifyError(fault) : String(fault);
    return JSON.stringify({ kind: 'fault', because });
  }
};

const listenTo = (visitor: Visitor, obey: (order: unknown) => unknown): void => {
  const decoder = new TextDecoder();
  let text = '';
  visitor.hears((chunk) => {
    text += decoder.decode(chunk, { stream: true });
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    if (text.length > lineAtMost) visitor.dismiss();
    for (const line of lines) visitor.send(new TextEncoder().encode(`${answerTo(line, obey)}\n`));
  });
};

/** `obey` checks the order and throws what is wrong with it. A socket left behind by an earlier run is taken away first. */
export const serveOrders = async (path: string, obey: (order: unknown) => unknown): Promise<Server> => {
  const before = await lstat(path).catch(() => null);
  if (before?.isSocket() === true) await rm(path);
  return await serve({ path }, (visitor) => listenTo(visitor, obey));
};
