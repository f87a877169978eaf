// What whoever supervises this machine may read without the ticket: is the station ready, and its figures. Who may knock (this
// machine, by this machine's name) is checked by web.ts before; that nothing here is of a patron or a secret, by who writes it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sentenceOf } from './health.ts';
import type { Station } from './works.ts';

export type Outside = Pick<Station, 'health' | 'metrics'>;

const paths = ['/health', '/metrics'] as const;
type Path = (typeof paths)[number];

export const isOutside = (path: string | undefined): path is Path => paths.some((known) => known === path);

/** `/health`: JSON, what is missing a sentence each, 200 when ready, else 503. `/metrics`: Prometheus' text, 503 where nothing runs that has figures. */
export const answerOutside = async (
  path: Path,
  request: IncomingMessage,
  response: ServerResponse,
  parts: { readonly station: Outside; readonly headers: Readonly<Record<string, string>> },
): Promise<void> => {
  const answer = path === '/health' ? health(parts.station) : await figures(parts.station);
  response.writeHead(answer.status, {
    ...parts.headers,
    'content-type': answer.type,
    'content-length': Buffer.byteLength(answer.body),
    'cache-control': 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
};

type Answer = { readonly status: 200 | 503; readonly type: string; readonly body: string };

const health = (station: Outside): Answer => {
  const told = station.health();
  const said = { ...told, missing: told.missing.map(sentenceOf) };
  return { status: told.ready ? 200 : 503, type: 'application/json', body: `${JSON.stringify(said)}\n` };
};

const figures = async ({ metrics }: Outside): Promise<Answer> =>
  metrics === null
    ? { status: 503, type: 'text/plain; charset=utf-8', body: 'The settings cannot be used: there are no figures.\n' }
    : { status: 200, type: metrics.contentType, body: await metrics.text() };
