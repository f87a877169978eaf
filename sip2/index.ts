// The public door of the package.

export { build, type Built, type Fault, type Wire } from './build.ts';
export type { Charset } from './charset.ts';
export type { FieldCode, FieldName } from './fields.ts';
export {
  mayAskTwice,
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
export { parse, type Parsed } from './parse.ts';
export type { Checksum } from './tail.ts';
export { readTime, wireTime, type LocalTime } from './time.ts';
