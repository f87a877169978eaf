// One thing that a probe of the library system found: what was seen, what that means, what is to be done, and the way to its setting.
import type { AcsFinding } from '../../contract/acs-check-view.ts';
import { Button } from '../parts/button.tsx';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { findingKey } from './acs-said.ts';
import { useTechnicianHands } from './hands.ts';

const toneIcons: Readonly<Record<AcsFinding['tone'], IconName>> = { fault: 'warning', note: 'info', good: 'check' };

export function AcsFindingRow({ finding }: { readonly finding: AcsFinding }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { kind, tone, values, field } = finding;
  const sentence = (part: 'seen' | 'means' | 'todo'): string | null => {
    const key = findingKey(kind, part);
    return key === null ? null : say(key, values);
  };
  return (
    <li data-tone={tone} data-finding={kind}>
      <Icon name={toneIcons[tone]} />
      <span className="unseen">{say(`acs.probe.tone.${tone}`)}</span>
      <span className="acs-finding">
        <b>{sentence('seen')}</b>
        {tone === 'good' ? null : (
          <>
            <span>{sentence('means')}</span>
            <span>{sentence('todo')}</span>
          </>
        )}
      </span>
      {field === null || tone === 'good' ? null : (
        <Button
          look="second"
          icon="wrench"
          testId={`field-${kind}`}
          onPress={() => tend({ kind: 'open-page', page: 'settings', field })}
        >
          {say('acs.probe.open-field')}
        </Button>
      )}
    </li>
  );
}
