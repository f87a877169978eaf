// The ways into a library system that one contract holds for, each with a far end that goes wrong when told so.
import { demoCatalogue, createAcs } from 'sip2/acs';
import { createKohaServer } from '../../../station/koha/server.ts';
import { createFolio } from '../../../station/registry/folio.ts';
import { asTenant } from '../../../station/registry/folio-login.ts';
import { createHttp, type Fetch } from '../../../station/registry/http.ts';
import { createKoha } from '../../../station/registry/koha.ts';
import { inTheNameOf, type KohaAuth } from '../../../station/registry/koha-login.ts';
import type { NamePolicy } from '../../../station/registry/names.ts';
import type { Registry } from '../../../station/registry/registry.ts';
import { createHandClock, type HandClock } from '../../clock.ts';
import { onLoopback } from '../../koha/loopback.ts';
import type { Trouble } from './trouble.ts';
import { createFolioStandin, folioGroup, folioSecret } from './folio-standin.ts';

export type System = {
  readonly registry: Registry;
  readonly clock: HandClock;
  /** What is told to the log. */
  readonly log: readonly string[];
  /** A code of this library system for everybody. */
  readonly category: string;
  goesWrong(what: Trouble): void;
  /** How many have this card. */
  count(card: string): number;
  pinOf(card: string): string | null;
  /** Questions that change a patron, whatever became of them. */
  asked(): number;
  /** The same library system by another desk, or after a restart. */
  again(more?: { readonly secret?: string; readonly baseUrl?: string }): Registry;
};

export const answerTimeoutMs = 10_000;

const access = {
  client: { id: 'tram', secret: 'KS-Loan-77120' },
  user: { name: 'tram', password: 'KP-Mai-55801' },
  mayEdit: true,
};

export const embeddedKoha = (clock: HandClock, mayEdit = true) => {
  const acs = createAcs({
    clock,
    catalogue: demoCatalogue(),
    settings: { login: null, listsOf: 'barcodes', showPatrons: false },
    hears: { traffic: () => undefined, changed: () => undefined },
  });
  return { acs, server: createKohaServer({ acs, clock, access: { ...access, mayEdit } }) };
};

export const openKoha =
  (how: {
    readonly wire: 'loopback' | 'in-process';
    readonly auth: KohaAuth['kind'];
    readonly policy?: NamePolicy;
    readonly mayEdit?: boolean;
  }) =>
  async (): Promise<System> => {
    const clock = createHandClock();
    const { acs, server } = embeddedKoha(clock, how.mayEdit);
    const root = how.wire === 'loopback' ? await onLoopback(server.fetch) : 'http://127.0.0.1';
    const fetch: Fetch = how.wire === 'loopback' ? (request) => globalThis.fetch(request) : unlessAway(server.fetch);
    const told: string[] = [];
    const again: System['again'] = ({ secret, baseUrl = `${root}/api/v1/` } = {}) => {
      const auth: KohaAuth =
        how.auth === 'oauth'
          ? { kind: 'oauth', clientId: access.client.id, clientSecret: secret ?? access.client.secret }
          : { kind: 'basic', user: access.user.name, password: secret ?? access.user.password };
      const log = { warn: (about: object, sentence: string) => void told.push(`${JSON.stringify(about)} ${sentence}`) };
      const http = createHttp({ baseUrl, fetch, clock, timeoutMs: answerTimeoutMs, log });
      return createKoha(inTheNameOf(auth, http, clock), {
        policy: how.policy ?? 'family-first',
        attributes: { citizenNumber: 'CCCD', consent: 'DONG-Y' },
        branch: 'TT',
        lists: { branches: [], categories: [] },
      });
    };
    return {
      registry: again(),
      clock,
      log: told,
      category: 'NGUOI-LON',
      goesWrong: (what) => {
        const does = what === 'slow' ? ({ kind: 'delay', ms: 60_000 } as const) : { kind: what };
        server.setFaults([
          { asked: 'register', does, times: 1 },
          { asked: 'change', does, times: 1 },
        ]);
      },
      count: (card) => acs.patrons().filter((patron) => patron.card === card).length,
      pinOf: (card) => acs.patrons().find((patron) => patron.card === card)?.pin ?? null,
      asked: () => server.asked('register') + server.asked('change'),
      again,
    };
  };

export const openFolio = async (): Promise<System> => {
  const clock = createHandClock();
  const folio = createFolioStandin(clock);
  const root = await onLoopback(folio.fetch);
  const told: string[] = [];
  const again: System['again'] = ({ secret = folioSecret.password, baseUrl = root } = {}) => {
    const log = { warn: (about: object, sentence: string) => void told.push(`${JSON.stringify(about)} ${sentence}`) };
    const http = createHttp({
      baseUrl,
      fetch: (request) => globalThis.fetch(request),
      clock,
      timeoutMs: answerTimeoutMs,
      log,
    });
    const auth = { kind: 'login', user: folioSecret.user, password: secret } as const;
    return createFolio(
      asTenant({ tenant: folioSecret.tenant, auth }, http, clock),
      {
        policy: 'three-fields',
        fields: { citizenNumber: null, consent: 'dongY', guardian: 'nguoiGiamHo' },
        addressType: null,
      },
      clock,
    );
  };
  return {
    registry: again(),
    clock,
    log: told,
    category: folioGroup,
    goesWrong: folio.goesWrong,
    count: (card) => folio.users().filter((user) => user['barcode'] === card).length,
    pinOf: folio.pinOf,
    asked: folio.asked,
    again,
  };
};

/** In this very program nothing can be away; where a port that nobody listens on is asked for, it is told so. */
const unlessAway =
  (fetch: Fetch): Fetch =>
  async (request) => {
    if (new URL(request.url).port !== '1') return fetch(request);
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) });
  };

export const systems: readonly { readonly name: string; readonly open: () => Promise<System> }[] = [
  { name: 'Koha by OAuth2, over a port', open: openKoha({ wire: 'loopback', auth: 'oauth' }) },
  { name: 'Koha by basic login, in this program', open: openKoha({ wire: 'in-process', auth: 'basic' }) },
  { name: 'FOLIO', open: openFolio },
];
