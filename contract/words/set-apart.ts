// Values inside a sentence that is written the other way: each is set apart, so that neither turns the other's order. For the glass;
// paper and letters have no such signs. Knows directions; nothing of what is said.
import type { Key, Say, Values } from './words.ts';

/** Letters that are written from the right. */
const fromRight =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]/u;

// Unicode's First Strong Isolate and Pop Directional Isolate (UAX #9, 2.4): the value finds its own direction.
const setApart = (value: string): string => `\u2068${value}\u2069`;
/** Signs for the eye's order only: a voice would spell them. */
const signs = /[\u2066-\u2069]/g;
export const withoutSigns = (text: string): string => text.replaceAll(signs, '');

/**
 * Says as `say` does. In a sentence from the left, values with letters from the right are set apart; in one from the right, every
 * text is: also a number of groups (`0912 345 678`) or a sum would be turned. Numbers and dates are the message's own business.
 */
export const settingApart = (say: Say, messageOf: (key: Key) => string): Say => {
  const isFromRight = new Map<Key, boolean>();
  return (key, values) => {
    if (values === undefined) return say(key);
    const known = isFromRight.get(key) ?? fromRight.test(messageOf(key));
    isFromRight.set(key, known);
    const apart: Values = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'string' && (known || fromRight.test(value)) ? setApart(value) : value,
      ]),
    );
    return say(key, apart);
  };
};
