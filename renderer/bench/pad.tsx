// The drawn pad: what lies on it, to be dragged or tapped off again.
import type { BenchTag, BenchView } from '../../contract/bench.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useHands } from './hands.tsx';
import { SecurityMark, tagName } from './tag.tsx';

export function Pad({ bench, plugged }: { readonly bench: BenchView; readonly plugged: boolean }) {
  const { say } = useSpeech();
  const { act } = useHands();
  const lying = [
    ...bench.items.flatMap((item) => item.tags.map((tag) => ({ tag, thing: item.title, guarded: true }))),
    ...bench.oddments.map((tag) => ({ tag, thing: say(`bench.oddment.${tag.is}`), guarded: true })),
    ...bench.cards.flatMap(({ tag, name }) => (tag === null ? [] : [{ tag, thing: name, guarded: false }])),
  ].filter(({ tag }) => tag.onPad);

  return (
    <section className="pad" data-pad="" data-plugged={plugged} data-testid="bench-pad" aria-label={say('bench.pad')}>
      <header>
        <h2>{say('bench.pad')}</h2>
        <button
          type="button"
          className="tool"
          data-testid="bench-clear-pad"
          aria-disabled={lying.length === 0}
          onClick={() => lying.length > 0 && act({ kind: 'clear-pad' })}
        >
          {say('bench.clear-pad')}
        </button>
      </header>
      {plugged ? null : (
        <p className="pad-word">
          <Icon name="plug" />
          {say('bench.pad-unplugged')}
        </p>
      )}
      {plugged && lying.length === 0 ? <p className="pad-word">{say('bench.pad-empty')}</p> : null}
      <ul className="lying">
        {lying.map((each) => (
          <Lying key={each.tag.uid} {...each} />
        ))}
      </ul>
    </section>
  );
}

function Lying(parts: { readonly tag: BenchTag; readonly thing: string; readonly guarded: boolean }) {
  const { say } = useSpeech();
  const { act, carry, wasDrag } = useHands();
  const { tag, thing, guarded } = parts;
  const label = tagName(thing, tag);
  return (
    <li>
      <button
        type="button"
        className="lying-thing"
        data-security={guarded ? tag.security : 'none'}
        data-testid={`bench-lift-${tag.uid}`}
        onPointerDown={(event) => carry(event, { label, tags: [tag] })}
        onClick={() => {
          if (!wasDrag()) act({ kind: 'take-off-pad', uid: tag.uid });
        }}
      >
        {guarded ? <SecurityMark security={tag.security} /> : <Icon name="patron" />}
        <span className="lying-name">{label}</span>
        <span className="unseen">{say('bench.take')}</span>
      </button>
    </li>
  );
}
