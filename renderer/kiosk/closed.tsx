// Not in service: what that means for the reader who stands here.
import type { KioskScreen } from '../../contract/view.ts';
import { Icon } from '../parts/icon.tsx';
import type { Language } from '../../contract/terms.ts';
import { speechIn, useSpeech } from '../parts/speech.ts';
import { goToTechnician } from '../parts/kiosk-window.ts';
import { Button } from '../parts/button.tsx';
import { Frame, useHands } from './frame.tsx';
import { DeskPicture } from './pictures.tsx';

export function Closed({
  screen,
}: {
  readonly screen: Exclude<Extract<KioskScreen, { at: 'closed' }>, { because: 'hours' }>;
}) {
  const { say, language } = useSpeech();
  const { technician } = useHands();
  const { because } = screen;
  return (
    <Frame
      at="closed"
      heading={say(`closed.${because}.title`)}
      lead={because === 'set-up' ? <InBoth language={language} /> : say(`closed.${because}.text`)}
      leaves={false}
      primary={
        technician === null ? null : (
          <Button look="second" icon="wrench" testId="technician" onPress={() => goToTechnician(technician)}>
            {say('closed.set-up.technician')}
          </Button>
        )
      }
    >
      <div className="picture">{because === 'starting' ? <Icon name="busy" /> : <DeskPicture />}</div>
    </Frame>
  );
}

/** A station that is being set up knows nobody's language yet. */
function InBoth({ language }: { readonly language: Language }) {
  const other = language === 'vi' ? 'en' : 'vi';
  const { say } = speechIn(other);
  return (
    <>
      {speechIn(language).say('closed.set-up.text')}
      <br />
      <span lang={other}>
        {say('closed.set-up.title')}. {say('closed.set-up.text')}
      </span>
    </>
  );
}
