// What a library may show on the welcome screen while nobody is there: pictures, short texts, each for a while. Knows shapes,
// help and defaults; files are read elsewhere.
import * as z from 'zod';
import { picture } from './pictures.ts';

const both = z.strictObject({
  vi: z.string().trim().min(1).max(90).describe('In Vietnamese'),
  en: z.string().trim().min(1).max(90).describe('In English'),
});

/** Of a file beside the settings: no folder can be named, and nothing that is hidden. */
const fileName = /^(?!\.)[^\\/:\0]{1,120}\.(?:png|jpe?g)$/i;

const own = picture(256);

const slide = z
  .strictObject({
    picture: z
      .string()
      .superRefine((text, issues) => {
        if (!text.startsWith('data:')) {
          if (!fileName.test(text)) issues.addIssue({ code: 'custom', message: 'settings.not-a-picture-file' });
          return;
        }
        for (const { message } of own.safeParse(text).error?.issues ?? []) issues.addIssue({ code: 'custom', message });
      })
      .nullable()
      .default(null)
      .describe(
        'A PNG or JPEG file of up to 4 MB in the folder of the settings file, by its name; or a PNG or SVG of up to 256 kB as a data URL',
      ),
    alt: both.nullable().default(null).describe('What the picture shows, for who cannot see it; needed with a picture'),
    text: both.nullable().default(null).describe('A short text, above the picture or by itself'),
    seconds: z.int().min(5).max(60).default(10).describe('So long it is shown in each language'),
  })
  .refine((one) => one.picture !== null || one.text !== null, 'settings.empty-slide')
  .refine((one) => one.picture === null || one.alt !== null, { path: ['alt'], message: 'settings.no-alt' });

export const attractSettings = z.strictObject({
  afterSeconds: z
    .int()
    .min(20)
    .max(3600)
    .default(60)
    .describe('So long untouched, the welcome screen begins to show them'),
  slides: z
    .array(slide)
    .max(12)
    .default([])
    .describe('What is shown, one after the other; none: the welcome screen only speaks its languages by turns'),
});
export type AttractSettings = z.infer<typeof attractSettings>;
