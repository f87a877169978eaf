// A thread of the soak: plays the runs that it is told, one after the other.
import { parentPort } from 'node:worker_threads';
import { searchRun, type Run } from './search.ts';

parentPort?.on('message', (of: Run) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
  void searchRun(of).then((ran) => parentPort?.postMessage(ran));
});
