// What a room of the desk may do: act, and press what the kiosk's flows know, too.
import { createContext, use } from 'react';
import type { Press } from '../../contract/calls.ts';
import type { DeskAct } from '../../contract/desk-calls.ts';

export type DeskHands = { readonly act: (act: DeskAct) => void; readonly press: (press: Press) => void };

const DeskHandsContext = createContext<DeskHands | null>(null);
export const DeskHandsProvider = DeskHandsContext.Provider;

export function useDeskHands(): DeskHands {
  const hands = use(DeskHandsContext);
  if (hands === null) throw new Error('A room was drawn outside the desk.');
  return hands;
}
