// The pile is the interface: how many items are seen, drawn as large as it goes, and a row for each.
import type { Finish, KioskScreen } from '../../contract/view.ts';
import { Button } from '../parts/button.tsx';
import type { IconName } from '../parts/icon-name.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Frame, useHands } from './frame.tsx';
import { PutBooksPicture, ScanBookPicture } from './pictures.tsx';
import { RowList } from './row-list.tsx';
import { countTones, type Tone } from './rows.ts';
import { Stack } from './stack.tsx';

type PileScreen = Extract<KioskScreen, { at: 'checkout' | 'checkin' }>;

export function Pile({ screen, lead }: { readonly screen: PileScreen; readonly lead: string | null }) {
  const { say } = useSpeech();
  const { press, has } = useHands();
  const { at, seen, rows, leftOvers } = screen;
  const isCounting = screen.at === 'checkout' && screen.counting;
  return (
    <Frame
      at={at}
      heading={say(`${at}.title`)}
      {...(lead === null ? {} : { lead })}
      leaves
      second={
        isCounting ? (
          <Button look="second" testId="more" onPress={() => press({ kind: 'more' })}>
            {say('press.more')}
          </Button>
        ) : screen.at === 'checkout' && screen.mayGivePin ? (
          <Button look="second" testId="give-pin" icon="lock" onPress={() => press({ kind: 'give-pin' })}>
            {say('press.give-pin')}
          </Button>
        ) : screen.at === 'checkin' && screen.mayComeFromDrop ? (
          <Button look="second" testId="book-drop" icon="return" onPress={() => press({ kind: 'book-drop' })}>
            {say('press.book-drop')}
          </Button>
        ) : null
      }
      primary={<FinishButton screen={screen} />}
    >
      <section className="pile" data-empty={rows.length === 0}>
        <div className="count">
          <p className="count-number" data-testid="count" data-count={seen}>
            {/* A new number arrives; the old one does not turn into it. */}
            <span key={seen}>{seen}</span>
          </p>
          <p className="count-word">{say('pile.count', { count: seen })}</p>
          <p className="count-check">{seen > 0 && has.pad && !has.slot ? say('pile.check-count') : null}</p>
        </div>
        <Stack rows={rows} flow={at} />
        <Tallies screen={screen} />
      </section>
      <div className="list-place">
        {rows.length === 0 ? (
          <div className="empty">
            {has.pad ? <PutBooksPicture /> : <ScanBookPicture />}
            <p className="empty-word">
              {say(at === 'checkin' && has.slot ? 'checkin.put-slot' : has.pad ? `${at}.put` : `${at}.scan`)}
            </p>
            {has.pad && !has.slot ? <p>{say('checkout.scan-too')}</p> : null}
          </div>
        ) : (
          <RowList rows={rows} flow={at} />
        )}
        {isCounting ? (
          <div className="left-overs">
            <Icon name="question" />
            <output>{say('pile.counting', { count: seen })}</output>
          </div>
        ) : null}
        {leftOvers === 0 ? null : (
          <div className="left-overs">
            <Icon name="left-over" />
            <output>{say('pile.left-overs', { count: leftOvers })}</output>
            <Button look="second" testId="take-left-overs" onPress={() => press({ kind: 'take-left-overs' })}>
              {say(`press.take-left-overs-${at}`, { count: leftOvers })}
            </Button>
          </div>
        )}
      </div>
    </Frame>
  );
}

/** `working` may be pressed: the station then waits for the last rows by itself. */
const waitsAt: Readonly<Record<Finish, boolean>> = { empty: true, ready: false, working: false, busy: true };

function FinishButton({ screen }: { readonly screen: PileScreen }) {
  const { say } = useSpeech();
  const { press } = useHands();
  const busy = screen.finish === 'busy';
  return (
    <Button
      look="primary"
      testId="primary"
      waits={waitsAt[screen.finish]}
      icon={busy ? 'busy' : 'check'}
      onPress={() => press({ kind: 'finish' })}
    >
      {busy
        ? say('press.finishing')
        : say(screen.at === 'checkout' && screen.counting ? 'press.that-is-all' : `press.finish-${screen.at}`)}
    </Button>
  );
}

const tallyIcons: Readonly<Record<Exclude<Tone, 'quiet'>, IconName>> = {
  working: 'clock',
  done: 'check',
  attention: 'warning',
  refused: 'cross',
};

function Tallies({ screen }: { readonly screen: PileScreen }) {
  const { say } = useSpeech();
  const counts = countTones(screen.rows, screen.at);
  const tallies = [
    { tone: 'attention', count: counts.attention, word: 'pile.attention' },
    { tone: 'refused', count: counts.refused, word: `pile.refused-${screen.at}` },
    { tone: 'done', count: counts.done, word: `pile.done-${screen.at}` },
    { tone: 'done', count: counts.theirs, word: 'pile.theirs' },
    { tone: 'working', count: counts.working + counts.quiet, word: 'pile.under-way' },
  ] as const;
  return (
    <ul className="tallies">
      {tallies
        .filter(({ count }) => count > 0)
        .map(({ tone, count, word }) => (
          <li key={word} className="tally" data-tone={tone}>
            <Icon name={tallyIcons[tone]} />
            <span>{say(word, { count })}</span>
          </li>
        ))}
    </ul>
  );
}
