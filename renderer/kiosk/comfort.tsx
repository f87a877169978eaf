// The person's own glass: the tools that stand in the same corner of every screen, and the sheet they open. Decides nothing: a
// wish goes to the station, and comes back with the next view.
import { useEffect, useRef } from 'react';
import { letterSizes, standardComfort, type Comfort } from '../../contract/comfort.ts';
import type { KioskView } from '../../contract/view.ts';
import type { Language } from '../../contract/terms.ts';
import type { Key } from '../../contract/words/words.ts';
import { Button } from '../parts/button.tsx';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { focusInSight } from './focus.ts';
import { useHands } from './frame.tsx';

/** First in the page, so that Tab finds them first; CSS stands them at the bottom, within anybody's reach. */
export function Tools({ onOpen }: { readonly onOpen: () => void }) {
  const { say } = useSpeech();
  const { press, help } = useHands();
  return (
    <nav className="tools" aria-label={say('comfort.label')}>
      <Button look="plain" icon="accessible" testId="comfort" onPress={onOpen}>
        {say('comfort.open')}
      </Button>
      <LanguageSwitch />
      {help === null ? null : (
        <Button
          look="plain"
          icon={helpLooks[help].icon}
          testId="help"
          waits={help !== 'offered'}
          onPress={() => press({ kind: 'help' })}
        >
          {say(helpLooks[help].word)}
        </Button>
      )}
    </nav>
  );
}

/** Never more than is known: that a message has left, not that somebody is on the way. */
const helpLooks: Readonly<
  Record<NonNullable<KioskView['help']>, { readonly icon: IconName; readonly word: Extract<Key, `help.${string}`> }>
> = {
  offered: { icon: 'call', word: 'help.call' },
  calling: { icon: 'busy', word: 'help.calling' },
  called: { icon: 'check', word: 'help.called' },
  'not-reached': { icon: 'warning', word: 'help.not-reached' },
};

const otherLanguage: Readonly<Record<Language, Language>> = { vi: 'en', en: 'vi' };

/** Says the other language in its own words: who needs it cannot read ours. */
function LanguageSwitch() {
  const { press } = useHands();
  const { language, say } = useSpeech();
  const other = otherLanguage[language];
  return (
    <button
      type="button"
      className="button button-plain"
      lang={other}
      data-testid={`language-${other}`}
      onClick={() => press({ kind: 'language', language: other })}
    >
      <Icon name="languages" />
      <span>{say(`language.${other}`)}</span>
    </button>
  );
}

/** `hasVoice`: somebody can speak this language here. */
export function ComfortSheet(parts: {
  readonly comfort: Comfort;
  readonly hasVoice: boolean;
  readonly onClose: () => void;
}) {
  const { comfort, hasVoice, onClose } = parts;
  const { press } = useHands();
  const { say } = useSpeech();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    title.current?.focus({ preventScroll: true });
    return () => {
      // Once the page behind may be touched again.
      queueMicrotask(() => {
        if (before instanceof HTMLElement && before.isConnected) focusInSight(before);
      });
    };
  }, []);
  const wish = (change: Partial<Comfort>) => press({ kind: 'comfort', comfort: { ...comfort, ...change } });

  return (
    <div className="sheet-place" data-testid="comfort-sheet">
      <dialog open className="sheet" aria-modal="true" aria-labelledby="sheet-title">
        <div className="sheet-body">
          <h2 id="sheet-title" ref={title} tabIndex={-1}>
            {say('comfort.title')}
          </h2>
          <p>{say('comfort.text')}</p>
          <fieldset className="sheet-letters">
            <legend>{say('comfort.letters')}</legend>
            {letterSizes.map((size) => (
              <button
                type="button"
                key={size}
                className={`wish wish-${size}`}
                aria-pressed={comfort.letters === size}
                data-testid={`letters-${size}`}
                onClick={() => wish({ letters: size })}
              >
                <span>{say(`comfort.letters.${size}`)}</span>
              </button>
            ))}
          </fieldset>
          <div className="sheet-wishes">
            {hasVoice ? (
              <Wish name="voice" icon="voice" isOn={comfort.voice} onTurn={(voice) => wish({ voice })} />
            ) : (
              <p className="wish wish-none">
                <Icon name="voice" />
                <span>{say('comfort.voice-none')}</span>
              </p>
            )}
            <Wish
              name="contrast"
              icon="contrast"
              isOn={comfort.contrast === 'high'}
              onTurn={(on) => wish({ contrast: on ? 'high' : 'normal' })}
            />
            <Wish
              name="reach"
              icon="reach"
              isOn={comfort.reach === 'low'}
              onTurn={(on) => wish({ reach: on ? 'low' : 'normal' })}
            />
            <Wish
              name="motion"
              icon="motion"
              isOn={comfort.motion === 'less'}
              onTurn={(on) => wish({ motion: on ? 'less' : 'normal' })}
            />
            <Wish name="sounds" icon="sounds" isOn={comfort.sounds} onTurn={(sounds) => wish({ sounds })} />
          </div>
        </div>
        <div className="sheet-foot">
          <Button
            look="second"
            testId="comfort-reset"
            onPress={() => press({ kind: 'comfort', comfort: standardComfort })}
          >
            {say('comfort.reset')}
          </Button>
          <Button look="primary" icon="check" testId="comfort-close" onPress={onClose}>
            {say('comfort.close')}
          </Button>
        </div>
      </dialog>
    </div>
  );
}

function Wish(parts: {
  readonly name: 'voice' | 'contrast' | 'reach' | 'motion' | 'sounds';
  readonly icon: IconName;
  readonly isOn: boolean;
  readonly onTurn: (on: boolean) => void;
}) {
  const { say } = useSpeech();
  const { name, icon, isOn, onTurn } = parts;
  return (
    <button
      type="button"
      role="switch"
      className={`wish wish-${name}`}
      aria-checked={isOn}
      aria-label={say(`comfort.${name}`)}
      data-testid={`wish-${name}`}
      onClick={() => onTurn(!isOn)}
    >
      <Icon name={icon} />
      <span className="wish-name">{say(`comfort.${name}`)}</span>
      <span className="wish-state">
        {isOn ? <Icon name="check" /> : null}
        {say(isOn ? 'comfort.on' : 'comfort.off')}
      </span>
    </button>
  );
}
