// Why it was not done, and what the library system itself says of it.
import type { Refusal } from '../../contract/register-view.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';

export function RefusalNote({ refusal }: { readonly refusal: Refusal }) {
  const { say } = useSpeech();
  const { because, says } = refusal;
  return (
    <p className="register-refusal" role="alert">
      <Icon name="cross" />
      <span>
        {say(`register.refused.${because}`)}
        {says === null ? null : (
          <span className="register-says" dir="auto">
            {' '}
            {say('register.says', { says })}
          </span>
        )}
      </span>
    </p>
  );
}
