// Answers that name another patron than was asked about are not believed, whatever else they say: nobody's loans are shown or
// changed for somebody else. Only for questions by the number that the library system itself gave (AA of a 64): a card that was
// just read may be spelled otherwise.
import type { Client, QuestionKind } from 'sip2';
import type { Lie } from './complaints.ts';

/** The same line; such an answer is the same as none, and is told. */
export const withOwnAnswers = (client: Client, lie: (lie: Lie, question: QuestionKind) => void): Client => ({
  ...client,
  ask: async (question, asking) => {
    const outcome = await client.ask(question, asking);
    if (outcome.kind !== 'answered' || !isAnother(patronIn(question), outcome.answer)) return outcome;
    lie('other-patron', question.kind);
    return { kind: 'outcome-unknown', because: 'aborted', text: 'The answer names another patron.' };
  },
});

/**
 * The same for questions by a card as it was read: the library system may spell it otherwise, and then does so when it is asked
 * about the card itself. `ask`: how that is asked.
 */
export const withSpelledAnswers = (
  ask: Client['ask'],
  lie: (lie: Lie, question: QuestionKind) => void,
): Pick<Client, 'ask'> => {
  /** Of the last card alone: loans of one patron come together. */
  let spelled = { card: '', number: '' };
  const spells = async (card: string, number: string): Promise<boolean> => {
    if (spelled.card !== card || isAnother(spelled.number, { patronId: number })) {
      const outcome = await ask({
        kind: 'patron-information',
        patronId: card,
        patronPassword: null,
        summary: 'charged-items',
      });
      if (outcome.kind !== 'answered') return false;
      spelled = { card, number: patronIn(outcome.answer) };
    }
    return !isAnother(spelled.number, { patronId: number });
  };
  return {
    ask: async (question, asking) => {
      const outcome = await ask(question, asking);
      const card = patronIn(question);
      if (outcome.kind !== 'answered' || !isAnother(card, outcome.answer)) return outcome;
      if (await spells(card, patronIn(outcome.answer))) return outcome;
      lie('other-patron', question.kind);
      return { kind: 'outcome-unknown', because: 'aborted', text: 'The answer names another patron.' };
    },
  };
};

/** Whether both are named and differ. Letters' case and blanks around a number are the library system's own. */
export const isAnother = (asked: string, answer: object): boolean => {
  const told = patronIn(answer).trim().toLowerCase();
  const number = asked.trim().toLowerCase();
  return number !== '' && told !== '' && number !== told;
};

const patronIn = (message: object): string => {
  const number: unknown = Reflect.get(message, 'patronId');
  return typeof number === 'string' ? number : '';
};
