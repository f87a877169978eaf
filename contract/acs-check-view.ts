// What the page of the library system's check shows, whole, at each change. Plain data: names of messages, fields and values are those of
// the station's reader, in words on the glass. No secret is ever part of it; patrons only while somebody asked to see them.
import type { Busy } from './busy.ts';

/** What can be opened, in the order of the glass. */
export const acsParts = ['line', 'messages', 'probe', 'claims', 'files'] as const;
export type AcsPart = (typeof acsParts)[number];

/**
 * How the line fares. `lost`: it broke, and is made again; `garbled`: what comes cannot be believed; `stopped`: closed here, as for new
 * settings; `off-line`: it answers, and says that it is off-line.
 */
export const lineStates = [
  ...(['connected', 'off-line', 'connecting', 'lost', 'silent', 'garbled'] as const),
  ...(['unreachable', 'certificate', 'login-refused', 'stopped'] as const),
] as const;
export type LineState = (typeof lineStates)[number];

/** `because`: why, as one word of the station's; `detail`: a sentence in English of who could not be reached, null for none. */
export type Stretch = {
  readonly fromMs: number;
  /** Null: still. */
  readonly toMs: number | null;
  readonly state: LineState;
  readonly because: string | null;
  readonly detail: string | null;
  /** Tries that failed alike. */
  readonly times: number;
};

/** A quarter of an hour. Milliseconds from a question on the wire to its answer. */
export type Slot = {
  readonly fromMs: number;
  readonly answered: number;
  readonly medianMs: number | null;
  readonly worstMs: number | null;
  readonly unanswered: number;
};

/** One kind of question over the whole day. */
export type Latency = {
  readonly kind: string;
  readonly code: string;
  readonly answered: number;
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
  readonly worstMs: number | null;
  readonly unanswered: number;
};

/** What was odd about a message, or came of it. */
export const markNames = [
  // Of a question: what became of it.
  ...(['again', 'silence', 'connection-lost', 'bad-checksum', 'not-understood', 'status-change', 'prose'] as const),
  // Of what came.
  ...(['nothing-asked', 'banner', 'unknown-message', 'other-sequence', 'other-answer', 'checksum-wrong'] as const),
  ...(['checksum-odd', 'asked-to-repeat', 'sent-again', 'unreadable', 'slow'] as const),
] as const;
export type Mark = (typeof markNames)[number];

export type TraceRow = {
  readonly id: number;
  readonly atMs: number;
  readonly way: 'sent' | 'heard';
  readonly by: 'station' | 'probe';
  /** Two digits; '' for what is no message. */
  readonly code: string;
  /** '' for what is none that is known. */
  readonly kind: string;
  readonly sequence: number | null;
  /** As on the wire, masked, shortened. */
  readonly text: string;
  /** Of an answer: since its question was written. */
  readonly tookMs: number | null;
  readonly marks: readonly Mark[];
};

/** `text`: '***' where it stood there and is hidden. `means`: names of values. `code`: '' in the fixed part. */
export type TracePart = {
  readonly code: string;
  readonly name: string;
  readonly form: string;
  readonly text: string;
  readonly hidden: 'secret' | 'patron' | null;
  readonly means: readonly string[];
};

export type TraceOpened = TraceRow & {
  readonly bytes: number;
  readonly parts: readonly TracePart[];
  /** AY and AZ as they stood there. */
  readonly tail: string;
  readonly checksum: 'good' | 'odd' | 'bad' | 'none';
  readonly notes: readonly { readonly code: string; readonly field: string; readonly says: string }[];
  /** Its question, or its answer. */
  readonly pair: number | null;
};

export type AcsMessages = {
  readonly part: 'messages';
  /** 'all', 'marked', or the two digits of a question: it and its answers. */
  readonly filter: string;
  /** The questions that were seen, for the filter. */
  readonly kinds: readonly { readonly kind: string; readonly code: string; readonly count: number }[];
  readonly marked: number;
  readonly paused: boolean;
  /** Came since it was paused, and fit the filter. */
  readonly newer: number;
  /** The newest last. */
  readonly rows: readonly TraceRow[];
  /** Fit the filter beyond those that are shown. */
  readonly older: number;
  readonly opened: TraceOpened | null;
  readonly kept: { readonly messages: number; readonly sinceMs: number | null };
  /** Until when what comes is kept with its patrons; null: it is not. */
  readonly patronsUntilMs: number | null;
};

export type AcsLine = {
  readonly part: 'line';
  readonly fromMs: number;
  readonly nowMs: number;
  /** Over the whole day, the oldest first. */
  readonly stretches: readonly Stretch[];
  /** How long in each state, of what was watched. */
  readonly shares: readonly { readonly state: LineState; readonly ms: number }[];
  readonly slots: readonly Slot[];
  readonly latencies: readonly Latency[];
  /** Of a 98: how long its answers may take, by itself; and how long the station waits. */
  readonly patience: { readonly saysMs: number | null; readonly waitsMs: number };
};

/** `worked`, `failed`: so often, since the station's program was started. `claims`: null where its status does not say. */
export type AcsClaim = {
  readonly about: string;
  readonly code: string;
  readonly claims: boolean | null;
  readonly worked: number;
  readonly failed: number;
  readonly failedBecause: string | null;
  /** Whether this station ever asks it. */
  readonly isUsed: boolean;
  readonly verdict: ClaimVerdict;
};
export const claimVerdicts = [
  ...(['fits', 'works-unclaimed', 'fails-claimed', 'fails-unclaimed'] as const),
  ...(['mixed', 'untried-claimed', 'untried-unclaimed', 'not-needed'] as const),
] as const;
export type ClaimVerdict = (typeof claimVerdicts)[number];

/** What was found, as three sentences with these values in them; `field`: what is to be changed here, a path of the settings. */
export type AcsFinding = {
  readonly kind: string;
  readonly tone: 'good' | 'note' | 'fault';
  readonly values: Readonly<Record<string, string | number>>;
  readonly field: string | null;
};

/** `beside`: over a connection of its own; `instead`: the station's own is closed for it, and made again. */
export type ProbeWay = 'beside' | 'instead';

export type AcsProbe = {
  readonly part: 'probe';
  /** What the library's settings allow; `beside` first where it is allowed. */
  readonly ways: readonly ProbeWay[];
  readonly busy: readonly Busy[];
  readonly state:
    | { readonly at: 'ready' }
    /** Until nobody is at work. `taken-back`: it was being asked when the station needed its line for somebody. */
    | { readonly at: 'waiting'; readonly because: 'busy' | 'taken-back' }
    | { readonly at: 'asking'; readonly way: ProbeWay; readonly sinceMs: number };
  readonly done: {
    readonly atMs: number;
    readonly way: ProbeWay;
    readonly withCard: boolean;
    readonly withItem: boolean;
    /** The family it speaks like, as people call it; null where nothing could be asked. */
    readonly family: string | null;
    readonly clues: readonly { readonly name: string; readonly family: string; readonly points: number }[];
    readonly findings: readonly AcsFinding[];
    /** What a strict reader has to say, by the answer. */
    readonly faults: readonly {
      readonly kind: string;
      readonly notes: readonly { readonly code: string; readonly field: string; readonly says: string }[];
    }[];
  } | null;
  /** Why nothing can be asked, in sentences; null: it can. */
  readonly failed: readonly string[] | null;
};

export type AcsFiles = {
  readonly part: 'files';
  readonly making: 'vendor' | 'diagnostics' | null;
  /** Ready to be saved by the browser; `base64`: of its bytes. */
  readonly made: {
    readonly kind: 'vendor' | 'diagnostics';
    readonly name: string;
    readonly base64: string;
    readonly bytes: number;
    /** What could not be read, in English. */
    readonly missing: readonly string[];
  } | null;
  readonly failed: 'vendor' | 'diagnostics' | null;
  readonly messages: number;
};

export type AcsCheckScreen = {
  readonly at: 'acs-check';
  readonly line: {
    readonly state: LineState;
    readonly sinceMs: number | null;
    readonly detail: string | null;
    /** As people call it, and as the settings do. */
    readonly family: string;
    readonly address: string;
  } | null;
  /** `part`: what is open. `none`: it was not looked at yet, or the station does not work. */
  readonly body:
    | AcsLine
    | AcsMessages
    | AcsProbe
    | { readonly part: 'claims'; readonly claims: readonly AcsClaim[]; readonly hasStatus: boolean }
    | AcsFiles
    | { readonly part: 'none' };
  readonly part: AcsPart;
};
