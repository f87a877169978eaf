// The web interface of the small library system, as Koha's: a Request in, a Response out. Lets in who has the client's secret or
// the user's password, and does what goes wrong by rule. For demonstration, training and tests; it opens no port.
import { randomBytes } from 'node:crypto';
import { pass, type Clock } from '../../drivers/clock.ts';
import type { Acs } from 'sip2/acs';
import { answerTo, json, routeOf } from './answers.ts';
import { takeKohaFault, type KohaFault, type KohaQuestion } from './faults.ts';
import { createRecords } from './records.ts';

export type KohaAccess = {
  readonly client: { readonly id: string; readonly secret: string };
  readonly user: { readonly name: string; readonly password: string };
  /** False: whoever asks is known and may not edit patrons. */
  readonly mayEdit: boolean;
};

export type KohaServer = {
  /** Rejects, as Node's own fetch does, where the connection breaks. */
  fetch(request: Request): Promise<Response>;
  faults(): readonly KohaFault[];
  setFaults(rules: readonly KohaFault[]): void;
  /** How often a question came, since the start. */
  asked(kind: KohaQuestion): number;
  reset(): void;
};

const root = '/api/v1';
const longestBody = 65_536;
const tokenSeconds = 3600;
/** Beyond what any reader should take. */
const endless = 5 * 1024 * 1024;

const brokenOff = (): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) });

export const createKohaServer = (parts: {
  readonly acs: Acs;
  readonly clock: Clock;
  readonly access: KohaAccess;
}): KohaServer => {
  const { acs, clock, access } = parts;
  const records = createRecords(acs, clock);
  const tokens = new Map<string, number>();
  const counts = new Map<KohaQuestion, number>();
  let faults: readonly KohaFault[] = [];
  records.reset();

  const newToken = (form: URLSearchParams): Response => {
    if (form.get('grant_type') !== 'client_credentials') return json(400, { error: 'Unimplemented grant type' });
    const isClient = form.get('client_id') === access.client.id && form.get('client_secret') === access.client.secret;
    if (!isClient) return json(403, { error: 'unauthorized_client' });
    const token = randomBytes(24).toString('base64url');
    tokens.set(token, clock.now() + tokenSeconds * 1000);
    return json(200, { access_token: token, token_type: 'Bearer', expires_in: tokenSeconds });
  };

  const isKnown = (authorization: string): boolean => {
    const bearer = /^Bearer (.+)$/.exec(authorization)?.[1];
    if (bearer !== undefined) return (tokens.get(bearer) ?? 0) > clock.now();
    const { name, password } = access.user;
    return authorization === `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
  };

  /** What is to be done, by whoever asks; not done yet. */
  const workOf = (
    request: Request,
    url: URL,
    body: string,
  ): { readonly kind: KohaQuestion; readonly run: () => Response } | null => {
    const path = url.pathname.slice(root.length);
    if (!url.pathname.startsWith(`${root}/`)) return null;
    if (path === '/oauth/token' && request.method === 'POST')
      return { kind: 'token', run: () => newToken(new URLSearchParams(body)) };
    const route = routeOf(request.method, path);
    if (route === null) return null;
    const run = (): Response => {
      if (!isKnown(request.headers.get('authorization') ?? '')) return json(401, { error: 'Authentication failure.' });
      const needsEdit = !['libraries', 'categories'].includes(route.kind);
      if (needsEdit && !access.mayEdit) {
        const required_permissions = { borrowers: 'edit_borrowers' };
        return json(403, { error: 'Authorization failure. Missing required permission(s).', required_permissions });
      }
      return answerTo({ ...route, url, json: jsonOf(body) }, records, acs);
    };
    return { kind: route.kind, run };
  };

  const serve = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const body = await request.text();
    if (body.length > longestBody) return json(413, { error: 'Request body too large' });
    const work = workOf(request, url, body);
    if (work === null) return json(404, { error: 'Not found' });
    counts.set(work.kind, (counts.get(work.kind) ?? 0) + 1);
    const { does, left } = takeKohaFault(faults, work.kind);
    faults = left;
    if (does === null) return work.run();
    if (does.kind === 'delay') {
      await pass(clock, does.ms);
      return work.run();
    }
    return deeds[does.kind](work.run, () => tokens.clear());
  };

  return {
    // Nobody waits for what is slow any longer than the asker does; it is done all the same.
    fetch: serve,
    faults: () => faults,
    setFaults: (rules) => {
      faults = rules;
    },
    asked: (kind) => counts.get(kind) ?? 0,
    reset: () => {
      records.reset();
      faults = [];
    },
  };
};

type Deeds = Readonly<
  Record<
    Exclude<KohaFault['does']['kind'], 'delay'>,
    (run: () => Response, forget: () => void) => Response | Promise<Response>
  >
>;

const deeds: Deeds = {
  'lose-before': () => {
    throw brokenOff();
  },
  'lose-after': (run) => {
    run();
    throw brokenOff();
  },
  twice: (run) => {
    run();
    return run();
  },
  'fault-before': () => json(500, { error: 'Something went wrong, check Koha logs for details.' }),
  'fault-after': (run) => {
    run();
    return json(500, { error: 'Something went wrong, check Koha logs for details.' });
  },
  maintenance: () => json(503, { error: 'System is under maintenance.' }),
  garbage: (run) => {
    const { status } = run();
    return new Response('<html>Bảo trì</html>', { status });
  },
  half: async (run) => {
    const answer = run();
    const text = await answer.text();
    return new Response(text.slice(0, text.length / 2), { status: answer.status });
  },
  elsewhere: () => new Response(null, { status: 302, headers: { location: 'https://example.org/api/v1/patrons' } }),
  'too-long': (run) => {
    const { status } = run();
    return new Response(`[${' '.repeat(endless)}]`, { status });
  },
  'token-over': (_, forget) => {
    forget();
    return json(401, { error: 'Authentication failure.' });
  },
};

const jsonOf = (text: string): unknown => {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
};
