// What the training room asks for, done: the practice station is opened, handed things and closed, and the slip of completion is
// printed on the desk's own printer. Knows no rules.
import type { Language } from '../contract/terms.ts';
import { noPrinter, type ReceiptPrinter } from '../drivers/ports/receipt-printer.ts';
import type { SlipHead } from './receipts/slips.ts';
import { trainingSlipLines } from './training-slip.ts';
import type { Training, TrainingEffect, TrainingEvent } from './training-talk.ts';

export type TrainingParts = {
  readonly training: Training;
  readonly place: string;
  readonly printer: ReceiptPrinter | null;
  readonly head: SlipHead;
  readonly language: Language;
  readonly nowMs: () => number;
  readonly tell: (event: TrainingEvent) => void;
  /** Brings an outcome home as an event. */
  readonly home: <T>(answer: Promise<T>, asEvent: (value: T) => TrainingEvent) => void;
};

export const runTrainingEffect = (effect: TrainingEffect, parts: TrainingParts): void => {
  const { training, place, printer, tell } = parts;
  switch (effect.kind) {
    case 'look-at-training': {
      const { ticket, staff } = effect;
      return tell({ kind: 'training-known', ticket, done: training.doneBy(staff), takenBy: training.takenBy() });
    }
    case 'open-training':
      return training.open({ ...effect, place }, tell);
    case 'close-training':
      return training.end(place);
    case 'use-thing':
      return training.useThing(place, effect.run, effect.thing);
    case 'answer-question':
      return training.answer(place, effect.run, effect.option);
    case 'set-fault':
      return training.setFault(place, effect.run, effect.fault, effect.on);
    case 'mend-faults':
      return training.mendFaults(place, effect.run);
    case 'print-training-slip': {
      const { head, language } = parts;
      const lines = trainingSlipLines(effect.slip, { ...head, at: new Date(parts.nowMs()), language });
      const printed = printer?.print(lines) ?? Promise.resolve(noPrinter);
      return parts.home(printed, (outcome) => ({ kind: 'training-slip-printed', ticket: effect.ticket, outcome }));
    }
  }
};
