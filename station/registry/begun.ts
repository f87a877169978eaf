// Forms that are open at this station's desks and were looked for: two desks that make a card for one person at the same moment find
// each other, though the library system has neither yet. In memory alone; knows no screens.
import type { Clock } from '../../drivers/clock.ts';
import { alikeBy } from './likeness.ts';
import { spokenName } from './names.ts';
import type { Alike, Person } from './registry.ts';

/** A form, by the key of its registration, and where it is being filled. */
export type Form = { readonly key: string; readonly place: string };

export type BegunForms = {
  /** Whoever else is being registered now and has something in common; from now on this form is one of them. */
  look(form: Form, person: Person): readonly Alike[];
  /** It is a row of the list from now on, or given up. */
  end(key: string): void;
};

/** A form that was left lying counts no longer than this. */
export const formForgottenMs = 15 * 60_000;

export const createBegunForms = (clock: Clock): BegunForms => {
  const forms = new Map<string, { readonly place: string; readonly person: Person; readonly atMs: number }>();
  return {
    look: ({ key, place }, person) => {
      for (const [other, { atMs }] of forms) if (clock.now() - atMs > formForgottenMs) forms.delete(other);
      forms.delete(key);
      const alike = [...forms].flatMap(([other, form]) => {
        const { name, born, phone, email } = form.person;
        const known = { key: other, name: spokenName(name), born, phone, email, card: null };
        const rest = { category: null, branch: null, expiry: null, isBlocked: false };
        const found = alikeBy(person, { ...known, ...rest });
        return found === null ? [] : [{ ...found, place: form.place }];
      });
      // Of one desk there is one form: the one before was put away.
      for (const [other, form] of forms) if (form.place === place) forms.delete(other);
      forms.set(key, { place, person, atMs: clock.now() });
      return alike.filter((one) => one.place !== place);
    },
    end: (key) => void forms.delete(key),
  };
};
