// Questions to the small library's web interface, as a client of Koha words them.
import { createAcs, demoCatalogue } from 'sip2/acs';
import { createKohaServer } from '../../station/koha/server.ts';
import { createHandClock } from '../clock.ts';

const user = { name: 'tram', password: 's3cret' };
const client = { id: 'desk', secret: 'k0ha' };

type Told = readonly [number, unknown];

export const openRequest = (mayEdit = true) => {
  const clock = createHandClock();
  const acs = createAcs({
    clock,
    catalogue: demoCatalogue(),
    settings: { login: null, listsOf: 'barcodes', showPatrons: false },
    hears: { traffic: () => undefined, changed: () => undefined },
  });
  const server = createKohaServer({ acs, clock, access: { client, user, mayEdit } });
  const basic = `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}`;
  const fetch = (method: string, path: string, body: unknown = null, headers: Record<string, string> = {}) =>
    server.fetch(
      new Request(`http://127.0.0.1/api/v1${path}`, {
        method,
        headers: { authorization: basic, ...headers },
        body: body === null ? null : JSON.stringify(body),
      }),
    );
  const told = async (response: Response): Promise<Told> => {
    const text = await response.text();
    const value: unknown = text === '' ? null : JSON.parse(text);
    return [response.status, value];
  };
  return {
    acs,
    clock,
    fetch,
    ask: async (...asked: Parameters<typeof fetch>): Promise<Told> => told(await fetch(...asked)),
    token: async (more: Record<string, string>): Promise<Told> => {
      const form = { grant_type: 'client_credentials', client_id: client.id, client_secret: client.secret, ...more };
      const body = new URLSearchParams(form);
      return told(await server.fetch(new Request('http://127.0.0.1/api/v1/oauth/token', { method: 'POST', body })));
    },
  };
};
