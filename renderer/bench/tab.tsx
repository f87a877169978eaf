// What opens the workbench. Apart from it, so that a glass in a library never asks for the rest.
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import './tab.css';

export function BenchTab({ onPress }: { readonly onPress: () => void }) {
  const { say } = useSpeech();
  return (
    <button
      type="button"
      id="bench-tab"
      className="bench-tab"
      data-bench-side=""
      data-testid="bench-tab"
      onClick={onPress}
    >
      <Icon name="wrench" />
      <span>{say('bench.tab')}</span>
    </button>
  );
}
