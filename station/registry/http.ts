// One question to a library system over HTTP, and what is certain about its answer. Knows time-outs, sizes and hosts; must not
// know patrons. What it tells the log are methods, paths without their search, statuses and causes: no patron, no secret.
import type { Clock } from '../../drivers/clock.ts';

/** Node's own `fetch`, or a library system in this very program. Rejects where no answer comes. */
export type Fetch = (request: Request) => Promise<Response>;

export type Asked = {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the base address, without a search. */
  readonly path: string;
  readonly search?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
};

export type HttpAnswer =
  /** `json`: undefined where there was nothing. */
  | { readonly kind: 'answer'; readonly status: number; readonly headers: Headers; readonly json: unknown }
  /** No connection came about: it was never asked. */
  | { readonly kind: 'not-asked' }
  /** It was asked, or may have been; no whole answer came in time, or none that can be read. */
  | { readonly kind: 'no-answer' };

export type Http = { ask(asked: Asked): Promise<HttpAnswer> };

export type HttpLog = { warn(about: object, sentence: string): void };

/** An answer that is longer is none. */
export const longestAnswer = 4 * 1024 * 1024;

/** A library system is spoken to in secrecy, or is on this machine; anything else only where the settings say so. */
export const isSecret = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname));

export const createHttp = (parts: {
  /** With or without a slash at its end; everything is asked below it. */
  readonly baseUrl: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly log: HttpLog;
}): Http => {
  const { clock, timeoutMs, log } = parts;
  const base = parts.baseUrl.replace(/\/+$/, '');

  const ask = async (asked: Asked): Promise<HttpAnswer> => {
    const { method, path, search, headers, json, form } = asked;
    const url = new URL(`${base}${path}`);
    for (const [name, value] of Object.entries(search ?? {})) url.searchParams.set(name, value);
    const stop = new AbortController();
    const cancel = clock.after(timeoutMs, () => stop.abort(new Error('timeout')));
    const about = { method, path: patternOf(path) };
    const body = json === undefined ? (form === undefined ? null : new URLSearchParams(form)) : JSON.stringify(json);
    try {
      const request = new Request(url, {
        method,
        headers: {
          accept: 'application/json',
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body,
        // Whoever is sent elsewhere would carry its secrets and a patron there.
        redirect: 'manual',
        signal: stop.signal,
      });
      const response = await Promise.race([parts.fetch(request), whenStopped(stop.signal)]);
      const text = await Promise.race([textOf(response, stop), whenStopped(stop.signal)]);
      if (response.status >= 300 && response.status < 400) {
        log.warn(
          { ...about, status: response.status },
          'the library system sends to another address; it is not followed',
        );
        return { kind: 'not-asked' };
      }
      return { kind: 'answer', status: response.status, headers: response.headers, json: parsed(text, response.ok) };
    } catch (error) {
      const because = causeOf(error);
      const wasAsked = !neverAsked.has(because);
      log.warn(
        { ...about, because },
        wasAsked ? 'no answer of the library system' : 'the library system is not reached',
      );
      return { kind: wasAsked ? 'no-answer' : 'not-asked' };
    } finally {
      cancel();
      // What is still coming is not read any more.
      stop.abort(new Error('done'));
    }
  };
  return { ask };
};

/** Numbers and keys are of patrons. */
const patternOf = (path: string): string => path.replaceAll(/\/(?:\d+|[\da-f-]{36})(?=\/|$)/g, '/…');

const whenStopped = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const fail = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('timeout'));
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });

const textOf = async (response: Response, stop: AbortController): Promise<string> => {
  const { body } = response;
  if (body === null) return '';
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.byteLength;
    if (length > longestAnswer) {
      stop.abort(new Error('too-long'));
      throw new Error('too-long');
    }
    pieces.push(piece);
  }
  return new TextDecoder().decode(Buffer.concat(pieces));
};

/** What says yes must be readable; a no may be the prose of whatever stands in front of the library system. */
const parsed = (text: string, isYes: boolean): unknown => {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    if (isYes) throw new Error('garbled');
    return undefined;
  }
};

/** Causes that stand before a connection; after one of these nothing can have been done. */
const neverAsked = new Set<string>([
  ...(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'] as const),
  ...(['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'CERT_HAS_EXPIRED'] as const),
  ...(['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID'] as const),
]);

/** A code where there is one: messages can quote what was asked for. */
const causeOf = (error: unknown): string => {
  const cause: unknown = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : cause;
  if (typeof first === 'object' && first !== null && 'code' in first && typeof first.code === 'string')
    return first.code;
  const known = ['timeout', 'too-long', 'garbled'];
  return error instanceof Error && known.includes(error.message) ? error.message : 'broken-off';
};
