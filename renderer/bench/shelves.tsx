// The shelves: books, oddments and library cards to take in one's hand.
import { useState, type PointerEvent, type ReactNode } from 'react';
import type { BenchCard, BenchItem, BenchView } from '../../contract/bench.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { matches } from './find.ts';
import { useHands, type Carried } from './hands.tsx';
import { TagLine } from './tag.tsx';

export function Shelves({ bench }: { readonly bench: BenchView }) {
  const { say } = useSpeech();
  const [wish, setWish] = useState('');
  const items = bench.items.filter((item) =>
    matches(wish, [item.title, item.author, item.number, say(`bench.item.${item.shows}`)]),
  );
  const cards = bench.cards.filter((card) => matches(wish, [card.name, card.number, say(`bench.card.${card.shows}`)]));
  const oddments = bench.oddments.filter((tag) => matches(wish, [say(`bench.oddment.${tag.is}`), tag.uid]));
  const nothing = items.length + cards.length + oddments.length === 0;

  return (
    <div className="shelves">
      <label className="search">
        <Icon name="search" />
        <span className="unseen">{say('bench.search')}</span>
        <input
          type="text"
          value={wish}
          placeholder={say('bench.search')}
          data-testid="bench-search"
          onChange={(event) => setWish(event.target.value)}
        />
      </label>
      {nothing ? <p className="shelf-word">{say('bench.nothing-found')}</p> : null}
      {cards.length === 0 ? null : (
        <Shelf name={say('bench.cards')}>
          {cards.map((card) => (
            <CardThing key={card.number} card={card} />
          ))}
        </Shelf>
      )}
      {items.length === 0 ? null : (
        <Shelf name={say('bench.items')}>
          {items.map((item) => (
            <ItemThing key={item.number} item={item} />
          ))}
        </Shelf>
      )}
      {oddments.length === 0 ? null : (
        <Shelf name={say('bench.oddments')}>
          {oddments.map((tag) => (
            <Thing
              key={tag.uid}
              testId={`bench-oddment-${tag.uid}`}
              load={{ label: say(`bench.oddment.${tag.is}`), tags: [tag] }}
            >
              <div className="thing-top">
                <p className="thing-name">{say(`bench.oddment.${tag.is}`)}</p>
              </div>
              <ul>
                <TagLine tag={tag} thing={say(`bench.oddment.${tag.is}`)} guarded />
              </ul>
            </Thing>
          ))}
        </Shelf>
      )}
    </div>
  );
}

function Shelf({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className="shelf">
      <h3>{name}</h3>
      <ul className="things">{children}</ul>
    </section>
  );
}

/** Anywhere but on its buttons it can be taken and carried. */
function Thing(parts: { readonly testId: string; readonly load: Carried; readonly children: ReactNode }) {
  const { carry } = useHands();
  const take = (event: PointerEvent) => {
    const onControl = event.target instanceof Element && event.target.closest('button, label') !== null;
    if (!onControl) carry(event, parts.load);
  };
  return (
    <li
      className="thing"
      data-testid={parts.testId}
      data-on-pad={parts.load.tags.some((tag) => tag.onPad)}
      data-loose={parts.load.tags.length > 0}
      onPointerDown={take}
    >
      {parts.children}
    </li>
  );
}

function ItemThing({ item }: { readonly item: BenchItem }) {
  const { say } = useSpeech();
  return (
    <Thing testId={`bench-item-${item.number}`} load={{ label: item.title, tags: item.tags }}>
      <div className="thing-top">
        <div>
          <p className="thing-name">{item.title}</p>
          <p className="thing-more">
            {item.author} · {item.number}
          </p>
        </div>
        <ScanButton number={item.number} label={item.title} />
      </div>
      <p className="chips">
        <span className="chip">{say(`bench.item.${item.shows}`)}</span>
        {item.lentTo === null ? null : (
          <span className="chip chip-lent">{say('bench.lent-to', { card: item.lentTo })}</span>
        )}
      </p>
      <ul>
        {item.tags.map((tag) => (
          <TagLine key={tag.uid} tag={tag} thing={item.title} guarded />
        ))}
      </ul>
    </Thing>
  );
}

function CardThing({ card }: { readonly card: BenchCard }) {
  const { say } = useSpeech();
  return (
    <Thing testId={`bench-card-${card.number}`} load={{ label: card.name, tags: card.tag === null ? [] : [card.tag] }}>
      <div className="thing-top">
        <div>
          <p className="thing-name">
            <Icon name="patron" /> {card.name}
          </p>
          <p className="thing-more">
            {card.number}
            {card.pin === null ? null : ` · ${say('bench.pin', { pin: card.pin })}`}
          </p>
        </div>
        <ScanButton number={card.number} label={card.name} />
      </div>
      <p className="chips">
        <span className="chip">{say(`bench.card.${card.shows}`)}</span>
      </p>
      {card.tag === null ? null : (
        <ul>
          <TagLine tag={card.tag} thing={card.name} guarded={false} />
        </ul>
      )}
    </Thing>
  );
}

function ScanButton({ number, label }: { readonly number: string; readonly label: string }) {
  const { say } = useSpeech();
  const { act } = useHands();
  return (
    <button
      type="button"
      className="tool"
      data-testid={`bench-scan-${number}`}
      aria-label={say('bench.scan-say', { label })}
      onClick={() => act({ kind: 'scan', text: number })}
    >
      <Icon name="scan" />
      {say('bench.scan')}
    </button>
  );
}
