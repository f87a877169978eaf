// What the room that makes cards is at any moment.
import type { Ticket } from '../library.ts';
import type { FindCard } from '../flows/register-find.ts';
import type { NewCard } from '../flows/register-state.ts';
import type { Listed } from '../registry/registrar.ts';
import type { Lists } from '../registry/registry.ts';
import type { Begun, CardFile } from '../register-talk.ts';

export type RegisterRoom = {
  readonly at: 'register';
  readonly page: 'new' | 'find' | 'waiting';
  /** `YYYY-MM-DD`, at the last event. */
  readonly today: string;
  /** Names the next question. */
  readonly asked: number;
  /** What the form that is being filled begins with; null while it is being asked for, and where no form is. */
  readonly begun: Begun | null;
  readonly beginning: Ticket | null;
  readonly lists: Lists | null;
  /** Enter was pressed while a number or the lists were on their way: it counts as soon as they are there. */
  readonly entered: boolean;
  readonly listing: Ticket | null;
  readonly listed: readonly Listed[];
  /** Null where there is an interface and no files. */
  readonly files: readonly CardFile[] | null;
  /** A file was to be written and could not be. */
  readonly fileProblem: boolean;
  /** Each page keeps its work while another is looked at. */
  readonly newCard: NewCard;
  readonly find: FindCard;
};
