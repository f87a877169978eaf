// What is wrong with a device, in the reader's words; the driver's own sentence beside it, small.
import type { FaultTold } from '../../contract/device-fault.ts';
import { useSpeech } from '../parts/speech.ts';
import './fault.css';

export function Fault({ fault: { fault, because } }: { readonly fault: FaultTold }) {
  const { say } = useSpeech();
  return (
    <span className="device-fault">
      {say(`device-fault.${fault}`)}
      {because === '' ? null : <small lang="en"> {because}</small>}
    </span>
  );
}
