// One device is listened to for the console: its lines with what they say, its scans, and the texts of the tags before it. What was heard is
// kept until it is fetched, up to a limit. Decides nothing.
import type { DeviceKind } from '../../contract/devices-view.ts';
import { detect } from '../../drivers/tags/detect.ts';
import { createTrafficReader } from '../../drivers/traffic/reading.ts';
import { printerTongue, readerTongue, scannerTongue, type Tongue } from '../../drivers/traffic/tongues.ts';
import type { DeviceHeard } from '../device-watch.ts';
import type { Place } from '../place.ts';
import { rulesOf } from '../scans.ts';
import type { DeviceSettings } from '../settings/schema.ts';
import { holdingPapers } from './devices-papers.ts';
import type { HeardLine, HeardScan, LaidTag } from './devices-talk.ts';

/** Of one look: what comes faster than eyes is told in part. */
const mostHeard = 400;
/** Hex digits of the scan that is coming. */
const mostScanHex = 8192;

export type DeviceEar = {
  readonly place: Place;
  /** By UID, as they were read since somebody listens. */
  readonly texts: ReadonlyMap<string, LaidTag>;
  /** What was heard since the last time. */
  fetch(): { readonly lines: readonly HeardLine[]; readonly scans: readonly HeardScan[] };
  close(): void;
};

export const listenTo = ({
  place,
  settings,
  device,
}: {
  readonly place: Place;
  readonly settings: DeviceSettings;
  readonly device: DeviceKind;
}): DeviceEar => {
  const tongue = tongueOf(settings, device);
  const read = tongue === null ? null : createTrafficReader(tongue);
  const texts = new Map<string, LaidTag>();
  let lines: HeardLine[] = [];
  let scans: HeardScan[] = [];
  let scanHex = '';

  const line = ({ line: one, atMs }: Extract<DeviceHeard, { kind: 'line' }>, isPaper: boolean): void => {
    const isPlain = place.state().isTended && !isPaper;
    if (one.kind === 'heard') scanHex = (scanHex + one.hex).slice(-mostScanHex);
    // What a silence ends would be told with the next line.
    const told = isPaper ? { line: one, told: [] } : read?.(one);
    if (told !== undefined && lines.length < mostHeard) lines.push({ ...told, atMs, isPlain });
  };
  const other = (heard: Exclude<DeviceHeard, { kind: 'line' }>, isPaper: boolean): void => {
    switch (heard.kind) {
      case 'scanner': {
        const isPlain = place.state().isTended;
        const hex = scanHex === '' || isPaper ? null : scanHex;
        scans.push({ atMs: heard.atMs, event: heard.event, hex, isPlain, isPaper });
        scanHex = '';
        return;
      }
      case 'pad':
        return laid(heard.event);
      case 'printer':
      case 'state':
    }
  };
  const laid = (event: Extract<DeviceHeard, { kind: 'pad' }>['event']): void => {
    const { uid } = event;
    if (event.kind === 'tag-gone') texts.delete(uid);
    else if (event.kind === 'tag-seen') texts.set(uid, { uid, thing: null, isRead: false, text: null });
    else if (event.kind === 'tag-read') {
      const meaning = event.read.kind === 'memory' ? detect(event.read.memory, event.read.blockSize) : null;
      const text = meaning?.kind === 'patron-card' ? meaning.id : null;
      texts.set(uid, { uid, thing: null, isRead: true, text });
    }
  };

  const hear = holdingPapers({ rules: rulesOf(settings.numbers), line, other });
  const quiet = place.devices.watch.listen((heard) => {
    if (heard.device === device) hear(heard);
  });
  return {
    place,
    texts,
    fetch: () => {
      const heard = { lines, scans };
      lines = [];
      scans = [];
      return heard;
    },
    close: quiet,
  };
};

export const tongueOf = (settings: DeviceSettings, device: DeviceKind): Tongue | null => {
  switch (device) {
    case 'pad':
      return settings.reader === null ? null : readerTongue(settings.reader);
    case 'card-reader':
      return settings.cardReader === null ? null : readerTongue(settings.cardReader);
    case 'scanner':
      return settings.scanner === null ? null : scannerTongue(settings.scanner);
    case 'printer':
      return settings.printer === null || settings.printer.connection.kind === 'queue'
        ? null
        : printerTongue(settings.printer);
    case 'glass':
      return null;
  }
};
