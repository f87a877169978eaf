// Borrow or return: two doors, each as wide as a hand. The account is a quieter third, under them. While nobody is there, the
// library's slides stand over them.
import type { KioskScreen } from '../../contract/view.ts';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { HoldButton, Slides, useWaking } from './attract.tsx';
import { Frame, useHands } from './frame.tsx';
import { ShelfPicture } from './pictures.tsx';

export function Welcome({ screen }: { readonly screen: Extract<KioskScreen, { at: 'welcome' }> }) {
  const { say } = useSpeech();
  const { has } = useHands();
  const begins = say(has.slot ? 'welcome.begins-slot' : has.pad ? 'welcome.begins' : 'welcome.begins-scan');
  const { attract } = screen;
  useWaking(attract !== null);
  if (attract !== null && attract.slides.length > 0) return <Attracting screen={screen} shown={attract} />;
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
      <Doors doors={screen.doors} />
    </Frame>
  );
}

type WelcomeScreen = Extract<KioskScreen, { at: 'welcome' }>;

function Attracting({
  screen,
  shown,
}: {
  readonly screen: WelcomeScreen;
  readonly shown: NonNullable<WelcomeScreen['attract']>;
}) {
  const { say, language } = useSpeech();
  const slide = shown.slides[shown.at];
  return (
    <Frame
      at="attract"
      heading={slide?.text?.[language] ?? say('welcome.title')}
      lead={say(screen.isClosed ? 'welcome.closed' : 'attract.touch')}
      leaves={false}
      primary={null}
      second={<HoldButton held={shown.held} />}
    >
      <Slides shown={shown} />
      <Doors doors={screen.doors} />
    </Frame>
  );
}

function Doors({ doors }: Pick<WelcomeScreen, 'doors'>) {
  const { say } = useSpeech();
  const { press } = useHands();
  return (
    <div className="doors" data-count={doors.length}>
      {doors.map((door) => (
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
