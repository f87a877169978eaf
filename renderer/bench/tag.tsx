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

/** What a tag is called away from its thing: a part of a set says which. */
export function tagName(thing: string, tag: BenchTag): string {
  return tag.label === '' || tag.label === thing ? thing : `${thing} · ${tag.label}`;
}

/** `thing`: what the tag sits in. `guarded`: a gate minds this tag, so whether it is armed matters. */
export function TagLine(parts: { readonly tag: BenchTag; readonly thing: string; readonly guarded: boolean }) {
  const { say } = useSpeech();
  const { act } = useHands();
  const { tag, thing, guarded } = parts;
  const { uid, onPad, refusesWrites } = tag;
  const label = tagName(thing, tag);
  return (
    <li className="tag-line" data-on-pad={onPad} data-security={tag.security} data-testid={`bench-tag-${uid}`}>
      {label === thing ? null : <span className="tag-label">{tag.label}</span>}
      {guarded ? <SecurityMark security={tag.security} /> : null}
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
