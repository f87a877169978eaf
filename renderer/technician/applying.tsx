// What becomes of new settings: who is waited for, whether the station is ready with them, and the way back.
import { lackName } from '../../contract/lack.ts';
import type { Applying as How } from '../../contract/technician-view.ts';
import { sayLack } from '../../contract/words/lacks-said.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { useTechnicianHands } from './hands.ts';

/** `hands`: whether whoever looks may do something about it. */
export function Applying({ applying, hands }: { readonly applying: How; readonly hands: boolean }) {
  const { say, language } = useSpeech();
  const { tend } = useTechnicianHands();
  const tone = toneOf(applying);
  if (tone === null) return <output className="applying" data-tone="none" />;
  const text = (): string => {
    switch (applying.at) {
      case 'works':
        return say('technician.applying.applied');
      case 'faults':
      case 'opening':
      case 'fell-back':
        return say(`technician.applying.${applying.at}`);
      case 'waiting':
        return say('technician.applying.waiting', {
          busy: applying.busy.map(({ place, who }) => say(`technician.busy.${who}`, { place })).join(', '),
        });
      case 'proving':
        return say('technician.applying.proving', { seconds: applying.secondsLeft });
    }
  };
  const missing = applying.at === 'proving' || applying.at === 'fell-back' ? applying.missing : [];
  const issues = applying.at === 'fell-back' ? applying.issues : [];
  return (
    <output className="applying" data-tone={tone} data-at={applying.at}>
      <Icon
        name={
          applying.at === 'opening' ? 'busy' : tone === 'done' ? 'check' : tone === 'attention' ? 'clock' : 'warning'
        }
      />
      <span className="applying-text">
        {text()}
        {missing.map((lack) => (
          <small key={lackName(lack)}>{sayLack(say, lack)}</small>
        ))}
        {issues.map(({ path, message }) => (
          <small key={`${path} ${message.en}`}>
            <code dir="ltr">{path}</code> {message[language]}
          </small>
        ))}
      </span>
      {hands && applying.at === 'waiting' ? (
        <Button look="second" testId="apply-at-once" onPress={() => tend({ kind: 'apply-at-once' })}>
          {say('technician.apply-at-once')}
        </Button>
      ) : null}
      {hands && applying.at === 'proving' ? (
        <>
          <Button look="second" testId="take-back" onPress={() => tend({ kind: 'take-back-settings' })}>
            {say('technician.take-back')}
          </Button>
          <Button look="second" testId="keep" onPress={() => tend({ kind: 'keep-settings' })}>
            {say('technician.keep')}
          </Button>
        </>
      ) : null}
    </output>
  );
}

const toneOf = (applying: How): 'done' | 'attention' | 'refused' | null => {
  switch (applying.at) {
    case 'works':
      return applying.outcome === null ? null : 'done';
    case 'waiting':
    case 'opening':
    case 'proving':
      return 'attention';
    case 'faults':
    case 'fell-back':
      return 'refused';
  }
};
