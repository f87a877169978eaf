// What came of it, and whether to put it on paper.
import type { KioskScreen } from '../../contract/view.ts';
import { Button } from '../parts/button.tsx';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Frame, useHands } from './frame.tsx';
import { SlipPicture } from './pictures.tsx';

export function Receipt({ screen }: { readonly screen: Extract<KioskScreen, { at: 'receipt' }> }) {
  const { say } = useSpeech();
  const { press } = useHands();
  const { of, tally, paper } = screen;
  const printing = paper === 'printing';
  const troubled = paper !== 'offered' && !printing;
  return (
    <Frame
      at="receipt"
      heading={say(tally.done + tally.attention === 0 ? 'receipt.title-none' : `receipt.title-${of}`)}
      leaves
      second={
        <Button look="second" testId="no-receipt" waits={printing} onPress={() => press({ kind: 'no-receipt' })}>
          {say('press.no-receipt')}
        </Button>
      }
      primary={
        <Button
          look="primary"
          testId="primary"
          icon={printing ? 'busy' : 'print'}
          waits={printing}
          onPress={() => press({ kind: 'print' })}
        >
          {say(printing ? 'press.printing' : troubled ? 'press.print-again' : 'press.print')}
        </Button>
      }
    >
      <TallyLines of={of} tally={tally} />
      <div className="receipt-paper">
        <SlipPicture moving={printing} />
        <output className="receipt-question" data-tone={troubled ? 'attention' : 'quiet'} data-paper={paper}>
          {troubled ? <Icon name="warning" /> : null}
          <span>{say(`receipt.${paper}`)}</span>
        </output>
      </div>
    </Frame>
  );
}

const doneWords = { checkout: 'tally.lent', checkin: 'tally.returned', account: 'tally.done-account' } as const;

/** Also on the last screen. Zero is not said, unless nothing at all came of it. */
export function TallyLines({ of, tally }: Pick<Extract<KioskScreen, { at: 'goodbye' }>, 'of' | 'tally'>) {
  const { say } = useSpeech();
  const all: readonly { tone: 'done' | 'attention' | 'refused'; icon: IconName; count: number; text: string }[] = [
    {
      tone: 'done',
      icon: 'check',
      count: tally.done,
      text: say(doneWords[of], { count: tally.done }),
    },
    {
      tone: 'attention',
      icon: 'hand-over',
      count: tally.attention,
      text: say(of === 'account' ? 'tally.attention-account' : 'tally.attention', { count: tally.attention }),
    },
    {
      tone: 'refused',
      icon: 'cross',
      count: tally.refused,
      text: say(`tally.refused-${of}`, { count: tally.refused }),
    },
  ];
  return (
    <ul className="tally-lines">
      {all
        .filter(({ count }) => count > 0)
        .map(({ tone, icon, text }) => (
          <li key={tone} data-tone={tone}>
            <span className="row-icon">
              <Icon name={icon} />
            </span>
            <span>{text}</span>
          </li>
        ))}
    </ul>
  );
}
