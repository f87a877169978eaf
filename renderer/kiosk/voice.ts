// The voice of the screen: the browser's own where it has one for the language, else the station's, else silence.
// A voice of the browser that works far away would send patrons' names there: it is never asked.
import type { Language } from '../../contract/terms.ts';
import { withoutSigns } from '../../contract/words/set-apart.ts';
import { loudspeaker } from './audio.ts';

export type Voice = {
  /** Says this now, whatever is being said. */
  readonly say: (text: string, language: Language) => void;
  /** Says this when all before it is said. */
  readonly add: (text: string, language: Language) => void;
  readonly stop: () => void;
};

/** More than a person listens to: what waits beyond it is old news. */
const longestQueue = 6;

const browserVoice = (language: Language): SpeechSynthesisVoice | undefined =>
  'speechSynthesis' in window
    ? speechSynthesis.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(language))
    : undefined;

/** What the station can say aloud; nothing when there is no station to ask. */
export async function stationVoices(): Promise<readonly Language[]> {
  try {
    const answer = await fetch('/voice');
    const list: unknown = answer.ok ? await answer.json() : [];
    return Array.isArray(list) ? (['vi', 'en'] as const).filter((language) => list.includes(language)) : [];
  } catch {
    return [];
  }
}

export const canSpeak = (language: Language, station: readonly Language[]): boolean =>
  station.includes(language) || browserVoice(language) !== undefined;

export function createVoice(): Voice {
  let queue: readonly { readonly text: string; readonly language: Language }[] = [];
  let current: AbortController | null = null;

  const next = () => {
    const [first, ...rest] = queue;
    if (first === undefined || current !== null) return;
    queue = rest;
    const saying = new AbortController();
    current = saying;
    const goOn = () => {
      if (current !== saying) return;
      current = null;
      next();
    };
    speak(first.text, first.language, saying.signal).then(goOn, goOn);
  };
  const stop = () => {
    queue = [];
    current?.abort();
    current = null;
  };
  return {
    say: (text, language) => {
      stop();
      if (text !== '') queue = [{ text, language }];
      next();
    },
    add: (text, language) => {
      if (text === '') return;
      queue = [...queue, { text, language }].slice(-longestQueue);
      next();
    },
    stop,
  };
}

function speak(text: string, language: Language, signal: AbortSignal): Promise<void> {
  const voice = browserVoice(language);
  const words = withoutSigns(text);
  return voice === undefined ? speakByStation(words, language, signal) : speakByBrowser(words, voice, signal);
}

function speakByBrowser(text: string, voice: SpeechSynthesisVoice, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = voice.lang;
    words.addEventListener('end', () => resolve());
    words.addEventListener('error', () => resolve());
    signal.addEventListener('abort', () => speechSynthesis.cancel());
    speechSynthesis.speak(words);
  });
}

async function speakByStation(text: string, language: Language, signal: AbortSignal): Promise<void> {
  const answer = await fetch('/voice', { method: 'POST', signal, body: JSON.stringify({ language, text }) });
  if (answer.status !== 200) return;
  const output = loudspeaker();
  const sound = await output.decodeAudioData(await answer.arrayBuffer());
  if (signal.aborted) return;
  const player = new AudioBufferSourceNode(output, { buffer: sound });
  const ended = new Promise<void>((resolve) => {
    player.addEventListener('ended', () => resolve());
  });
  signal.addEventListener('abort', () => player.stop());
  player.connect(output.destination);
  player.start();
  await ended;
}
