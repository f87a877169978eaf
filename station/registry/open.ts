// Opens the way into the library system that the settings name, with the registrar above it. The one factory; above it nobody
// knows which it is.
import { isAbsolute, join } from 'node:path';
import type { Lack } from '../../contract/lack.ts';
import type { Clock } from '../../drivers/clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import type { RegistrySettings } from '../settings/registry.ts';
import { openCardNumbers } from './cards.ts';
import { createFileRegistry } from './file-registry.ts';
import { createFolio } from './folio.ts';
import { asTenant } from './folio-login.ts';
import { openHandOver, type HandOver } from './hand-over.ts';
import { createHttp, type Fetch, type Http } from './http.ts';
import { importFile } from './import-file.ts';
import { createKoha } from './koha.ts';
import { inTheNameOf, type KohaAuth } from './koha-login.ts';
import { openRegistrar, type Registrar } from './registrar.ts';
import type { Registry } from './registry.ts';

/** The embedded library's own endpoints, and who may ask them. */
export type EmbeddedKoha = { readonly fetch: Fetch; readonly auth: KohaAuth; readonly branch: string };

export type Registering = {
  readonly registrar: Registrar;
  /** Where registrations go by file; null where there is an interface. */
  readonly handOver: HandOver | null;
};

type Parts = {
  /** Null: no patrons are registered at this station. */
  readonly settings: RegistrySettings | null;
  readonly journal: Journal;
  /** Where relative paths of the settings start. */
  readonly folder: string;
  /** Null where the library system is not the embedded one. */
  readonly embedded: EmbeddedKoha | null;
  readonly clock: Clock;
  readonly log: Log;
};

/** In this program, an address is only a name. */
const embeddedUrl = 'http://127.0.0.1/api/v1';
const embeddedTimeoutMs = 15_000;

type Open = Omit<Parts, 'settings'> & { readonly settings: RegistrySettings };

/** Null where no patrons are registered here, or the settings name the embedded library and the station has another. */
export const openRegistering = (parts: Parts): Registering | null => {
  const { settings, embedded, log } = parts;
  if (settings === null) return null;
  if (settings.kind === 'embedded' && embedded === null) {
    log.error(
      'patrons cannot be registered in the embedded library, because the station has another one: see "registry"',
    );
    return null;
  }
  return opened({ ...parts, settings });
};

/** For whoever supervises the station; names nobody. */
export const registeringLacks = (
  settings: RegistrySettings | null,
  registering: Registering | null,
): readonly Lack[] => {
  if (settings !== null && registering === null) return [{ kind: 'no-registry' }];
  const { waiting, unreadable } = registering?.registrar.facts() ?? { waiting: 0, unreadable: 0 };
  return [
    ...(waiting === 0 ? [] : [{ kind: 'registrations-wait' as const, count: waiting }]),
    ...(unreadable === 0 ? [] : [{ kind: 'registrations-unreadable' as const, count: unreadable }]),
  ];
};

const opened = (parts: Open): Registering => {
  const { settings, journal, clock, log } = parts;
  const cards = settings.cardNumbers === null ? null : openCardNumbers(settings.cardNumbers, journal.cardNumbers);
  const registrar = openRegistrar({ registry: registryOf(parts), journal, cards, clock, log });
  if (settings.kind !== 'file') return { registrar, handOver: null };
  const { names: policy, branch, citizenNumber, consent, folder } = settings;
  const rules = { policy, branch, attributes: { citizenNumber, consent } };
  const handOver = openHandOver({
    journal,
    folder: isAbsolute(folder) ? folder : join(parts.folder, folder),
    write: (registrations) => importFile(registrations, rules),
    clock,
    log,
    changed: registrar.tell,
  });
  return { registrar, handOver };
};

const registryOf = ({ settings, embedded, clock, log }: Open): Registry => {
  const { names: policy, citizenNumber, consent } = settings;
  const attributes = { citizenNumber, consent };
  const over = (baseUrl: string, fetch: Fetch, timeoutMs: number): Http =>
    createHttp({ baseUrl, fetch, clock, timeoutMs, log });
  const outside: Fetch = (request) => fetch(request);
  switch (settings.kind) {
    case 'embedded': {
      if (embedded === null) throw new Error('the embedded library was not opened');
      const http = inTheNameOf(embedded.auth, over(embeddedUrl, embedded.fetch, embeddedTimeoutMs), clock);
      const lists = { branches: [], categories: [] };
      return createKoha(http, { policy, attributes, branch: embedded.branch, lists });
    }
    case 'koha': {
      const { baseUrl, timeoutSeconds, auth, branch, branches, categories } = settings;
      const http = inTheNameOf(auth, over(baseUrl, outside, timeoutSeconds * 1000), clock);
      return createKoha(http, { policy, attributes, branch, lists: { branches, categories } });
    }
    case 'folio': {
      const { baseUrl, timeoutSeconds, tenant, auth, addressType, guardian } = settings;
      const http = asTenant({ tenant, auth }, over(baseUrl, outside, timeoutSeconds * 1000), clock);
      return createFolio(http, { policy, fields: { ...attributes, guardian }, addressType }, clock);
    }
    case 'file': {
      const { branches, categories } = settings;
      return createFileRegistry({
        lists: { branches, categories },
        keepsCitizenNumber: citizenNumber !== null,
        keepsConsent: consent !== null,
      });
    }
  }
};
