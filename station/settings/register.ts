// What a library may decide about the cards its desks make: what is asked of a person, what they agree to, what a card is. The way
// into the library system is registry.ts's. Knows shapes, help and defaults.
import * as z from 'zod';

const wish = (what: string, usual: 'needed' | 'asked' | 'left-out') =>
  z.enum(['needed', 'asked', 'left-out']).default(usual).describe(`${what}: needed, asked for, or left out`);

const usualConsent = {
  vi: 'Tôi đồng ý cho thư viện lưu và dùng các thông tin trên để cấp thẻ, cho mượn tài liệu và liên hệ với tôi về việc đó. Tôi có quyền xem, sửa, xin xóa và rút lại sự đồng ý này tại quầy bất cứ lúc nào.',
  en: 'I agree that the library keeps and uses the above to issue my card, to lend, and to reach me about it. At the desk I may at any time see it, have it corrected or deleted, and withdraw this consent.',
} as const;

const text = z.string().min(1).max(1200);

export const registerSettings = z.strictObject({
  card: z
    .enum(['printed', 'range', 'uid', 'tag'])
    .default('printed')
    .describe(
      'What a new card is: "printed", its number is on it and is scanned; "range", the station gives the next number of the library’s range; "uid", the number is the UID of a card that is tapped; "tag", the number is written onto the RFID card and read back',
    ),
  tagFormat: z
    .enum(['iso-28560-2', 'iso-28560-3'])
    .default('iso-28560-2')
    .describe('With "tag": how it is written; its type of usage says that it is a patron card'),
  fields: z
    .strictObject({
      born: wish('Date of birth', 'needed'),
      sex: wish('Sex', 'asked'),
      address: wish('Address', 'asked'),
      phone: wish('Telephone', 'asked'),
      email: wish('E-mail', 'asked'),
    })
    .prefault({})
    .describe('What is asked of a person besides the name. What is left out is not kept, whatever a scanned card says'),
  consent: z
    .strictObject({
      version: z.string().min(1).max(32).default('1').describe('Recorded with each card; raise it with each new text'),
      vi: text.default(usualConsent.vi).describe('The text that a person agrees to'),
      en: text.default(usualConsent.en).describe('The same in English'),
    })
    .prefault({})
    .describe('What a person agrees to before a card is made'),
  guardianBelow: z
    .int()
    .min(0)
    .max(21)
    .default(15)
    .describe('Whoever is younger needs a guardian, who agrees; 0: nobody does'),
  categories: z
    .array(z.string().min(1).max(100))
    .max(100)
    .default([])
    .describe('Codes of the categories that are offered, in this order; empty: all that the library system has'),
  childCategories: z
    .array(z.string().min(1).max(100))
    .max(100)
    .default([])
    .describe('Those of them for whoever needs a guardian; the first is proposed'),
  branches: z
    .array(z.string().min(1).max(100))
    .max(500)
    .default([])
    .describe('Codes of the branches that are offered, in this order; the first is proposed; empty: all'),
  months: z
    .int()
    .min(1)
    .max(240)
    .nullable()
    .default(null)
    .describe('How many months a card is good for; null: by the library system’s rule for the category'),
  deposits: z
    .array(
      z.strictObject({
        category: z.string().min(1).max(100).nullable().describe('Its code; null: all others'),
        amount: z.int().min(0).max(100_000_000).describe('What is taken, in the library’s currency; 0: nothing'),
      }),
    )
    .max(100)
    .default([])
    .describe('Deposits (thế chân) by category; empty: none is taken'),
  pinDigits: z
    .int()
    .min(0)
    .max(12)
    .default(4)
    .describe('The fewest signs of a patron password, which can be set once the patron exists; 0: none is offered'),
  slip: z
    .enum(['print', 'offer', 'none'])
    .default('print')
    .describe('A slip with the new card’s number as a QR code, for use at once'),
});
export type RegisterSettings = z.infer<typeof registerSettings>;
