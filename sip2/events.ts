// Everything that happens to a client, as events of one type: for a log, a screen of a technician, a test. All of it is fit to
// be kept, but for the frames beside them: messages are masked, passwords never stand in a sentence.

import type { Kind, QuestionKind, MessageOf } from './messages.ts';

/** Why a question ended without an answer, and with it its connection. */
export type Failure =
  | 'silence'
  | 'connection-lost'
  | 'bad-checksum' // and 97 did not mend it
  | 'not-understood' // the ACS says 96 again and again
  | 'status-change' // a 98 came in place of the answer
  | 'prose' // text that is no message
  | 'closed'; // by us

/** Why there is no line to the ACS. */
export type Down = 'not-opened' | 'unreachable' | Distrust | 'login-refused' | Failure;

/** Why the far end was reached and not believed: its certificate. */
export type Distrust =
  | 'certificate-expired' // or this machine's clock runs years ahead
  | 'certificate-not-yet-valid' // or this machine's clock is behind, as after an empty battery
  | 'certificate-of-another-name'
  | 'certificate-of-nobody-known'
  | 'certificate-not-pinned';

/** Trouble that ends nothing. */
export type Hitch =
  | 'nothing-asked' // a message came, and nobody had asked
  | 'banner' // text before the login
  | 'unknown-message'
  | 'other-sequence' // the answer to another question
  | 'other-answer' // another kind, or another item
  | 'checksum-wrong' // taken all the same
  | 'checksum-odd' // the ACS counts otherwise; told once a connection
  | 'asked-to-repeat' // we sent 97
  | 'sent-again' // after a 96
  | 'unreadable'; // parts of a message; `text` names the fields, not what stood in them

/** A message as it is on the wire, passwords and all: to be read at once, and kept only with them struck out. */
export type WireFrame = { readonly kind: 'sent' | 'heard'; readonly at: number; readonly bytes: Uint8Array };

/** What goes over the wire. `text`: the message, masked, or a sentence. */
export type WireEvent =
  | { readonly kind: 'sent' | 'heard'; readonly at: number; readonly text: string }
  /** `question`: what was asked, and not answered yet; null where nothing was. */
  | {
      readonly kind: 'trouble';
      readonly because: Failure | Hitch;
      readonly question: Kind | null;
      readonly at: number;
      readonly text: string;
    }
  /** A 98 that was asked for: each of them, the first and those that only keep the line alive. */
  | { readonly kind: 'status'; readonly at: number; readonly status: MessageOf<'acs-status'> };

/** `at`: ms since the epoch. */
export type ClientEvent =
  | WireEvent
  /** `attempt`: 1 for the first since the line was opened, or was last up. */
  | { readonly kind: 'connecting'; readonly at: number; readonly attempt: number }
  | { readonly kind: 'pausing'; readonly at: number; readonly attempt: number; readonly forMs: number }
  | { readonly kind: 'up'; readonly at: number; readonly status: MessageOf<'acs-status'> }
  | { readonly kind: 'down'; readonly at: number; readonly because: Down; readonly text: string }
  /** A question came up to be asked, the first time or again. `waiting`: how many stand behind it. */
  | {
      readonly kind: 'asked';
      readonly at: number;
      readonly ticket: number;
      readonly question: QuestionKind;
      readonly times: number;
      readonly waiting: number;
    }
  /** It has its outcome. `tookMs`: since it was put in. */
  | {
      readonly kind: 'settled';
      readonly at: number;
      readonly ticket: number;
      readonly question: QuestionKind;
      readonly outcome: 'answered' | 'outcome-unknown' | 'not-asked';
      readonly because: string;
      readonly tookMs: number;
    };
