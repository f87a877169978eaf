// A card that was just made: its number, its slip, its tag, its password, and the way on.
import { useEffect, useRef } from 'react';
import type { MadeView } from '../../contract/register-view.ts';
import { Button } from '../parts/button.tsx';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useDeskHands } from './hands.ts';
import { PinForm } from './register-pin.tsx';

export function RegisterMade({ made }: { readonly made: MadeView }) {
  const { say, day } = useSpeech();
  const { act } = useDeskHands();
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus(), []);
  const { outcome } = made;
  return (
    <section className="register-made" data-outcome={outcome}>
      <header className="register-head">
        <h1 data-heading="" tabIndex={-1}>
          <Icon name={outcome === 'registered' || outcome === 'replaced' ? 'check' : 'clock'} />
          {say(`register.made.${outcome}`)}
        </h1>
      </header>
      <div className="register-made-card">
        <p className="register-made-name" dir="auto">
          {made.name}
        </p>
        <p className="register-made-number" data-testid="made-card">
          {made.card}
        </p>
        {made.expiry === null ? null : (
          <p>{say('register.made.until', { day: day({ kind: 'day', day: made.expiry }) })}</p>
        )}
      </div>
      <ul className="register-steps">
        {outcome === 'registered' ? null : (
          <Line icon="info" state="note">
            {say(`register.made.${outcome}-lead`)}
          </Line>
        )}
        {made.isBlocked ? (
          <Line icon="lock" state="bad">
            {say('register.made.blocked')}
          </Line>
        ) : null}
        {made.unlooked ? (
          <Line icon="warning" state="bad">
            {say('register.made.unlooked')}
          </Line>
        ) : null}
        <TagLine made={made} />
        <SlipLine made={made} />
        <BackLine made={made} />
      </ul>
      {made.pin === null ? null : <PinForm pin={made.pin} />}
      <footer className="register-foot">
        <button
          type="button"
          ref={next}
          className="button button-primary"
          data-testid="next-card"
          onClick={() => act({ kind: 'next-card' })}
        >
          <Icon name="start-over" />
          <span>{say(outcome === 'replaced' ? 'register.made.done' : 'register.made.next')}</span>
        </button>
      </footer>
    </section>
  );
}

function Line(parts: {
  readonly icon: IconName;
  readonly state: 'good' | 'bad' | 'busy' | 'note';
  readonly children: string;
  readonly button?: { readonly name: string; readonly testId: string; readonly press: () => void } | null;
}) {
  return (
    <li data-state={parts.state}>
      <Icon name={parts.icon} />
      <output>{parts.children}</output>
      {parts.button === undefined || parts.button === null ? null : (
        <Button look="second" testId={parts.button.testId} onPress={parts.button.press}>
          {parts.button.name}
        </Button>
      )}
    </li>
  );
}

function SlipLine({ made }: { readonly made: MadeView }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const { slip } = made;
  if (slip === 'off') return null;
  const isBad = slip === 'no-paper' || slip === 'cover-open' || slip === 'printer-silent';
  const again = say(slip === 'ready' ? 'register.slip.ready' : 'register.slip.again');
  return (
    <Line
      icon={slip === 'printing' ? 'busy' : 'print'}
      state={isBad ? 'bad' : slip === 'printing' ? 'busy' : slip === 'printed' ? 'good' : 'note'}
      button={
        slip === 'printing'
          ? null
          : { name: again, testId: 'print-card-slip', press: () => act({ kind: 'print-card-slip' }) }
      }
    >
      {say(`register.slip.${slip}`)}
    </Line>
  );
}

function TagLine({ made }: { readonly made: MadeView }) {
  const { say } = useSpeech();
  const { act } = useDeskHands();
  const { tag } = made;
  if (tag === null) return null;
  const isBad = tag.at === 'failed' || tag.at === 'not-blank' || tag.at === 'several';
  return (
    <Line
      icon={tag.at === 'written' ? 'check' : tag.at === 'writing' ? 'hold-still' : isBad ? 'warning' : 'put-back'}
      state={tag.at === 'written' ? 'good' : isBad ? 'bad' : tag.at === 'writing' ? 'busy' : 'note'}
      button={
        tag.at === 'failed'
          ? { name: say('register.tag.again'), testId: 'write-card-tag', press: () => act({ kind: 'write-card-tag' }) }
          : null
      }
    >
      {say(tag.at === 'failed' ? `register.tag.${tag.why ?? 'trouble'}` : `register.tag.${tag.at}`)}
    </Line>
  );
}

function BackLine({ made }: { readonly made: MadeView }) {
  const { say } = useSpeech();
  if (made.tag !== null && made.readBack !== 'other') return null;
  if (made.readBack === null)
    return (
      <Line icon="scan" state="note">
        {say('register.back.hint')}
      </Line>
    );
  return (
    <Line icon={made.readBack === 'right' ? 'check' : 'cross'} state={made.readBack === 'right' ? 'good' : 'bad'}>
      {say(`register.back.${made.readBack}`)}
    </Line>
  );
}
