// Hands one letter to the library's mail server and says what is certain about it. The only importer of nodemailer.
import { createTransport } from 'nodemailer';
import type { MailSettings } from '../settings/mail.ts';

export type Letter = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Stays the same however often it is tried, so that a mail server can know a second one. */
  readonly id: string;
  /** Milliseconds since the epoch: when it was written, not when it is sent. */
  readonly at: number;
};

/** `because` is for the log and names nobody. */
export type Handed =
  | { readonly kind: 'sent' }
  /** The server does not have it: it may be tried again. */
  | { readonly kind: 'not-sent'; readonly because: string }
  /** The server will not have it, today or tomorrow. */
  | { readonly kind: 'refused'; readonly because: string }
  /** The letter was on its way when the line broke: the server may have it. Never to be tried again. */
  | { readonly kind: 'unknown'; readonly because: string };

export type Postman = (letter: Letter) => Promise<Handed>;

const timeoutsMs = { dnsTimeout: 10_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Never rejects. A connection for each letter: there are minutes between them. `name`: the library's, before the address. */
export const createPostman =
  (settings: MailSettings, { name }: { readonly name: string }): Postman =>
  async ({ to, subject, text, id, at }) => {
    const { from } = settings;
    let isOnItsWay = false;
    const line = lineTo(settings, () => {
      isOnItsWay = true;
    });
    try {
      await line.sendMail({
        from: { name, address: from },
        to: { name: '', address: to },
        subject,
        text,
        messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
        date: new Date(at),
        // RFC 3834: no out-of-office note is to answer it.
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { kind: 'sent' };
    } catch (error) {
      return judged(error, isOnItsWay);
    } finally {
      line.close();
    }
  };

const lineTo = ({ host, port, security, login }: MailSettings, letterGoes: () => void) => {
  // The talk, line by line, without passwords and letters. Nothing else tells whether a line that broke had carried the letter.
  const hear = (what: { readonly tnx?: unknown } | undefined, said?: unknown): void => {
    const goOn = what?.tnx === 'server' && typeof said === 'string' && said.startsWith('354');
    if (goOn || what?.tnx === 'message') letterGoes();
  };
  return createTransport({
    host,
    port,
    ...timeoutsMs,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(login === null ? {} : { auth: { user: login.user, pass: login.password } }),
    disableFileAccess: true,
    disableUrlAccess: true,
    transactionLog: true,
    logger: { trace: hear, debug: hear, info: hear, warn: hear, error: hear, fatal: hear },
  });
};

const judged = (error: unknown, isOnItsWay: boolean): Handed => {
  const { code, status, command } = factsOf(error);
  const because = [command, code, status].filter((part) => part !== null).join(' ');
  if (status === null) return { kind: isOnItsWay ? 'unknown' : 'not-sent', because };
  // RFC 5321, 4.2.1: 4 is "not now", 5 is "no". A login that fails is a fault of the settings, which somebody will mend.
  const isNo = status >= 500 && (command === 'RCPT TO' || command === 'DATA' || command === 'MAIL FROM');
  return { kind: isNo ? 'refused' : 'not-sent', because };
};

const factsOf = (error: unknown): { code: string | null; status: number | null; command: string | null } => {
  const told: object = typeof error === 'object' && error !== null ? error : {};
  return {
    code: 'code' in told && typeof told.code === 'string' ? told.code : null,
    status: 'responseCode' in told && typeof told.responseCode === 'number' ? told.responseCode : null,
    command: 'command' in told && typeof told.command === 'string' ? told.command : null,
  };
};
