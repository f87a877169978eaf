// A patron as staff see one, in lines.
import type { PatronLine } from '../../contract/register-view.ts';
import { useSpeech } from '../parts/speech.ts';

/** `brief`: what tells one person from another. */
export function PatronFacts({ patron, brief = false }: { readonly patron: PatronLine; readonly brief?: boolean }) {
  const { say, day } = useSpeech();
  const days = (text: string | null): string | null => (text === null ? null : day({ kind: 'day', day: text }));
  const facts = [
    { name: say('register.field.card'), value: patron.card ?? say('register.patron.no-card') },
    { name: say('register.field.born'), value: days(patron.born) },
    { name: say('register.field.phone'), value: patron.phone },
    { name: say('register.field.email'), value: patron.email },
    { name: say('register.field.category'), value: brief ? null : patron.category },
    { name: say('register.field.branch'), value: brief ? null : patron.branch },
    { name: say('register.field.expiry'), value: days(patron.expiry) },
  ];
  return (
    <dl className="register-facts">
      {facts.map(({ name, value }) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
