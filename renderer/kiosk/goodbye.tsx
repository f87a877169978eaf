// Thanks, and what must not be forgotten: the receipt, the books, the desk.
import type { KioskScreen } from '../../contract/view.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Frame, useHands } from './frame.tsx';
import { DeskPicture, ShelfPicture } from './pictures.tsx';
import { TallyLines } from './receipt.tsx';

export function Goodbye({ screen }: { readonly screen: Extract<KioskScreen, { at: 'goodbye' }> }) {
  const { say } = useSpeech();
  const { press, has } = useHands();
  const { of, tally, printed, seen, mailed, mayLendAgain, reference, onPad } = screen;
  return (
    <Frame
      at="goodbye"
      heading={say('goodbye.title')}
      lead={say('goodbye.text')}
      leaves={false}
      second={
        <>
          {mayLendAgain ? (
            <Button look="second" testId="lend-again" icon="borrow" onPress={() => press({ kind: 'lend-again' })}>
              {say('press.lend-again')}
            </Button>
          ) : null}
          {reference === null ? null : (
            <Button look="second" testId="print-again" icon="print" onPress={() => press({ kind: 'print' })}>
              {say(printed ? 'press.print-copy' : 'press.print')}
            </Button>
          )}
        </>
      }
      primary={
        <Button look="primary" testId="primary" icon="check" onPress={() => press({ kind: 'leave' })}>
          {say('press.done')}
        </Button>
      }
    >
      <output className="goodbye-lines">
        {printed ? (
          <span className="remember">
            <Icon name="print" />
            <span>{say(seen ? 'goodbye.take-receipt' : 'goodbye.look-for-receipt')}</span>
          </span>
        ) : null}
        {mailed ? (
          <span className="remember">
            <Icon name="mail" />
            <span>{say('goodbye.mailed')}</span>
          </span>
        ) : null}
        {onPad > 0 && !has.slot ? (
          <span className="remember">
            <Icon name="left-over" />
            <span>
              {say(of === 'checkin' ? 'goodbye.on-pad-checkin' : 'goodbye.on-pad-checkout', { count: onPad })}
            </span>
          </span>
        ) : null}
      </output>
      <TallyLines of={of} tally={tally} />
      <div className="picture">{tally.attention > 0 ? <DeskPicture /> : <ShelfPicture />}</div>
    </Frame>
  );
}
