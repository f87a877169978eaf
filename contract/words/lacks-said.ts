// What the station lacks, a sentence or two each: in English for whoever supervises it, in the reader's language on glass and paper.
import type { Lack } from '../lack.ts';
import { isKey, type Say } from './words.ts';

export const sayLack = (say: Say, lack: Lack): string => {
  switch (lack.kind) {
    case 'journal-not-written':
    case 'acs-off-line':
    case 'no-registry':
      return say(`lack.${lack.kind}`);
    case 'settings-unusable':
    case 'registrations-wait':
    case 'registrations-unreadable':
    case 'conflicts':
    case 'journal-unreadable':
      return say(`lack.${lack.kind}`, { count: lack.count });
    case 'closed':
      return say(`lack.closed.${lack.because}`, { place: lack.place });
    case 'out-of-use':
    case 'no-paper':
      return say(`lack.${lack.kind}`, { place: lack.place });
    case 'acs-not-reached':
      return say(`lack.acs-not-reached.${lack.because}`);
    case 'device-trouble':
      return say(`lack.device-trouble.${lack.device}`, { place: lack.place });
    case 'clocks-differ': {
      const side = lack.seconds > 0 ? 'ahead' : 'behind';
      return say(`lack.clocks-differ.${side}${lack.zone ? '-by-zone' : ''}`, { seconds: Math.abs(lack.seconds) });
    }
    case 'acs-fault':
      return sayFault(say, lack);
    case 'journal-restored':
      return sayRestored(say, lack);
    case 'desks-not-served':
      return say(`lack.desks-not-served.${lack.because}`, { detail: lack.detail });
  }
};

type Of<Kind extends Lack['kind']> = Extract<Lack, { readonly kind: Kind }>;

const sayFault = (say: Say, { fault, asked, times }: Of<'acs-fault'>): string => {
  const sentence = say(`lack.acs-fault.${fault}`, { asked: asked === null ? '' : questionOf(say, asked) });
  return times === 1 ? sentence : say('lack.times', { sentence, times });
};

/** By its name on the wire where it has none in words. */
const questionOf = (say: Say, { kind, code }: NonNullable<Of<'acs-fault'>['asked']>): string => {
  const key = `acs.message.${kind}`;
  return say('lack.asked', { name: isKey(key) ? say(key) : kind, code });
};

const sayRestored = (say: Say, lack: Of<'journal-restored'>): string => {
  const { setAside, fromCopy, salvaged, lost, registrationsLost } = lack;
  const sentence = say('lack.journal-restored', {
    was: setAside === null ? say('lack.journal-restored.gone') : say('lack.journal-restored.damaged', { setAside }),
    copy: fromCopy === null ? say('lack.journal-restored.no-copy') : say('lack.journal-restored.copy', { fromCopy }),
    salvaged,
    lost: lost === null ? say('lack.journal-restored.lost-unknown') : say('lack.journal-restored.lost', { lost }),
  });
  return registrationsLost === 0
    ? sentence
    : `${sentence} ${say('lack.journal-restored.registrations', { count: registrationsLost })}`;
};
