// How one person wants the glass: letters, contrast, reach, motion, sounds, a voice. Plain data; it ends with the session.

export type Comfort = {
  /** 100, 140 and 180 %. */
  readonly letters: 'normal' | 'large' | 'largest';
  readonly contrast: 'normal' | 'high';
  /** `low`: on an upright screen everything stands in its lower part. */
  readonly reach: 'normal' | 'low';
  readonly motion: 'normal' | 'less';
  /** The cues of rows. The warning before a session ends is always heard: it must reach two senses. */
  readonly sounds: boolean;
  /** Every prompt and row is spoken. */
  readonly voice: boolean;
};

export const standardComfort: Comfort = {
  letters: 'normal',
  contrast: 'normal',
  reach: 'normal',
  motion: 'normal',
  sounds: true,
  voice: false,
};

export const letterSizes = ['normal', 'large', 'largest'] as const satisfies readonly Comfort['letters'][];

/** Whether two people want the same. */
export const isSameComfort = (one: Comfort, other: Comfort): boolean =>
  one.letters === other.letters &&
  one.contrast === other.contrast &&
  one.reach === other.reach &&
  one.motion === other.motion &&
  one.sounds === other.sounds &&
  one.voice === other.voice;

/** Somebody who hears the screen, reads it large or in contrast, or works from a chair, is given more time. */
export const needsTime = ({ letters, contrast, reach, voice }: Comfort): boolean =>
  letters !== 'normal' || contrast === 'high' || reach === 'low' || voice;
