// Passed, failed, or not yet: icon and word, never colour alone.
import type { CalibrationVerdict } from '../../contract/calibration-view.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';

const icons = { pass: 'check', fail: 'no', incomplete: 'question' } as const;

export function Verdict({ verdict }: { readonly verdict: CalibrationVerdict }) {
  const { say } = useSpeech();
  return (
    <span className="calibration-verdict" data-verdict={verdict}>
      <Icon name={icons[verdict]} />
      {say(`calibration.verdict.${verdict}`)}
    </span>
  );
}
