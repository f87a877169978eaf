// What a page of the technician's may do.
import { createContext, use } from 'react';
import type { TechnicianAct } from '../../contract/technician-calls.ts';

export type TechnicianHands = { readonly tend: (act: TechnicianAct) => void };

const TechnicianHandsContext = createContext<TechnicianHands | null>(null);
export const TechnicianHandsProvider = TechnicianHandsContext.Provider;

export function useTechnicianHands(): TechnicianHands {
  const hands = use(TechnicianHandsContext);
  if (hands === null) throw new Error('A page was drawn outside the technician’s place.');
  return hands;
}
