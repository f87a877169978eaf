// What came of it, and whether to put it on paper or send it.
import type { KioskScreen } from '../../contract/view.ts';
import type { Key } from '../../contract/words/words.ts';
import { Button } from '../parts/button.tsx';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Frame, useHands } from './frame.tsx';
import { SlipPicture } from './pictures.tsx';

type ReceiptScreen = Extract<KioskScreen, { at: 'receipt' }>;

export function Receipt({ screen }: { readonly screen: ReceiptScreen }) {
  const { say } = useSpeech();
  const { press } = useHands();
  const { of, tally, paper, mail, reference } = screen;
  const busy = paper === 'printing' || mail?.state === 'queueing';
  const question = questionOf(screen);
  return (
    <Frame
      at="receipt"
      heading={say(tally.done + tally.attention === 0 ? 'receipt.title-none' : `receipt.title-${of}`)}
      leaves={false}
      second={
        <>
          <Button look="second" testId="no-receipt" waits={busy} onPress={() => press({ kind: 'no-receipt' })}>
            {say('press.no-receipt')}
          </Button>
          {mail === null || paper === 'none' ? null : <MailButton look="second" screen={screen} waits={busy} />}
        </>
      }
      primary={
        paper === 'none' ? (
          <MailButton look="primary" screen={screen} waits={busy} />
        ) : (
          <PrintButton screen={screen} waits={busy} />
        )
      }
    >
      <TallyLines of={of} tally={tally} />
      <div className="receipt-paper">
        <SlipPicture moving={busy} />
        <div className="receipt-words">
          <output className="receipt-question" data-tone={question.tone} data-paper={paper}>
            {question.tone === 'attention' ? <Icon name="warning" /> : null}
            <span>{say(question.word)}</span>
          </output>
          {mail === null ? null : <p className="receipt-mail">{say('receipt.mail-to', { address: mail.to })}</p>}
          <p className="receipt-reference">{say('receipt.reference', { reference })}</p>
        </div>
      </div>
    </Frame>
  );
}

type Question = { readonly tone: 'quiet' | 'attention'; readonly word: Key };

function questionOf({ paper, mail }: ReceiptScreen): Question {
  if (mail?.state === 'queueing') return { tone: 'quiet', word: 'receipt.queueing' };
  if (mail?.state === 'not-queued') return { tone: 'attention', word: 'receipt.not-queued' };
  if (paper === 'offered') return { tone: 'quiet', word: mail === null ? 'receipt.offered' : 'receipt.offered-both' };
  return { tone: paper === 'none' || paper === 'printing' ? 'quiet' : 'attention', word: `receipt.${paper}` };
}

type Choice = { readonly screen: ReceiptScreen; readonly waits: boolean };

function PrintButton({ screen, waits }: Choice) {
  const { say } = useSpeech();
  const { press } = useHands();
  const { paper } = screen;
  const printing = paper === 'printing';
  return (
    <Button
      look="primary"
      testId="primary"
      icon={printing ? 'busy' : 'print'}
      waits={waits}
      onPress={() => press({ kind: 'print' })}
    >
      {say(printing ? 'press.printing' : paper === 'offered' ? 'press.print' : 'press.print-again')}
    </Button>
  );
}

function MailButton({ screen, waits, look }: Choice & { readonly look: 'primary' | 'second' }) {
  const { say } = useSpeech();
  const { press } = useHands();
  const queueing = screen.mail?.state === 'queueing';
  return (
    <Button
      look={look}
      testId={look === 'primary' ? 'primary' : 'email'}
      icon={queueing ? 'busy' : 'mail'}
      waits={waits}
      onPress={() => press({ kind: 'email' })}
    >
      {say(queueing ? 'press.emailing' : 'press.email')}
    </Button>
  );
}

const doneWords = { checkout: 'tally.lent', checkin: 'tally.returned', account: 'tally.done-account' } as const;

/** Also on the last screen. Zero is not said, unless nothing at all came of it. */
export function TallyLines({ of, tally }: Pick<Extract<KioskScreen, { at: 'goodbye' }>, 'of' | 'tally'>) {
  const { say } = useSpeech();
  const { has } = useHands();
  const attention =
    of === 'account' ? 'tally.attention-account' : has.slot ? 'tally.attention-slot' : 'tally.attention';
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
      text: say(attention, { count: tally.attention }),
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
