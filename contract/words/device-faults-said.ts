// A fault of a device as one sentence, where a text has no small letters: the words first, the driver's own sentence behind them.
import { deviceFaults, type DeviceFault, type FaultTold } from '../device-fault.ts';
import type { Say } from './words.ts';

export const isDeviceFault = (text: unknown): text is DeviceFault => deviceFaults.some((fault) => fault === text);

export const sayFault = (say: Say, { fault, because }: FaultTold): string =>
  because === '' ? say(`device-fault.${fault}`) : `${say(`device-fault.${fault}`)} [${because}]`;
