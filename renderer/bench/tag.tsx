// One tag, as a hand at the bench sees it: armed or not, on the pad or not, willing to be written or not.
import type { BenchTag } from '../../contract/bench.ts';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useHands } from './hands.tsx';

const securityIcons: Readonly<Record<BenchTag['security'], IconName>> = {
  armed: 'armed',
  disarmed: 'disarmed',
  odd: 'odd',
};

export function SecurityMark({ security }: { readonly security: BenchTag['security'] }) {
  const { say } = useSpeech();
  const state = say(`bench.${security}`);
  return (
    <span className="security" data-security={security} title={say('bench.security-say', { state })}>
      <Icon name={securityIcons[security]} />
      <span>{state}</span>
    </span>
  );
}

/** `named`: several tags belong to one thing, so each says its own label. */
export function TagLine({ tag, named }: { readonly tag: BenchTag; readonly named: boolean }) {
  const { say } = useSpeech();
  const { act } = useHands();
  const { uid, label, onPad, refusesWrites } = tag;
  return (
    <li className="tag-line" data-on-pad={onPad} data-security={tag.security} data-testid={`bench-tag-${uid}`}>
      {named ? <span className="tag-label">{label}</span> : null}
      <SecurityMark security={tag.security} />
      <label className="switch switch-small">
        <input
          type="checkbox"
          checked={refusesWrites}
          aria-label={say('bench.refuses-say', { label })}
          data-testid={`bench-refuse-${uid}`}
          onChange={() => act({ kind: 'refuse-writes', uid, refuses: !refusesWrites })}
        />
        <span>{say('bench.refuses')}</span>
      </label>
      <button
        type="button"
        className={onPad ? 'tool tool-on' : 'tool'}
        data-testid={onPad ? `bench-take-${uid}` : `bench-put-${uid}`}
        aria-label={say(onPad ? 'bench.take-say' : 'bench.put-say', { label })}
        onClick={() => act({ kind: onPad ? 'take-off-pad' : 'put-on-pad', uid })}
      >
        {say(onPad ? 'bench.take' : 'bench.put')}
      </button>
    </li>
  );
}
