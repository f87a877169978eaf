// Hands of staff in the room where cards are made: what every story of it does.
import { formFields, type FormField } from '../../contract/register-view.ts';
import { registerSettings, type RegisterSettings } from '../../station/settings/register.ts';
import type { Settings } from '../../station/settings/schema.ts';
import type { KohaFault } from '../../station/koha/faults.ts';
import type { Story } from './story.ts';
import type * as z from 'zod';

/** Of people that there are none of. */
export const papers = {
  an: '001090012345|123456789|Nguyễn Văn An|01011990|Nam|12 Phố Huế, Hà Nội|15042021',
  hoa: '001185054321||Phạm Thị Hoa|08031985|Nữ|5 Hàng Bạc, Hà Nội|01072024',
  child: '001315012345||Trần Thị Bé|05092015|Nữ|3 Hàng Bài, Hà Nội|01072024',
} as const;

/** First numbers of the demonstration's range. */
export const numbers = ['21234000100016', '21234000100024', '21234000100032'] as const;

/** Hours go by at once where no reader is asked meanwhile. */
export const byBarcode = { reader: null, security: { kind: 'none' } } as const;

export const newCards = (
  more: z.input<typeof registerSettings>,
): { readonly newCards: RegisterSettings } & Partial<Settings> => ({
  newCards: registerSettings.parse({ card: 'range', childCategories: ['TRE-EM'], months: 12, ...more }),
});

/** A check of a PIN costs real time; nothing else is waited for. */
export const signIn = async ({ desk: glass, clock }: Story): Promise<void> => {
  await glass.act({ kind: 'sign-in', name: 'Lan', pin: '246810' });
  for (let { screen } = glass.view(); screen.at === 'sign-in' && screen.checking; { screen } = glass.view())
    await clock.pass(0);
};

export const openRegister = async (told: Story): Promise<void> => {
  const { desk: glass } = told;
  await signIn(told);
  await glass.act({ kind: 'open-room', room: 'register' });
  await glass.shows({ at: 'register', page: 'new' });
};

export const fill = async ({ desk: glass }: Story, values: Partial<Record<FormField, string>>): Promise<void> => {
  for (const field of formFields) {
    const value = values[field];
    if (value !== undefined) await glass.act({ kind: 'fill-card-form', field, value });
  }
};

export const agree = ({ desk: glass }: Story): Promise<void> =>
  glass.act({ kind: 'tick-card-form', what: 'consent', on: true });

export const make = ({ desk: glass }: Story): Promise<void> => glass.act({ kind: 'make-card' });

/** From a paper to what became of it. */
export const register = async (told: Story, paper: string, values: Partial<Record<FormField, string>> = {}) => {
  await told.desk.bench.scan(paper);
  const [, , name = ''] = paper.split('|');
  await told.desk.shows(form({ busy: null, values: { given: name.split(' ').at(-1) } }));
  await fill(told, values);
  await agree(told);
  await make(told);
};

export const form = (like: object) => ({ at: 'register' as const, page: 'new', sheet: { at: 'form', form: like } });
export const made = (like: object) => ({ at: 'register' as const, page: 'new', sheet: { at: 'made', made: like } });
export const found = (like: object) => ({ at: 'register' as const, page: 'find', sheet: { at: 'patron', ...like } });

/** What goes wrong from now on at the library system. */
export const koha = ({ works }: Story, ...faults: readonly KohaFault[]): void =>
  works().library?.koha.setFaults(faults);
export const down: KohaFault = { asked: 'any', does: { kind: 'maintenance' }, times: null };
