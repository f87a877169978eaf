// How each kind of row of the board looks. One table.
import type { BoardWhat } from '../../contract/board-view.ts';
import type { IconName } from '../parts/icon-name.ts';

type Look = { readonly icon: IconName; readonly tone: 'urgent' | 'attention' | 'quiet' };

export const boardLooks: Readonly<Record<BoardWhat, Look>> = {
  help: { icon: 'call', tone: 'urgent' },
  'loan-armed': { icon: 'armed-stuck', tone: 'urgent' },
  unclear: { icon: 'question', tone: 'attention' },
  offline: { icon: 'plug', tone: 'attention' },
  'not-returned': { icon: 'return', tone: 'attention' },
  'refused-return': { icon: 'no', tone: 'attention' },
  'see-staff': { icon: 'question', tone: 'attention' },
  'tag-arm': { icon: 'disarmed', tone: 'attention' },
  'tag-disarm': { icon: 'armed-stuck', tone: 'attention' },
  'tag-open': { icon: 'disarmed', tone: 'attention' },
  'odd-tag': { icon: 'odd', tone: 'attention' },
  'parts-missing': { icon: 'left-over', tone: 'attention' },
  'payment-refused': { icon: 'fee', tone: 'attention' },
  'payment-unclear': { icon: 'fee', tone: 'attention' },
  'payment-left': { icon: 'fee', tone: 'attention' },
  'card-refused': { icon: 'patron', tone: 'attention' },
  device: { icon: 'wrench', tone: 'attention' },
  'paper-out': { icon: 'print', tone: 'attention' },
  'cover-open': { icon: 'print', tone: 'attention' },
  'printer-fault': { icon: 'print', tone: 'attention' },
  'paper-near-end': { icon: 'print', tone: 'quiet' },
  'cards-queued': { icon: 'clock', tone: 'quiet' },
};
