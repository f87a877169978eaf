// What is to be done now, large enough to be read from where the books are; one primary thing, which Enter does.
import { useEffect, useState, type ReactNode } from 'react';
import type { TaggingNow as Now, TaggingScreen } from '../../contract/tagging-view.ts';
import type { DeskAct } from '../../contract/desk-calls.ts';
import { Button } from '../parts/button.tsx';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Field } from './field.tsx';
import { useDeskHands } from './hands.ts';
import { useMainField } from './main-field.ts';
import { clockOf, ItemLine } from './tagging-item.tsx';

type Tone = 'wait' | 'work' | 'done' | 'attention' | 'refused';

const icons: Readonly<Record<Now['at'], IconName>> = {
  number: 'scan',
  asking: 'busy',
  tag: 'reading',
  busy: 'busy',
  ready: 'reading',
  doubt: 'question',
  failed: 'cross',
  done: 'check',
  undo: 'undo',
};

const toneOf = (now: Now): Tone => {
  switch (now.at) {
    case 'number':
      return now.wrong === null ? 'wait' : 'refused';
    case 'tag':
    case 'undo':
      return now.problem === null ? 'wait' : 'attention';
    case 'asking':
    case 'busy':
      return 'work';
    case 'ready':
      return 'wait';
    case 'doubt':
      return 'attention';
    case 'failed':
      return 'refused';
    case 'done':
      return 'done';
  }
};

/** What Enter does; null: nothing. */
const primaryOf = (now: Now): DeskAct | null => {
  switch (now.at) {
    case 'ready':
      return { kind: 'tag-write' };
    case 'failed':
      return { kind: 'tag-again' };
    case 'number':
      return now.wrong?.because === 'acs-silent' ? { kind: 'tag-again' } : null;
    default:
      // To write over something is asked for with a press of its own.
      return null;
  }
};

export function TaggingNow({ screen }: { readonly screen: TaggingScreen }) {
  const { now } = screen;
  useKeys(now);
  return (
    <section className="tagging-now" data-now={now.at} data-tone={toneOf(now)} aria-live="polite">
      <Icon name={icons[now.at]} />
      <Said screen={screen} />
      <Ways now={now} />
      {now.at === 'number' || now.at === 'done' ? (
        <TypeNumber primary={primaryOf(now)} turn={`${now.at} ${screen.count}`} />
      ) : null}
      {now.at === 'tag' || now.at === 'ready' ? <Parts of={now.item.part?.of ?? 1} /> : null}
    </section>
  );
}

function Said({ screen }: { readonly screen: TaggingScreen }) {
  const { say } = useSpeech();
  const { now, source } = screen;
  const lines = (headline: string, ...more: readonly (ReactNode | null)[]) => (
    <div className="tagging-said">
      <p className="tagging-headline">{headline}</p>
      {'item' in now ? <ItemLine item={now.item} /> : null}
      {more.map((line, at) => (line === null ? null : <p key={at}>{line}</p>))}
    </div>
  );
  switch (now.at) {
    case 'number':
      return now.wrong === null
        ? lines(source === 'old-tag' ? say('tagging.now.number.old-tag') : say('tagging.now.number'))
        : lines(say(`tagging.wrong.${now.wrong.because}`), <span className="tagging-number">{now.wrong.number}</span>);
    case 'asking':
      return lines(say('tagging.now.asking'), <span className="tagging-number">{now.number}</span>);
    case 'tag':
      return lines(now.problem === null ? say('tagging.now.tag') : say(`tagging.pad.${now.problem}`));
    case 'busy':
      return lines(say(`tagging.now.${now.doing}`));
    case 'ready':
      return lines(say(now.replaces ? 'tagging.now.ready.replaces' : 'tagging.now.ready'));
    case 'doubt':
      return lines(say('tagging.doubt.ask'), <DoubtLine now={now} />);
    case 'failed': {
      const blocks = now.blocks.join(', ');
      const isNamed = now.because === 'locked' || now.because === 'refused';
      return lines(
        say(`tagging.failed.${now.because}`),
        isNamed && now.blocks.length > 0 ? say(`tagging.failed.${now.because}.blocks`, { blocks }) : null,
        now.half ? say('tagging.failed.half') : null,
      );
    }
    case 'done':
      return lines(
        say(now.unchanged ? 'tagging.now.done.unchanged' : 'tagging.now.done'),
        now.disarmed ? say('tagging.now.done.disarmed') : null,
        now.remark ? say('tagging.now.done.remark') : null,
        say('tagging.now.done.next'),
      );
    case 'undo':
      return lines(now.problem === null ? say('tagging.now.undo') : say(`tagging.pad.${now.problem}`));
  }
}

function DoubtLine({ now }: { readonly now: Extract<Now, { at: 'doubt' }> }) {
  const { say, language } = useSpeech();
  const { because, found } = now;
  switch (because) {
    case 'foreign':
      return say('tagging.doubt.foreign');
    case 'other-part':
      return found === null ? say('tagging.doubt.other-part.none') : say('tagging.doubt.other-part', { found });
    case 'other-item':
      return say('tagging.doubt.other-item', { found: found ?? '' });
    case 'elsewhere': {
      const at = found === null ? '' : clockOf(Date.parse(found), language);
      return say('tagging.doubt.elsewhere', { found: at });
    }
  }
}

function Ways({ now }: { readonly now: Now }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const skip = (
    <Button key="skip" look="plain" icon="close" testId="tag-skip" onPress={() => act({ kind: 'tag-skip' })}>
      {say('tagging.skip')}
    </Button>
  );
  const again = (
    <Button key="again" look="primary" icon="start-over" testId="tag-again" onPress={() => act({ kind: 'tag-again' })}>
      {say('tagging.again')}
    </Button>
  );
  const ways: readonly ReactNode[] = (() => {
    switch (now.at) {
      case 'tag':
      case 'undo':
        return [skip];
      case 'ready':
        return [
          skip,
          <Button key="write" look="primary" icon="check" testId="tag-write" onPress={() => act({ kind: 'tag-write' })}>
            {say('tagging.write')}
          </Button>,
        ];
      case 'doubt':
        return [
          skip,
          <Button key="over" look="second" icon="warning" testId="tag-over" onPress={() => act({ kind: 'tag-write' })}>
            {say('tagging.over')}
          </Button>,
        ];
      case 'failed':
        return [skip, again];
      case 'number':
        return now.wrong?.because === 'acs-silent' ? [skip, again] : [];
      case 'asking':
      case 'busy':
      case 'done':
        return [];
    }
  })();
  return ways.length === 0 ? null : <div className="tagging-ways">{ways}</div>;
}

/** Enter takes what is typed; with nothing typed it does the primary thing. */
function TypeNumber({ primary, turn }: { readonly primary: DeskAct | null; readonly turn: string }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const [typed, setTyped] = useState('');
  const field = useMainField(turn);
  return (
    <form
      className="tagging-type"
      onSubmit={(event) => {
        event.preventDefault();
        const number = typed.trim();
        if (number !== '') act({ kind: 'tag-number', number });
        else if (primary !== null) act(primary);
        setTyped('');
      }}
    >
      <Field
        ref={field}
        isMain
        name={say('tagging.number')}
        testId="tag-number"
        value={typed}
        longest={64}
        onChange={setTyped}
      />
      <button type="submit" className="button button-second" data-testid="tag-take" aria-disabled={typed.trim() === ''}>
        <span>{say('tagging.take-number')}</span>
      </button>
    </form>
  );
}

const mostParts = 20;

function Parts({ of }: { readonly of: number }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  return (
    <label className="tagging-parts desk-field">
      <span className="desk-field-name">{say('tagging.parts')}</span>
      <select
        data-testid="tag-parts"
        value={of}
        onChange={(event) => act({ kind: 'tag-parts', of: Number(event.target.value) })}
      >
        {Array.from({ length: Math.max(mostParts, of) }, (_, at) => at + 1).map((count) => (
          <option key={count} value={count}>
            {count}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Enter does the primary thing, Escape leaves the item; a field or a button that has the focus goes first. */
function useKeys(now: Now): void {
  const { act } = useDeskHands();
  useEffect(() => {
    const primary = primaryOf(now);
    const canLeave =
      now.at === 'tag' || now.at === 'ready' || now.at === 'doubt' || now.at === 'failed' || now.at === 'undo';
    const listen = (event: KeyboardEvent) => {
      const on = event.target instanceof Element ? event.target : null;
      const isElsewhere = on !== null && on.closest('input, select, button, a') !== null;
      if (event.key === 'Escape' && canLeave) act({ kind: 'tag-skip' });
      if (event.key === 'Enter' && primary !== null && !isElsewhere) act(primary);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [now, act]);
}
