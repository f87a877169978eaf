// The library is closed: when it opens, and the hours of this week.
import type { KioskScreen } from '../../contract/view.ts';
import { useSpeech } from '../parts/speech.ts';
import { Frame } from './frame.tsx';

type HoursScreen = Extract<KioskScreen, { because: 'hours' }>;

export function Hours({ screen }: { readonly screen: HoursScreen }) {
  const { say, weekday, day } = useSpeech();
  const { week, today, opens } = screen;
  return (
    <Frame
      at="closed"
      heading={say('closed.hours.title')}
      lead={
        opens === null
          ? say('closed.hours.text-unknown')
          : opens.day === today
            ? say('closed.hours.text-today', { time: opens.time })
            : say('closed.hours.text', {
                time: opens.time,
                weekday: weekday(opens.day),
                day: day({ kind: 'day', day: opens.day }),
              })
      }
      leaves={false}
      primary={null}
    >
      <table className="hours">
        <caption>{say('closed.hours.week')}</caption>
        <tbody>
          {week.map(({ day: one, open }) => (
            <tr key={one} data-today={one === today}>
              <th scope="row">{weekday(one)}</th>
              <td>
                {open.length === 0
                  ? say('closed.hours.closed')
                  : open.map(({ from, to }, place) => (
                      <span key={from}>{`${from} – ${to}${place < open.length - 1 ? ',' : ''}`}</span>
                    ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Frame>
  );
}
