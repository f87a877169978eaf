// A mail server of few words on a real socket: takes letters, or goes wrong at one point of the talk. RFC 5321 as far as that.
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export type Mood =
  | 'takes'
  | 'refuses-recipient'
  | 'is-busy'
  | 'refuses-login'
  | 'hangs-up-before-the-letter'
  | 'hangs-up-after-the-letter';

export type SmtpServer = {
  readonly port: number;
  mood: Mood;
  /** Letters that came whole, whatever was answered. */
  readonly letters: { readonly to: string; readonly text: string }[];
  /** What was said to it, line by line, without the letters. */
  readonly heard: string[];
  close(): Promise<void>;
};

export const openSmtpServer = async (port = 0): Promise<SmtpServer> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    let to = '';
    let waiting = '';
    let isLetter = false;
    const hear = (line: string): void => {
      all.heard.push(line);
      const word = line.slice(0, 4).toUpperCase();
      if (word === 'EHLO') say('250-small\r\n250 AUTH PLAIN');
      else if (word === 'AUTH') say(all.mood === 'refuses-login' ? '535 no such clerk' : '235 come in');
      else if (word === 'RCPT') {
        to = /<(.*)>/.exec(line)?.[1] ?? '';
        say(all.mood === 'refuses-recipient' ? '550 nobody of that name' : '250 yes');
      } else if (word === 'DATA') {
        if (all.mood === 'hangs-up-before-the-letter') socket.destroy();
        else if (all.mood === 'is-busy') say('451 later, please');
        else {
          isLetter = true;
          say('354 go on');
        }
      } else if (word === 'QUIT') socket.end('221 bye\r\n');
      else say('250 yes');
    };
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      waiting += chunk;
      for (;;) {
        const end = waiting.indexOf(isLetter ? '\r\n.\r\n' : '\r\n');
        if (end === -1) return;
        const text = waiting.slice(0, end);
        waiting = waiting.slice(end + (isLetter ? 5 : 2));
        if (!isLetter) hear(text);
        else {
          isLetter = false;
          all.letters.push({ to, text });
          if (all.mood === 'hangs-up-after-the-letter') socket.destroy();
          else say('250 taken');
        }
      }
    });
    say('220 small');
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const address: AddressInfo | string | null = server.address();
  const all: SmtpServer = {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    mood: 'takes',
    letters: [],
    heard: [],
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
  return all;
};
