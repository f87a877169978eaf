// How an answer goes out: in the habits of the make, and spoilt where a fault wants that. Knows one caller at a time; must not
// know why it says what it says.

import type { Clock } from '../clock.ts';
import type { Outgoing } from '../messages.ts';
import { maskedText, type Traffic } from '../traffic.ts';
import type { Caller } from './caller.ts';
import type { Deed } from './faults.ts';
import { joined, lineOf, type Check, type Habits } from './wire.ts';

export type Mouth = {
  /** Text that is no message. */
  say(caller: Caller, text: string): void;
  write(caller: Caller, message: Outgoing, check: Check, deed?: Deed | null): void;
};

type MouthParts = {
  readonly clock: Clock;
  readonly habits: Habits;
  readonly showPatrons: boolean;
  log(kind: Traffic['kind'], text: string): void;
  isSilent(): boolean;
  /** The caller was busy with a split answer, and is no more. */
  goOn(caller: Caller): void;
};

/** Between the two pieces of a split answer. */
const splitPauseMs = 50;

export const prose = 'Problems handling the request: it could not be processed';

export function createMouth({ clock, habits, showPatrons, log, isSilent, goOn }: MouthParts): Mouth {
  function put(caller: Caller, bytes: Uint8Array): void {
    if (caller.open && !isSilent()) caller.connection.write(bytes);
  }

  function putSplit(caller: Caller, line: Uint8Array): void {
    const middle = line.length >> 1;
    put(caller, line.subarray(0, middle));
    caller.busy = true;
    clock.after(splitPauseMs, () => {
      caller.busy = false;
      put(caller, line.subarray(middle));
      goOn(caller);
    });
  }

  return {
    say(caller, text) {
      log('sent', text.trimEnd());
      put(caller, new TextEncoder().encode(text));
    },
    write(caller, message, check, deed = null) {
      if (!caller.open || isSilent()) return;
      const end = deed === 'cr-lf' ? 'cr-lf' : habits.end;
      const version = caller.worker?.version ?? '2.00';
      const built = lineOf(message, { habits, version, check, spoilt: deed === 'wrong-checksum', end });
      if (built.kind === 'refused') {
        log('trouble', `The ${message.kind} cannot be written: ${built.field} (${built.fault}).`);
        return;
      }
      const line = deed === 'old-answer' ? (caller.lastLine ?? built.bytes) : built.bytes;
      caller.lastLine = built.bytes;
      log('sent', maskedText(line, { charset: habits.charset, showPatrons }));
      if (deed === 'split') putSplit(caller, line);
      else if (deed === 'half-answer') put(caller, line.subarray(0, line.length >> 1));
      else put(caller, deed === 'glued' ? joined(line, line) : line);
    },
  };
}
