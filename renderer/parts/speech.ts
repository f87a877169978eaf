// The language a screen speaks, handed down the tree. Every text on the glass comes through here.
import { createContext, use } from 'react';
import type { Due, Fee, Language } from '../../contract/terms.ts';
import { settingApart } from '../../contract/words/set-apart.ts';
import { allWords, createSay, sayDay, sayMoney, sayWeekday, type Say } from '../../contract/words/words.ts';

export type Speech = {
  readonly language: Language;
  readonly say: Say;
  readonly day: (due: Due) => string;
  /** Of YYYY-MM-DD. */
  readonly weekday: (day: string) => string;
  readonly money: (fee: Fee) => string;
};

const speeches: Readonly<Record<Language, Speech>> = { vi: speechOf('vi'), en: speechOf('en') };

function speechOf(language: Language): Speech {
  return {
    language,
    say: settingApart(createSay(language), (key) => allWords(language)[key]),
    day: (due) => sayDay(language, due),
    weekday: (day) => sayWeekday(language, day),
    // On a glass the sum and its currency are one word; a receipt's code page has no such space.
    money: (fee) => sayMoney(language, fee).replaceAll(' ', '\u00a0'),
  };
}

export const speechIn = (language: Language): Speech => speeches[language];

const SpeechContext = createContext<Speech>(speeches.vi);
export const SpeechProvider = SpeechContext.Provider;
export const useSpeech = (): Speech => use(SpeechContext);
