// Borrow or return: two doors, each as wide as a hand. The account is a quieter third, under them.
import type { KioskScreen } from '../../contract/view.ts';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Frame, useHands } from './frame.tsx';
import { ShelfPicture } from './pictures.tsx';

export function Welcome({ screen }: { readonly screen: Extract<KioskScreen, { at: 'welcome' }> }) {
  const { say } = useSpeech();
  const { press, has } = useHands();
  const begins = say(has.slot ? 'welcome.begins-slot' : has.pad ? 'welcome.begins' : 'welcome.begins-scan');
  const lines = [
    screen.onPad > 0 ? say('welcome.on-pad', { count: screen.onPad }) : null,
    screen.mended > 0 ? say('welcome.mended', { count: screen.mended }) : null,
  ].filter((line) => line !== null);

  return (
    <Frame
      at="welcome"
      heading={say('welcome.title')}
      lead={[
        screen.isClosed ? say('welcome.closed') : null,
        screen.beginsByItself ? begins : screen.isClosed ? null : say('welcome.text'),
      ]
        .filter((line) => line !== null)
        .join(' ')}
      leaves={false}
      primary={null}
    >
      <output className="welcome-lines">
        {lines.map((line) => (
          <span key={line}>
            <Icon name="left-over" />
            <span>{line}</span>
          </span>
        ))}
      </output>
      <div className="picture welcome-picture">
        <ShelfPicture />
      </div>
      <div className="doors" data-count={screen.doors.length}>
        {screen.doors.map((door) => (
          <Door
            key={door}
            icon={icons[door]}
            name={door}
            hint={say(`welcome.${door}-hint`)}
            onPress={() => press({ kind: door })}
          >
            {say(`press.${door}`)}
          </Door>
        ))}
      </div>
    </Frame>
  );
}

const icons = { borrow: 'borrow', return: 'return', account: 'patron' } as const;

function Door(parts: {
  readonly icon: IconName;
  readonly name: 'borrow' | 'return' | 'account';
  readonly hint: string;
  readonly children: string;
  readonly onPress: () => void;
}) {
  return (
    <button type="button" className={`door door-${parts.name}`} data-testid={parts.name} onClick={parts.onPress}>
      <Icon name={parts.icon} />
      <span className="door-name">{parts.children}</span>
      <span className="door-hint">{parts.hint}</span>
    </button>
  );
}
