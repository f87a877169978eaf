// What is new between two views for staff, for the ear: a name or PIN that was wrong, a slip that came out or did not.
import type { StaffSigning } from '../../contract/signing-view.ts';
import type { KioskScreen } from '../../contract/view.ts';
import type { Speech } from '../parts/speech.ts';
import type { Cue, Spoken } from './changes.ts';

const signingOf = (screen: KioskScreen): StaffSigning | null => {
  if (screen.at === 'staff-door' || screen.at === 'book-drop') return screen.signing;
  return screen.at === 'payment' && screen.state.at === 'staff' ? screen.state.signing : null;
};

/** A try came home wrong; what was wrong before and still is sounds no more. */
export const wrongTry = (before: KioskScreen, after: KioskScreen): boolean => {
  const now = signingOf(after);
  if (now === null || now.wrong === null || now.checking) return false;
  const was = signingOf(before);
  return was === null || was.checking || was.wrong !== now.wrong;
};

/** Null: nothing of a test slip is new. */
export const slipNews = (
  before: KioskScreen,
  after: KioskScreen,
  { say }: Speech,
): { readonly cues: readonly Cue[]; readonly spoken: Spoken } | null => {
  if (after.at !== 'staff' || before.at !== 'staff' || after.slip === before.slip || after.slip === 'none') return null;
  const words = say(`staff-page.slip.${after.slip}`);
  if (after.slip === 'printing') return { cues: [], spoken: { polite: words, assertive: '' } };
  return after.slip === 'printed' || after.slip === 'sent'
    ? { cues: ['done'], spoken: { polite: words, assertive: '' } }
    : { cues: ['attention'], spoken: { polite: '', assertive: words } };
};
