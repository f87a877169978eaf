// The pad drawn with what lies on it, the commands by hand, and one tag opened: its fields, its blocks, and a write that is looked over first.
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { HandOutcome, LyingTag, TagsBody } from '../../contract/devices-view.ts';
import { TagBlocks, TagFields } from '../desk/inspector.tsx';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Fault } from './fault.tsx';
import { useTechnicianHands } from './hands.ts';
import './devices-tags.css';

export function Tags({
  body,
  isMine,
  isReady,
}: {
  readonly body: TagsBody;
  readonly isMine: boolean;
  readonly isReady: boolean;
}) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { tags, can, outcomes, open, writing } = body;
  const busy = outcomes[0]?.came === 'doing';
  const opened = useRef<HTMLElement>(null);
  const openUid = open?.uid ?? null;
  // Behind a large pile it would open where nobody sees it.
  useEffect(() => {
    if (openUid !== null) opened.current?.scrollIntoView({ block: 'start' });
  }, [openUid]);
  return (
    <div className="devices-tags">
      <div className="devices-acts">
        <Button
          look="primary"
          icon="reading"
          testId="inventory"
          waits={!isMine || busy || !can.includes('inventory')}
          onPress={() => tend({ kind: 'ask-inventory' })}
        >
          {say('devices.inventory')}
        </Button>
        {can.includes('beep') ? (
          <Button
            look="second"
            icon="sounds"
            testId="beep"
            waits={!isMine || busy}
            onPress={() => tend({ kind: 'beep-reader' })}
          >
            {say('devices.beep')}
          </Button>
        ) : null}
        {isMine ? null : <p className="devices-hint">{say('devices.take-first')}</p>}
      </div>
      <section className="devices-pad" aria-label={say('devices.on-pad')}>
        {/* A reader that does not work sees nothing, which is not to say that nothing lies there. */}
        <h2>
          {tags.length === 0 && !isReady
            ? say('devices.on-pad-unknown')
            : say('devices.on-pad-count', { count: tags.length })}
        </h2>
        {tags.length === 0 && isReady ? <p className="desk-nothing">{say('devices.pad-empty')}</p> : null}
        <ul>
          {tags.map((tag, nth) => (
            <li key={`${tag.uid} ${nth}`}>
              <Tag tag={tag} isOpen={open?.uid === tag.uid} mayOpen={isMine && !busy} />
            </li>
          ))}
        </ul>
      </section>
      {outcomes.length === 0 ? null : <Outcomes outcomes={outcomes} />}
      {open === null ? null : (
        <section className="devices-open" ref={opened}>
          <h2>
            {say('devices.tag')} <code>{open.uid}</code>
          </h2>
          <div className="devices-acts">
            {(['arm', 'disarm'] as const)
              .filter((order) => can.includes(order))
              .map((order) => (
                <Button
                  key={order}
                  look="second"
                  icon={order === 'arm' ? 'armed' : 'disarmed'}
                  testId={order}
                  waits={!isMine || busy}
                  onPress={() =>
                    tend({ kind: 'secure-tag', uid: open.uid, want: order === 'arm' ? 'armed' : 'disarmed' })
                  }
                >
                  {say(`devices.${order}`)}
                </Button>
              ))}
          </div>
          <TagFields fields={open.fields} />
          {open.blocks.length === 0 ? null : <TagBlocks blocks={open.blocks} />}
          {open.blockSize === null || !can.includes('write') ? null : (
            <Write blockSize={open.blockSize} writing={writing} waits={!isMine || busy} />
          )}
        </section>
      )}
    </div>
  );
}

function Tag({
  tag,
  isOpen,
  mayOpen,
}: {
  readonly tag: LyingTag;
  readonly isOpen: boolean;
  readonly mayOpen: boolean;
}) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  return (
    <button
      type="button"
      className="devices-tag"
      data-is={tag.is}
      data-security={tag.security ?? 'none'}
      data-testid={`tag-${tag.uid}`}
      aria-current={isOpen ? 'true' : undefined}
      aria-disabled={!mayOpen}
      onClick={mayOpen ? () => tend({ kind: 'examine-tag', uid: tag.uid }) : undefined}
    >
      <b>{tag.number ?? say(`devices.is.${tag.is}`)}</b>
      <code>{tag.uid}</code>
      <span>
        {tag.number === null ? '' : say(`devices.is.${tag.is}`)}
        {tag.label === '' ? '' : ` ${tag.label}`}
        {tag.security === null ? null : (
          <>
            {' '}
            <Icon name={tag.security === 'odd' ? 'odd' : tag.security} /> {say(`devices.security.${tag.security}`)}
          </>
        )}
      </span>
    </button>
  );
}

function Outcomes({ outcomes }: { readonly outcomes: readonly HandOutcome[] }) {
  const { say } = useSpeech();
  const good = (came: HandOutcome['came']): boolean => came === 'done' || came === 'verified';
  return (
    <section className="devices-outcomes" aria-label={say('devices.outcomes')}>
      <h2>{say('devices.outcomes')}</h2>
      <ol>
        {outcomes.slice(0, 6).map((one) => (
          <li key={one.nth} data-came={one.came}>
            <Icon name={one.came === 'doing' ? 'busy' : good(one.came) ? 'check' : 'warning'} />
            <span>
              <b>{say(`devices.order.${one.order}`)}</b>
              {one.uid === null ? null : <code> {one.uid}</code>}: {say(`devices.came.${one.came}`)}
              {one.count === null ? null : `, ${say('devices.tags-seen', { count: one.count })}`}
              {one.ms === null ? null : `, ${one.ms} ms`}
              {one.fault === null ? null : (
                <>
                  {' · '}
                  <Fault fault={one.fault} />
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Write({
  blockSize,
  writing,
  waits,
}: {
  readonly blockSize: number;
  readonly writing: TagsBody['writing'];
  readonly waits: boolean;
}) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const [block, setBlock] = useState('0');
  const [hex, setHex] = useState('');
  const first = Number(block);
  const plan = (event?: FormEvent) => {
    event?.preventDefault();
    if (Number.isInteger(first) && first >= 0 && first < 1024 && hex.trim() !== '')
      tend({ kind: 'plan-write', block: first, hex });
  };
  const isReady = writing !== null && writing.wrong === null;
  return (
    <form className="devices-write" onSubmit={plan}>
      <h3>{say('devices.write')}</h3>
      <p className="devices-hint">{say('devices.write.hint', { size: blockSize })}</p>
      <div className="devices-write-fields">
        <label className="desk-field">
          <span className="desk-field-name">{say('devices.write.block')}</span>
          <input
            data-testid="write-block"
            inputMode="numeric"
            maxLength={4}
            value={block}
            onChange={(event) => setBlock(event.target.value)}
          />
        </label>
        <label className="desk-field">
          <span className="desk-field-name">{say('devices.write.hex')}</span>
          <input
            data-testid="write-hex"
            autoComplete="off"
            spellCheck={false}
            maxLength={1024}
            value={hex}
            onChange={(event) => setHex(event.target.value)}
          />
        </label>
        <Button look="second" icon="search" testId="plan-write" waits={waits} onPress={() => plan()}>
          {say('devices.write.plan')}
        </Button>
      </div>
      {writing !== null && writing.wrong !== null ? (
        <p className="desk-field-wrong" role="alert">
          <Icon name="warning" />
          {say(`devices.write.wrong.${writing.wrong}`)}
        </p>
      ) : null}
      {isReady ? (
        <div className="devices-plan">
          <table>
            <thead>
              <tr>
                <th scope="col">{say('devices.write.block')}</th>
                <th scope="col">{say('devices.write.before')}</th>
                <th scope="col">{say('devices.write.after')}</th>
              </tr>
            </thead>
            <tbody>
              {writing.changes.map((change) => (
                <tr key={change.block}>
                  <td>{change.block}</td>
                  <td>
                    <code>{change.before}</code>
                  </td>
                  <td>
                    <code>{change.after}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p>
            {writing.says === ''
              ? say('devices.write.says-nothing')
              : say('devices.write.says', { number: writing.says })}
          </p>
          <div className="devices-acts">
            <Button look="plain" icon="undo" testId="drop-write" onPress={() => tend({ kind: 'drop-write' })}>
              {say('devices.write.drop')}
            </Button>
            <Button
              look="primary"
              icon="check"
              testId="write-now"
              waits={waits}
              onPress={() => tend({ kind: 'write-tag-now' })}
            >
              {say('devices.write.now', { count: writing.changes.length })}
            </Button>
          </div>
        </div>
      ) : null}
    </form>
  );
}
