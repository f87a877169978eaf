// (placeholder while the kiosk is drawn)
import type { BenchView } from '../../contract/bench.ts';
import type { Line } from '../connection.ts';
export function BenchTab(_: { open: boolean; onPress: () => void }) {
  return null;
}
export function Bench(_: { bench: BenchView; line: Line; onClose: () => void }) {
  return null;
}
