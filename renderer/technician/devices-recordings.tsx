// Recordings of devices' traffic: looked through, carried away as a file, brought from another station.
import type { Recorded, RecordingsBody } from '../../contract/devices-traffic-view.ts';
import { longestRecording, recordingPage } from '../../contract/devices-traffic-view.ts';
import { isKey } from '../../contract/words/words.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { base64Of, bytesOf, saveFile } from '../parts/save-file.ts';
import { useSpeech } from '../parts/speech.ts';
import { Lines } from './devices-lines.tsx';
import { FileButton } from './file-button.tsx';
import { useTechnicianHands } from './hands.ts';
import { dayTimeOf, secondsOf, sizeOf } from './moments.ts';
import './devices-traffic.css';

export function Recordings({ body }: { readonly body: RecordingsBody }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { all, open, folder, packed } = body;
  return (
    <div className="devices-recordings">
      <p className="devices-hint">{say('devices.recordings.hint')}</p>
      {all.length === 0 ? <p className="desk-nothing">{say('devices.recordings.none')}</p> : null}
      <ul>
        {all.map((one) => (
          <Recording key={one.name} one={one} isOpen={open?.name === one.name} />
        ))}
      </ul>
      {packed === null ? null : <Packed packed={packed} />}
      <div className="devices-acts">
        <FileButton
          name={say('devices.recordings.bring')}
          accept=".jsonl,.gz"
          testId="bring-recording"
          onChoose={(file) =>
            void packedOf(file).then((text) => tend({ kind: 'bring-recording', name: file.name, packed: text }))
          }
        >
          {say('devices.recordings.bring')}
        </FileButton>
        {folder === '' ? null : (
          <p className="devices-line">
            {say('devices.recordings.folder')} <code>{folder}</code>
          </p>
        )}
      </div>
      {open === null ? null : (
        <section>
          <div className="devices-acts">
            <h2>
              {say('devices.recordings.lines', {
                from: open.count === 0 ? 0 : open.from + 1,
                to: Math.min(open.from + recordingPage, open.count),
                count: open.count,
              })}
            </h2>
            <Button
              look="plain"
              testId="recording-before"
              waits={open.from === 0}
              onPress={() =>
                tend({ kind: 'read-recording', name: open.name, from: Math.max(0, open.from - recordingPage) })
              }
            >
              {say('devices.recordings.before')}
            </Button>
            <Button
              look="plain"
              testId="recording-after"
              waits={open.from + recordingPage >= open.count}
              onPress={() => tend({ kind: 'read-recording', name: open.name, from: open.from + recordingPage })}
            >
              {say('devices.recordings.after')}
            </Button>
            <Button
              look="plain"
              icon="close"
              testId="close-recording"
              onPress={() => tend({ kind: 'close-recording' })}
            >
              {say('devices.recordings.close')}
            </Button>
          </div>
          {open.damaged.length === 0 ? null : (
            <p className="desk-field-wrong" role="alert">
              <Icon name="warning" />
              {say('devices.recordings.damaged', {
                count: open.damaged.length,
                lines: open.damaged.slice(0, 5).join(', '),
              })}
            </p>
          )}
          {open.wrong === null ? (
            <Lines lines={open.lines} time={secondsOf} />
          ) : (
            <p className="desk-field-wrong" role="alert">
              <Icon name="warning" />
              <span>
                {say('devices.recordings.wrong')} <small lang="en">{open.wrong}</small>
              </span>
            </p>
          )}
        </section>
      )}
    </div>
  );
}

/** Ready to be carried away. */
function Packed({ packed: { name, base64 } }: { readonly packed: NonNullable<RecordingsBody['packed']> }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const bytes = bytesOf(base64);
  return (
    <div className="devices-packed">
      <output>
        <Icon name="check" />
        <span>
          {say('devices.recordings.packed', { size: sizeOf(bytes.length) })} <code>{name}</code>
        </span>
      </output>
      <div className="devices-acts">
        <Button look="plain" testId="put-recording-away" onPress={() => tend({ kind: 'put-recording-away' })}>
          {say('devices.recordings.close')}
        </Button>
        <Button
          look="primary"
          icon="hand-over"
          testId="save-recording"
          onPress={() => saveFile(name, bytes, 'application/gzip')}
        >
          {say('devices.recordings.save')}
        </Button>
      </div>
    </div>
  );
}

/** By gzip, where it is not packed yet, in base64; null for what cannot be sent at once. */
async function packedOf(file: File): Promise<string | null> {
  const isPacked = file.name.endsWith('.gz');
  const stream = isPacked ? file.stream() : file.stream().pipeThrough(new CompressionStream('gzip'));
  const base64 = base64Of(new Uint8Array(await new Response(stream).arrayBuffer()));
  return base64.length > longestRecording ? null : base64;
}

function Recording({ one, isOpen }: { readonly one: Recorded; readonly isOpen: boolean }) {
  const { say } = useSpeech();
  const { tend } = useTechnicianHands();
  const { name, place, device, atMs, bytes } = one;
  const key = `devices.device.${device}`;
  return (
    <li data-open={isOpen}>
      <span>
        <b dir="auto">
          {place} · {isKey(key) ? say(key) : device}
        </b>{' '}
        {dayTimeOf(atMs)} · {sizeOf(bytes)}
      </span>
      <Button
        look="second"
        icon="search"
        testId={`read-${name}`}
        onPress={() => tend({ kind: 'read-recording', name, from: 0 })}
      >
        {say('devices.recordings.read')}
      </Button>
      <Button
        look="plain"
        icon="hand-over"
        testId={`pack-${name}`}
        onPress={() => tend({ kind: 'pack-recording', name })}
      >
        {say('devices.recordings.carry')}
      </Button>
      <Button
        look="plain"
        icon="erase"
        testId={`delete-${name}`}
        onPress={() => tend({ kind: 'delete-recording', name })}
      >
        {say('devices.recordings.delete')}
      </Button>
    </li>
  );
}
