// A registrar over a real journal file and a library system in this program, for one test: restarts, other desks, time by hand.
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openJournal, type Journal } from '../../../station/journal/journal.ts';
import { createLog } from '../../../station/log.ts';
import { openCardNumbers, type CardRange } from '../../../station/registry/cards.ts';
import { openRegistrar, type Registrar } from '../../../station/registry/registrar.ts';
import type { Registry } from '../../../station/registry/registry.ts';
import { newFolder } from '../open-house.ts';
import { openKoha, type System } from './systems.ts';

export const range: CardRange = { prefix: '21234', from: '00010001', to: '00010005', check: 'mod-10' };

export const openDesk = async (how: { readonly registry?: (system: System) => Registry } = {}) => {
  const system = await openKoha({ wire: 'in-process', auth: 'basic' })();
  const { clock } = system;
  const file = join(newFolder(), 'journal.sqlite');
  let reach: Registry = how.registry?.(system) ?? system.registry;
  let journal: Journal = openJournal(file, clock);
  const open = (): Registrar =>
    openRegistrar({
      registry: reach,
      journal,
      cards: openCardNumbers(range, journal.cardNumbers),
      clock,
      log: createLog('silent'),
    });
  let registrar = open();
  onTestFinished(() => {
    registrar.close();
    journal.close();
  });
  const desk = {
    system,
    file,
    registrar: () => registrar,
    journal: () => journal,
    /** Time goes by until this is answered. */
    while: async <Value>(answer: Promise<Value>): Promise<Value> => {
      const answered = { isThere: false };
      void answer.finally(() => {
        answered.isThere = true;
      });
      while (!answered.isThere) await clock.pass(500);
      return answer;
    },
    passes: async (ms: number): Promise<void> => {
      for (let left = ms; left > 0; left -= 500) await clock.pass(500);
    },
    /** The program ends as by a power cut, and starts again; the library system may be another by then. */
    restart: (next: Registry = reach): void => {
      registrar.close();
      journal.close();
      reach = next;
      journal = openJournal(file, clock);
      registrar = open();
    },
    /** The program is not running; `between` starts it again afterwards. */
    stop: (): void => {
      registrar.close();
      journal.close();
    },
    between: (run: () => void): void => {
      run();
      journal = openJournal(file, clock);
      registrar = open();
    },
    states: () => registrar.list().map(({ card, state, because }) => [card, state, because]),
    fates: () =>
      journal
        .read(['registration-begun', 'patron-registered', 'registration-waits', 'registration-refused'])
        .map((entry) => entry.kind),
  };
  return desk;
};
