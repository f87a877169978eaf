// What a library writes on its items' tags, at a desk.
import * as z from 'zod';
import { taggingPaces } from '../../contract/tagging-view.ts';

export const taggingSettings = z
  .strictObject({
    format: z
      .enum(['iso-28560-2', 'iso-28560-3'])
      .default('iso-28560-2')
      .describe('Data format of HF tags; a UHF tag is always written by ISO 28560-4'),
    owner: z.boolean().default(true).describe('The ISIL of the library is written, where the library has one'),
    usage: z
      .int()
      .min(0)
      .max(255)
      .default(0x10)
      .describe('Type of usage by ISO 28560-1: 16 an item that circulates, 32 one that does not'),
    setInformation: z.boolean().default(true).describe('An item with one tag is written as part 1 of 1'),
    title: z.boolean().default(false).describe('The title is written; whoever stands near can read it then'),
    shelf: z
      .boolean()
      .default(false)
      .describe('The call number is written as shelf location, where the library system tells it (ISO 28560-2 only)'),
    pace: z
      .enum(taggingPaces)
      .default('single')
      .describe('"single": each tag at a press; "continuous": as it lies there'),
  })
  .refine(({ shelf, format }) => !shelf || format === 'iso-28560-2', {
    path: ['shelf'],
    message: 'settings.shelf-needs-28560-2',
  });
export type TaggingSettings = z.infer<typeof taggingSettings>;
