// Not in service: what that means for the reader who stands here.
import type { KioskScreen } from '../../contract/view.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Frame } from './frame.tsx';
import { DeskPicture } from './pictures.tsx';

export function Closed({
  screen,
}: {
  readonly screen: Exclude<Extract<KioskScreen, { at: 'closed' }>, { because: 'hours' }>;
}) {
  const { say } = useSpeech();
  const { because } = screen;
  return (
    <Frame
      at="closed"
      heading={say(`closed.${because}.title`)}
      lead={say(`closed.${because}.text`)}
      leaves={false}
      primary={null}
    >
      <div className="picture">{because === 'starting' ? <Icon name="busy" /> : <DeskPicture />}</div>
    </Frame>
  );
}
