// Who this station is to FOLIO: a tenant, and a token that is given or fetched by a login and kept in memory.
import * as z from 'zod';
import type { Clock } from '../../drivers/clock.ts';
import type { Asked, Http, HttpAnswer } from './http.ts';

export type FolioAuth =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'login'; readonly user: string; readonly password: string };

type Ready = { readonly kind: 'ready'; readonly token: string } | { readonly kind: 'no'; readonly answer: HttpAnswer };

const marginMs = 30_000;
/** Where an answer does not say: tokens of FOLIO live ten minutes. */
const usualLifeMs = 600_000;
const expiration = z.object({ accessTokenExpiration: z.iso.datetime({ offset: true }) });

/** The newer login hands over its token as a cookie, the older one as a header. */
const tokenIn = (headers: Headers): string | null => {
  for (const cookie of headers.getSetCookie()) {
    const token = /^folioAccessToken=([^;]+)/.exec(cookie)?.[1];
    if (token !== undefined) return token;
  }
  return headers.get('x-okapi-token');
};

/** The same questions, with tenant and token. A 401 means that nothing was done: it is asked once more after a new login. */
export const asTenant = (
  { tenant, auth }: { readonly tenant: string; readonly auth: FolioAuth },
  http: Http,
  clock: Clock,
): Http => {
  let kept: { readonly token: string; readonly untilMs: number } | null = null;
  let underWay: Promise<Ready> | null = null;

  const login = async (json: { readonly username: string; readonly password: string }): Promise<HttpAnswer> => {
    const ask = (path: string) => http.ask({ method: 'POST', path, json, headers: { 'x-okapi-tenant': tenant } });
    const newer = await ask('/authn/login-with-expiry');
    return newer.kind === 'answer' && newer.status === 404 ? ask('/authn/login') : newer;
  };

  const fetchToken = async (user: string, password: string): Promise<Ready> => {
    const answer = await login({ username: user, password });
    // Whatever became of the login, the question itself was not asked.
    if (answer.kind !== 'answer') return { kind: 'no', answer: { kind: 'not-asked' } };
    const isYes = answer.status >= 200 && answer.status < 300;
    const token = isYes ? tokenIn(answer.headers) : null;
    if (token === null) {
      const isNo = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
      return { kind: 'no', answer: isNo ? { ...answer, status: 401 } : { kind: 'not-asked' } };
    }
    const told = expiration.safeParse(answer.json);
    const untilMs = told.success ? Date.parse(told.data.accessTokenExpiration) : clock.now() + usualLifeMs;
    kept = { token, untilMs: untilMs - marginMs };
    return { kind: 'ready', token };
  };

  const ready = (): Promise<Ready> => {
    if (auth.kind === 'token') return Promise.resolve({ kind: 'ready', token: auth.token });
    if (kept !== null && clock.now() < kept.untilMs) return Promise.resolve({ kind: 'ready', token: kept.token });
    underWay ??= fetchToken(auth.user, auth.password).finally(() => {
      underWay = null;
    });
    return underWay;
  };

  const askWith = async (asked: Asked): Promise<HttpAnswer> => {
    const held = await ready();
    if (held.kind === 'no') return held.answer;
    const headers = { ...asked.headers, 'x-okapi-tenant': tenant, 'x-okapi-token': held.token };
    return http.ask({ ...asked, headers });
  };

  return {
    ask: async (asked) => {
      const answer = await askWith(asked);
      if (answer.kind !== 'answer' || answer.status !== 401 || kept === null) return answer;
      kept = null;
      return askWith(asked);
    },
  };
};
