// Library systems at the far end of real sockets: behind TLS, and behind a login by prompts as OpenNCIP and Koha write them.
import { demoCatalogue, createAcs, type BehaviourName } from 'sip2/acs';
import { listenTcp, listenTls, systemClock, type Accept, type Hears } from 'sip2';
import { onTestFinished } from 'vitest';
import { acsCertificate, acsKey } from '../sip2/certificates.ts';

/** The embedded library, serving whoever is let through to it. */
export const openLibrary = (as: BehaviourName = 'usual') =>
  createAcs({
    clock: systemClock,
    catalogue: demoCatalogue(),
    settings: { login: null, listsOf: 'barcodes', showPatrons: false, as },
    hears: { traffic: () => undefined, changed: () => undefined },
  });

const place = { host: '127.0.0.1', port: 0 } as const;

/** Its port. `clients`: authorities one of which must have signed the caller's certificate; null: anybody. */
export const behindTls = async (accept: Accept, clients: readonly string[] | null = null): Promise<number> => {
  const credentials = { certificate: acsCertificate, key: acsKey, passphrase: null };
  const server = await listenTls({ ...place, accept, credentials, clients });
  onTestFinished(() => server.close());
  return server.port;
};

/** Its port. Three wrong answers, and it hangs up; what is typed at its prompts goes to `typed`, line by line. */
export const behindPrompts = async (
  accept: Accept,
  words: {
    readonly user: string;
    readonly password: string;
    readonly prompts: readonly [string, string];
    readonly typed: string[];
  },
): Promise<number> => {
  const server = await listenTcp({ ...place, accept: (connection) => prompting(accept, words)(connection) });
  onTestFinished(() => server.close());
  return server.port;
};

const prompting =
  (accept: Accept, { user, password, prompts, typed }: Parameters<typeof behindPrompts>[1]): Accept =>
  (connection) => {
    const say = (text: string): void => connection.write(Buffer.from(text));
    const [askUser, askPassword] = prompts;
    let inside: Hears | null = null;
    let answers: readonly string[] = [];
    let tries = 0;
    let rest = '';
    const line = (text: string): void => {
      typed.push(text);
      answers = [...answers, text];
      if (answers.length === 1) return say(askPassword);
      if (answers[0] === user && answers[1] === password) {
        inside = accept(connection);
        return say('Login OK.  Initiating SIP\r\n');
      }
      answers = [];
      tries += 1;
      say('Invalid login\r\n');
      if (tries === 3) connection.close();
      else say(askUser);
    };
    say(askUser);
    return {
      bytes: (chunk) => {
        if (inside !== null) return inside.bytes(chunk);
        rest += Buffer.from(chunk).toString('latin1');
        for (let end = rest.search(/[\r\n]/); end >= 0; end = rest.search(/[\r\n]/)) {
          const text = Buffer.from(rest.slice(0, end), 'latin1').toString();
          rest = rest.slice(end + 1);
          if (text !== '') line(text);
        }
      },
      closed: (why) => inside?.closed(why),
    };
  };
