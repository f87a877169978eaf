// Keys on the glass: real buttons, big ones; one stop for Tab, arrows within. Digits first; letters for cards that carry them;
// for passwords and words small letters and signs, too.
import { useRef, useState, type KeyboardEvent } from 'react';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';

type KeyName = string;
const digits: readonly (readonly KeyName[])[] = [
  ['1', '2', '3'],
  ['4', '5', '6'],
  ['7', '8', '9'],
  ['switch', '0', 'erase'],
];
const letters: readonly (readonly KeyName[])[] = [
  ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'],
  ['Q', 'W', 'E', 'R', 'T', 'Y', 'U', 'I', 'O', 'P'],
  ['A', 'S', 'D', 'F', 'G', 'H', 'J', 'K', 'L', '-'],
  ['switch', 'Z', 'X', 'C', 'V', 'B', 'N', 'M', '.', 'erase'],
];

const lower = letters.map((row) => row.map((key) => (key.length === 1 ? key.toLowerCase() : key)));
// Without the bar, which no library system can be told.
const signs: readonly (readonly KeyName[])[] = [
  ['!', '@', '#', '$', '%', '^', '&', '*', '(', ')'],
  ['-', '_', '=', '+', '[', ']', '{', '}', '\\', '/'],
  [';', ':', "'", '"', ',', '.', '<', '>', '?', '~'],
  ['switch', '`', '€', '£', '¥', '₫', '§', '°', '·', 'erase'],
];

export type Layer = 'digits' | 'letters' | 'lower' | 'signs';
const layers: Readonly<Record<Layer, readonly (readonly KeyName[])[]>> = { digits, letters, lower, signs };

/** What is typed. */
type Of = 'number' | 'password' | 'text';

/** What the switch leads to: a card's number needs no small letters and no signs. */
const after: Readonly<Record<Of, Readonly<Record<Layer, Layer>>>> = {
  number: { digits: 'letters', letters: 'digits', lower: 'digits', signs: 'digits' },
  password: { digits: 'lower', lower: 'letters', letters: 'signs', signs: 'digits' },
  text: { digits: 'lower', lower: 'letters', letters: 'signs', signs: 'lower' },
};

/** Words have spaces between them. */
const rowsOf = (of: Of, layer: Layer): readonly (readonly KeyName[])[] =>
  of === 'text' ? [...layers[layer], ['space']] : layers[layer];

const steps: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function Keypad(parts: {
  readonly of: Of;
  readonly layer: Layer;
  readonly onLayer: (layer: Layer) => void;
  readonly onKey: (character: string) => void;
  readonly onErase: () => void;
}) {
  const { say } = useSpeech();
  const pad = useRef<HTMLFieldSetElement>(null);
  const [at, setAt] = useState<readonly [row: number, column: number]>([0, 0]);
  const rows = rowsOf(parts.of, parts.layer);
  const next = after[parts.of][parts.layer];

  const press = (key: KeyName) => {
    if (key === 'erase') return parts.onErase();
    if (key === 'space') return parts.onKey(' ');
    if (key !== 'switch') return parts.onKey(key);
    setAt([rows.length - 1, 0]);
    parts.onLayer(next);
  };

  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    const row = at[0] + step[0];
    // Up from the first row and down from the last one leads out of the keypad, to what stands before and after it.
    if (rows[row] === undefined) return;
    event.preventDefault();
    const length = rows[row]?.length ?? 1;
    const column = (Math.min(at[1], length - 1) + step[1] + length) % length;
    setAt([row, column]);
    const key = pad.current?.querySelector(`[data-place="${row} ${column}"]`);
    if (key instanceof HTMLElement) key.focus();
  };

  const name = (key: KeyName): string | undefined => {
    if (key === 'erase') return say('keys.erase');
    if (key === 'switch') return say(`keys.${next}-say`);
    if (key === 'space') return say('keys.space');
    return undefined;
  };

  return (
    <fieldset
      className={`keypad keypad-${parts.layer === 'digits' ? 'digits' : 'letters'}`}
      aria-label={say('keys.label')}
      ref={pad}
    >
      {rows.map((keys, row) =>
        keys.map((key, column) => (
          <button
            type="button"
            // One place, one button: switching between letters and digits keeps the focus on the switch.
            key={`${row} ${column} ${key}`}
            className={`key key-${key.length === 1 ? 'character' : key}`}
            data-testid={`key-${key}`}
            data-place={`${row} ${column}`}
            aria-label={name(key)}
            tabIndex={at[0] === row && at[1] === column ? 0 : -1}
            onFocus={() => setAt([row, column])}
            onClick={() => press(key)}
            onKeyDown={move}
          >
            {key === 'erase' ? <Icon name="erase" /> : null}
            {key === 'switch' ? say(`keys.${next}`) : null}
            {key === 'space' ? say('keys.space') : null}
            {key.length === 1 ? key : null}
          </button>
        )),
      )}
    </fieldset>
  );
}
