// The line to the station: views come in, calls are answered, and a broken line comes back.
import { describe, expect, it } from 'vitest';
import type { ToGlass } from '../../contract/protocol.ts';
import type { View } from '../../contract/view.ts';
import { comeBackAfterMs, connect, wireAddress, type WireEnds } from '../../renderer/connection.ts';

const view = (file: string): View => ({
  mode: 'technician',
  at: 'faults',
  session: 1,
  language: 'vi',
  library: null,
  applying: { at: 'faults' },
  issues: [],
  file,
  mayMend: true,
});
const leave = { kind: 'press', session: 1, press: { kind: 'leave' } } as const;

/** A station's end in the test's hand, and a clock that only notes what was asked of it. */
function standIn() {
  const wires: { ends: WireEnds; sent: string[] }[] = [];
  const waits: { afterMs: number; again: () => void }[] = [];
  const line = connect({
    open: (ends) => {
      const sent: string[] = [];
      wires.push({ ends, sent });
      return { send: (text) => void sent.push(text), close: () => undefined };
    },
    later: (afterMs, again) => void waits.push({ afterMs, again }),
  });
  const wire = () => {
    const latest = wires.at(-1);
    if (latest === undefined) throw new Error('The glass never dialled.');
    return latest;
  };
  return {
    line,
    waits,
    sent: () => wire().sent,
    say: (message: ToGlass) => wire().ends.heard(JSON.stringify(message)),
    sayText: (text: string) => wire().ends.heard(text),
    hangUp: () => wire().ends.closed(),
    comeBack: () => waits.at(-1)?.again(),
  };
}

describe('the line', () => {
  it('is starting until the first view, then open', () => {
    const station = standIn();
    let turns = 0;
    station.line.subscribe(() => (turns += 1));
    expect(station.line.state()).toEqual({ at: 'starting' });
    station.say({ kind: 'view', view: view('a') });
    expect(station.line.state()).toEqual({ at: 'open', view: view('a'), bench: null, inner: null });
    expect(turns).toBe(1);
  });

  it('keeps the bench beside the view', () => {
    const station = standIn();
    const bench = { items: [], oddments: [], cards: [], acs: null, pad: null, printer: null };
    station.say({ kind: 'view', view: view('a') });
    station.say({ kind: 'bench', bench });
    station.say({ kind: 'view', view: view('b') });
    expect(station.line.state()).toEqual({ at: 'open', view: view('b'), bench, inner: null });
  });

  it('takes a patron’s things off the screen when it breaks, and comes back ever more slowly', () => {
    const station = standIn();
    station.say({ kind: 'view', view: view('a') });
    for (let round = 0; round < 6; round += 1) {
      station.hangUp();
      expect(station.line.state()).toEqual({ at: 'gone' });
      station.comeBack();
    }
    expect(station.waits.map(({ afterMs }) => afterMs)).toEqual([...comeBackAfterMs, 4000]);
    station.say({ kind: 'view', view: view('b') });
    expect(station.line.state().at).toBe('open');
    station.hangUp();
    expect(station.waits.at(-1)?.afterMs).toBe(comeBackAfterMs[0]);
  });

  it('says when another glass has the station, until a view comes', () => {
    const station = standIn();
    station.say({ kind: 'taken' });
    station.hangUp();
    expect(station.line.state()).toEqual({ at: 'taken' });
    station.comeBack();
    station.say({ kind: 'view', view: view('a') });
    expect(station.line.state().at).toBe('open');
  });

  it('leaves out what is no message', () => {
    const station = standIn();
    station.say({ kind: 'view', view: view('a') });
    for (const text of ['', 'null', '{"kind":"picture"}', '{"kind":7}', '[1]', '{"view":{}}', '"view"'])
      station.sayText(text);
    expect(station.line.state()).toEqual({ at: 'open', view: view('a'), bench: null, inner: null });
  });
});

describe('a call', () => {
  it('is answered by its own number', async () => {
    const station = standIn();
    station.say({ kind: 'view', view: view('a') });
    const first = station.line.call(leave);
    const second = station.line.call(leave);
    expect(station.sent().map((text) => JSON.parse(text))).toEqual([
      { id: 0, call: leave },
      { id: 1, call: leave },
    ]);
    station.say({ kind: 'fault', id: 1, because: 'No such row.' });
    station.say({ kind: 'answer', id: 0 });
    expect(await first).toEqual({ kind: 'answered' });
    expect(await second).toEqual({ kind: 'fault', because: 'No such row.' });
  });

  it('without a line, or whose line breaks, is told so', async () => {
    const station = standIn();
    expect(await station.line.call(leave)).toEqual({ kind: 'line-gone' });
    station.say({ kind: 'view', view: view('a') });
    const asked = station.line.call(leave);
    station.hangUp();
    expect(await asked).toEqual({ kind: 'line-gone' });
  });
});

describe('where the wire is', () => {
  it.each([
    ['http://127.0.0.1:4711/', 'ws://127.0.0.1:4711/glass'],
    ['http://127.0.0.1:4711/?place=D1', 'ws://127.0.0.1:4711/glass?place=D1'],
    ['https://desk.example.org:8443/?place=B%C3%A0n+1&other=x', 'wss://desk.example.org:8443/glass?place=B%C3%A0n+1'],
  ])('of the page %s', (page, wire) => {
    expect(wireAddress(new URL(page)).href).toBe(wire);
  });
});
