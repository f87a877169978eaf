// Reads the screen aloud to whoever asked for it: each screen when it comes, whatever gets the focus, and whatever the page tells
// a screen reader. It looks at the page alone, so it says what is there and nothing else.
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { KioskView } from '../../contract/view.ts';
import type { Language } from '../../contract/terms.ts';
import { useSpeech } from '../parts/speech.ts';
import { focusWords, screenWords } from './reading.ts';
import { canSpeak, createVoice, stationVoices, type Voice } from './voice.ts';

const live = 'output, [role="alert"], [role="status"], [aria-live]';

/** Which languages can be spoken here; asked once, when the page has been drawn. */
export function useHasVoice(language: Language): boolean {
  const [station, setStation] = useState<readonly Language[]>([]);
  useEffect(() => {
    void stationVoices().then(setStation);
  }, []);
  return canSpeak(language, station);
}

/** What the help key says: the whole screen, again. `isTouched`: it is read by touching, and says how. */
export function useReader(
  root: RefObject<HTMLElement | null>,
  view: KioskView,
  isTouched: boolean,
): { readonly readScreen: () => void } {
  const speech = useSpeech();
  const voice = useMemo(() => createVoice(), []);
  const isOn = view.comfort.voice;
  const ends = useRef({ speech, isOn });
  useEffect(() => {
    ends.current = { speech, isOn };
  });
  useTurning(voice, isOn, root, isTouched);
  useFocusReading(voice, isOn, root);
  useLiveReading(voice, isOn, root);
  const { language } = speech;
  const isAsked = view.idle !== null;
  // The question over the screen; and the screen anew when its language changed or the question was answered.
  const told = `${language} ${isAsked}`;
  const toldBefore = useRef(told);
  useEffect(() => {
    if (toldBefore.current === told) return;
    toldBefore.current = told;
    const { current } = root;
    if (ends.current.isOn && current !== null) voice.say(screenWords(current), ends.current.speech.language);
  }, [voice, root, told]);
  return {
    readScreen: () => {
      if (root.current !== null) voice.say(screenWords(root.current), language);
    },
  };
}

/** Says that it is on and how to use it, then the screen; that it is off, and then nothing. */
function useTurning(voice: Voice, isOn: boolean, root: RefObject<HTMLElement | null>, isTouched: boolean): void {
  const speech = useSpeech();
  const before = useRef(isOn);
  useEffect(() => {
    if (before.current === isOn) return;
    before.current = isOn;
    voice.say(speech.say(isOn ? (isTouched ? 'voice.on-touch' : 'voice.on') : 'voice.off'), speech.language);
    if (isOn && root.current !== null) voice.add(screenWords(root.current), speech.language);
  }, [voice, isOn, root, speech, isTouched]);
}

function useFocusReading(voice: Voice, isOn: boolean, root: RefObject<HTMLElement | null>): void {
  const speech = useSpeech();
  useEffect(() => {
    if (!isOn) return undefined;
    const read = (event: FocusEvent) => {
      const { target } = event;
      if (!(target instanceof Element) || root.current?.contains(target) !== true) return;
      // A new screen gives its focus to its heading: then all of it is read.
      const isNew = target.hasAttribute('data-heading') || target.matches('dialog h2, [role="alertdialog"] button');
      voice.say(isNew ? screenWords(root.current) : focusWords(target, speech), speech.language);
      if (target.matches('[role="alertdialog"] button')) voice.add(focusWords(target, speech), speech.language);
    };
    window.addEventListener('focusin', read);
    return () => window.removeEventListener('focusin', read);
  }, [voice, isOn, root, speech]);
}

/** What a screen reader is told of is said here, too, after what is being said. */
function useLiveReading(voice: Voice, isOn: boolean, root: RefObject<HTMLElement | null>): void {
  const speech = useSpeech();
  useEffect(() => {
    const { current } = root;
    if (!isOn || current === null) return undefined;
    const said = new Map<Element, string>();
    for (const region of current.querySelectorAll(live)) said.set(region, region.textContent);
    const watch = new MutationObserver((changes) => {
      const regions = new Set(
        changes.flatMap(({ target }) => {
          const region = (target instanceof Element ? target : target.parentElement)?.closest(live);
          return region === null || region === undefined ? [] : [region];
        }),
      );
      for (const region of regions) {
        const text = region.textContent.trim();
        if (text !== '' && said.get(region) !== text && region.isConnected) voice.add(text, speech.language);
        said.set(region, text);
      }
    });
    watch.observe(current, { subtree: true, childList: true, characterData: true });
    return () => watch.disconnect();
  }, [voice, isOn, root, speech]);
}
