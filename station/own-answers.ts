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
