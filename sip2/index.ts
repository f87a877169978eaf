// The public door of the package.

export { takeApart, type Anatomy, type Part } from './anatomy.ts';
export { build, type Built, type Fault, type Wire } from './build.ts';
export { charsetOf, type Charset, type Page } from './charset.ts';
export type { Deviation } from './checksum.ts';
export {
  createClient,
  type Asking,
  type Client,
  type ClientParts,
  type ClientState,
  type NotAsked,
  type Outcome,
} from './client.ts';
export { clueNames, type ClueName, type Seen, type Verdict } from './clues.ts';
export { pause, systemClock, type Clock } from './clock.ts';
export {
  asksForFee,
  claimedInOrder,
  isBack,
  isOnLoan,
  readyHolds,
  saysItAnswers,
  wasOnLoan,
  wasOwnLoan,
  type Claim,
} from './dialect.ts';
export { dialectNames, dialects, settingsFor, type Dialect, type DialectName } from './dialects.ts';
export type { ClientEvent, Distrust, Down, Failure, Hitch, WireEvent, WireFrame } from './events.ts';
export {
  personalFields,
  secretFields,
  type FieldCode,
  type FieldName,
  type GroupEntry,
  type GroupName,
  type Vocabulary,
} from './fields.ts';
export {
  findOutItem,
  findOutLoan,
  pausesFor,
  usualPauses,
  type Finding,
  type LoanFound,
  type Unclear,
} from './find-out.ts';
export {
  findOutHold,
  findOutPayment,
  findOutRenewal,
  type HoldFound,
  type PaymentFound,
  type RenewalFound,
} from './find-out-more.ts';
export { createFramer, type Frame, type Framer } from './framer.ts';
export { greet, type Greeted } from './greet.ts';
export { inspect, type Agreed } from './inspect.ts';
export { timeoutOf, type AcsStatus } from './line.ts';
export { memoryTransport } from './memory.ts';
export {
  answerKindOf,
  codeOf,
  mayAskTwice,
  messageName,
  type AnswerKind,
  type AnswerOf,
  type Kind,
  type Message,
  type MessageOf,
  type Other,
  type Outgoing,
  type OutgoingOf,
  type QuestionKind,
} from './messages.ts';
export { compareMoney, lessMoney, moneyText, readMoney, type Money } from './money.ts';
export type { Note, Says } from './note.ts';
export { parse, type Parsed } from './parse.ts';
export { probe, type Probed, type Probing } from './probe.ts';
export type { AskKind, Question } from './question.ts';
export { choices, usualSettings, type ErrorDetection, type Settings } from './settings.ts';
export { listenTcp, reach, tcpTransport, type Listening, type Place, type Reached, type Way } from './socket.ts';
export type { Checksum } from './tail.ts';
export { usualPrompts, withPromptLogin, type PromptLogin, type Prompts } from './telnet.ts';
export { readTime, wireTime, type LocalTime } from './time.ts';
export {
  listenTls,
  lookAtCertificate,
  tlsTransport,
  type Credentials,
  type Pin,
  type ShownCertificate,
  type ShownTls,
  type TlsWay,
  type Trust,
} from './tls.ts';
export { maskedText, type Traffic } from './traffic.ts';
export { LoginRefused, NotTrusted, type Accept, type Connection, type Hears, type Transport } from './transport.ts';
