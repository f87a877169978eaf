// Who this station is to Koha: a client with a token that is kept in memory and renewed when it is over, or a user with a password.
import * as z from 'zod';
import type { Clock } from '../../drivers/clock.ts';
import type { Asked, Http, HttpAnswer } from './http.ts';

export type KohaAuth =
  | { readonly kind: 'oauth'; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string };

const token = z.object({
  access_token: z.string().min(1).max(4096),
  expires_in: z.number().min(1).max(1e9).optional(),
});

/** A token is not used in its last moments: it would be over on the way. */
const marginMs = 30_000;
const usualLifeMs = 3_600_000;

type Headers_ = Readonly<Record<string, string>>;
type Ready =
  { readonly kind: 'ready'; readonly headers: Headers_ } | { readonly kind: 'no'; readonly answer: HttpAnswer };

/** The same questions, in the name of this station. A 401 means that nothing was done: it is asked once more with a new token. */
export const inTheNameOf = (auth: KohaAuth, http: Http, clock: Clock): Http => {
  const login = auth.kind === 'basic' ? basic(auth) : oauth(auth, http, clock);
  const askWith = async (asked: Asked): Promise<HttpAnswer> => {
    const ready = await login.ready();
    if (ready.kind === 'no') return ready.answer;
    return http.ask({ ...asked, headers: { ...asked.headers, ...ready.headers } });
  };
  return {
    ask: async (asked) => {
      const answer = await askWith(asked);
      return answer.kind === 'answer' && answer.status === 401 && login.forget() ? askWith(asked) : answer;
    },
  };
};

/** `forget`: whether another try may go better. */
type Login = { ready(): Promise<Ready>; forget(): boolean };

const basic = ({ user, password }: Extract<KohaAuth, { kind: 'basic' }>): Login => {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return { ready: () => Promise.resolve({ kind: 'ready', headers: { authorization } }), forget: () => false };
};

const oauth = ({ clientId, clientSecret }: Extract<KohaAuth, { kind: 'oauth' }>, http: Http, clock: Clock): Login => {
  let kept: { readonly headers: Headers_; readonly untilMs: number } | null = null;
  /** Two who ask at once share one token. */
  let underWay: Promise<Ready> | null = null;

  const fetchToken = async (): Promise<Ready> => {
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const answer = await http.ask({ method: 'POST', path: '/oauth/token', form });
    // Whatever became of the token, the question itself was not asked.
    if (answer.kind !== 'answer') return { kind: 'no', answer: { kind: 'not-asked' } };
    const parsed = answer.status === 200 ? token.safeParse(answer.json) : null;
    if (parsed === null || !parsed.success) {
      const isNo = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
      // 400: the client credentials are switched off in Koha; 403: not this client.
      return { kind: 'no', answer: isNo ? { ...answer, status: 401 } : { kind: 'not-asked' } };
    }
    const { access_token, expires_in } = parsed.data;
    const lifeMs = expires_in === undefined ? usualLifeMs : expires_in * 1000;
    kept = {
      headers: { authorization: `Bearer ${access_token}` },
      untilMs: clock.now() + Math.max(lifeMs - marginMs, 0),
    };
    return { kind: 'ready', headers: kept.headers };
  };

  return {
    ready: () => {
      if (kept !== null && clock.now() < kept.untilMs) return Promise.resolve({ kind: 'ready', headers: kept.headers });
      underWay ??= fetchToken().finally(() => {
        underWay = null;
      });
      return underWay;
    },
    forget: () => {
      const hadOne = kept !== null;
      kept = null;
      return hadOne;
    },
  };
};
