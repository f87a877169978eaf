// The room where items are given their tags: one thing to do, large; how many are done; what was written last, each to be undone.
import { useEffect, useRef } from 'react';
import { taggingPaces, taggingSources, type HalfTag, type TaggingScreen } from '../../contract/tagging-view.ts';
import { play } from '../kiosk/sounds.ts';
import { Button } from '../parts/button.tsx';
import { saveFile } from '../parts/save-file.ts';
import { useSpeech } from '../parts/speech.ts';
import { useDeskHands } from './hands.ts';
import { ItemLine } from './tagging-item.tsx';
import { TaggingList } from './tagging-list.tsx';
import { TaggingNow } from './tagging-now.tsx';
import './tagging.css';

export function Tagging({ screen }: { readonly screen: TaggingScreen }) {
  useCue(screen.cue);
  useFile(screen.file);
  return (
    <div className="tagging">
      <Head screen={screen} />
      <Halves halves={screen.halves} />
      <TaggingNow screen={screen} />
      <TaggingList screen={screen} />
    </div>
  );
}

function Head({ screen }: { readonly screen: TaggingScreen }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const { pace, source, count } = screen;
  return (
    <header className="tagging-head">
      <h1 data-heading="" tabIndex={-1}>
        {say('tagging.title')}
      </h1>
      <Choice
        name={say('tagging.pace')}
        of={taggingPaces}
        is={pace}
        word={(one) => say(`tagging.pace.${one}`)}
        onChoose={(one) => act({ kind: 'tag-how', pace: one, source })}
      />
      <Choice
        name={say('tagging.source')}
        of={taggingSources}
        is={source}
        word={(one) => say(`tagging.source.${one}`)}
        onChoose={(one) => act({ kind: 'tag-how', pace, source: one })}
      />
      <output className="tagging-count" data-testid="tag-count">
        {say('tagging.count', { count })}
      </output>
    </header>
  );
}

function Choice<One extends string>(parts: {
  readonly name: string;
  readonly of: readonly One[];
  readonly is: One;
  readonly word: (one: One) => string;
  readonly onChoose: (one: One) => void;
}) {
  return (
    <fieldset className="tagging-choice" aria-label={parts.name}>
      <span aria-hidden="true">{parts.name}</span>
      {parts.of.map((one) => (
        <button
          type="button"
          key={one}
          data-testid={`tag-${one}`}
          aria-pressed={one === parts.is}
          onClick={() => parts.onChoose(one)}
        >
          {parts.word(one)}
        </button>
      ))}
    </fieldset>
  );
}

function Halves({ halves }: { readonly halves: readonly HalfTag[] }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  if (halves.length === 0) return null;
  return (
    <section className="tagging-halves">
      <h2>{say('tagging.halves')}</h2>
      <p>{say('tagging.halves.why')}</p>
      <ul>
        {halves.map(({ ticket, item, uid }) => (
          <li key={ticket}>
            <ItemLine item={item} />
            <code>{uid}</code>
            <Button look="second" onPress={() => act({ kind: 'tag-half', ticket, how: 'write' })}>
              {say('tagging.half.write')}
            </Button>
            <Button look="plain" onPress={() => act({ kind: 'tag-half', ticket, how: 'settled' })}>
              {say('tagging.half.settled')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Heard once each; nothing is heard of what was there when the room was opened. */
function useCue({ nth, kind }: TaggingScreen['cue']): void {
  const before = useRef(nth);
  useEffect(() => {
    if (before.current === nth) return;
    before.current = nth;
    play(kind);
  }, [nth, kind]);
}

/** The browser saves it as it saves any file. */
function useFile(file: TaggingScreen['file']): void {
  const { act } = useDeskHands();
  const saved = useRef<number | null>(null);
  useEffect(() => {
    if (file === null || saved.current === file.nth) return;
    saved.current = file.nth;
    saveFile(file.name, file.text, 'text/csv;charset=utf-8');
    act({ kind: 'tag-saved' });
  }, [file, act]);
}
