// The station's own voice: the program espeak-ng, where it is installed. What is to be said goes in by stdin, never by an argument
// and never through a shell; sound comes back as WAV. Knows no screen; keeps nothing of what it says.
import { spawn } from 'node:child_process';
import type { Language } from '../contract/terms.ts';

export type Voice = {
  readonly languages: readonly Language[];
  /** A WAV file; null when it could not be said: no such voice, too much at once, or the program failed. */
  speak(language: Language, text: string): Promise<Buffer | null>;
};

/** What a person who listens can use, and a small computer can make in time. */
export const voiceLimits = {
  characters: 2_000,
  /** Of sound: about four minutes at 22 kHz. */
  bytes: 12 * 1024 * 1024,
  timeMs: 8_000,
  atOnce: 2,
} as const;

const voices: Readonly<Record<Language, string>> = { vi: 'vi', en: 'en-gb' };
/** A little slower than the program's own 175 words a minute. */
const wordsPerMinute = '160';

export const noVoice: Voice = { languages: [], speak: () => Promise.resolve(null) };

/** Tries the program once in each language. `command`: the program and what stands before its own arguments. */
export const openVoice = async (command: readonly [string, ...string[]] = ['espeak-ng']): Promise<Voice> => {
  let running = 0;
  const speak = async (language: Language, text: string): Promise<Buffer | null> => {
    const words = spoken(text);
    if (words === '' || running >= voiceLimits.atOnce) return null;
    running += 1;
    try {
      return asWav(await say(command, voices[language], words));
    } finally {
      running -= 1;
    }
  };
  const tried = await Promise.all(
    (['vi', 'en'] as const).map(async (language) => ((await speak(language, 'a')) === null ? [] : [language])),
  );
  const languages = tried.flat();
  return {
    languages,
    speak: (language, text) => (languages.includes(language) ? speak(language, text) : Promise.resolve(null)),
  };
};

/** One line; without `[[`, which would be read as phonemes. */
const spoken = (text: string): string =>
  text
    .slice(0, voiceLimits.characters)
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .replaceAll('[[', '')
    .trim();

/** What the program wrote; null when it is not there, failed, or took too long or too much. */
const say = (
  [program, ...before]: readonly [string, ...string[]],
  voice: string,
  words: string,
): Promise<Buffer | null> =>
  new Promise((resolve) => {
    const { PATH, ESPEAK_DATA_PATH, LD_LIBRARY_PATH } = process.env;
    const child = spawn(program, [...before, '-v', voice, '-s', wordsPerMinute, '-b', '1', '--stdin', '--stdout'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      // Nothing else of the station's surroundings is its business: passwords may stand there.
      env: {
        ...(PATH === undefined ? {} : { PATH }),
        ...(ESPEAK_DATA_PATH === undefined ? {} : { ESPEAK_DATA_PATH }),
        ...(LD_LIBRARY_PATH === undefined ? {} : { LD_LIBRARY_PATH }),
      },
      timeout: voiceLimits.timeMs,
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    child.on('error', () => resolve(null));
    // Where no file handle is left there is no process, and there are no pipes to it.
    if (child.pid === undefined) return;
    const pieces: Buffer[] = [];
    let length = 0;
    child.stdout.on('data', (piece: Buffer) => {
      length += piece.length;
      if (length > voiceLimits.bytes) child.kill('SIGKILL');
      else pieces.push(piece);
    });
    child.on('close', (code) => resolve(code === 0 && length <= voiceLimits.bytes ? Buffer.concat(pieces) : null));
    // A program that ends before it has read everything is no fault of ours.
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${words}\n`);
  });

const headerBytes = 44;

/** Written to a pipe, a WAV file does not know its length yet: browsers want it to. */
const asWav = (sound: Buffer | null): Buffer | null => {
  if (sound === null || sound.length <= headerBytes || sound.toString('latin1', 0, 4) !== 'RIFF') return null;
  sound.writeUInt32LE(sound.length - 8, 4);
  if (sound.toString('latin1', 36, 40) === 'data') sound.writeUInt32LE(sound.length - headerBytes, 40);
  return sound;
};
