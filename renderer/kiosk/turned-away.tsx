// The card is known and may not borrow: what it means and what to do, without blame.
import type { KioskScreen } from '../../contract/view.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Frame, useHands } from './frame.tsx';
import { DeskPicture } from './pictures.tsx';

export function TurnedAway({ screen }: { readonly screen: Extract<KioskScreen, { at: 'turned-away' }> }) {
  const { say, money } = useSpeech();
  const { press, has } = useHands();
  const { because, fee, says, account } = screen;
  return (
    <Frame
      at="turned-away"
      heading={say(`turned-away.${because}.title`)}
      lead={say(`turned-away.${because}.text`)}
      // Who may see the account has two ways already; "understood" is the way out.
      leaves={!account}
      second={
        account ? (
          <Button look="second" testId="account" icon="patron" onPress={() => press({ kind: 'account' })}>
            {say('press.account')}
          </Button>
        ) : null
      }
      primary={
        <Button look="primary" testId="primary" onPress={() => press({ kind: 'leave' })}>
          {say('press.understood')}
        </Button>
      }
    >
      <div className="turned-away-more">
        {fee === null ? null : <p className="sum">{say('turned-away.fees.sum', { money: money(fee) })}</p>}
        {says.map((text) => (
          <p key={text} className="may">
            <Icon name="info" />
            <span dir="auto">{text}</span>
          </p>
        ))}
        {has.returns ? (
          <p className="may">
            <Icon name="return" />
            <span>{say('turned-away.may-return')}</span>
          </p>
        ) : null}
        {account ? (
          <p className="may">
            <Icon name="patron" />
            <span>{say('turned-away.may-see-account')}</span>
          </p>
        ) : null}
      </div>
      <div className="picture">
        <DeskPicture />
      </div>
    </Frame>
  );
}
