// `print-test`: one slip that shows whether this printer prints Vietnamese, cuts, and tells of its paper.
import { parseArgs } from 'node:util';
import { openPrinter } from '../open.ts';
import { testSlip } from '../printer/test-slip.ts';
import { penOf, printerOf, whichHelp, whichOptions } from './which.ts';
import { Unreachable, type ExitCode, type World } from './world.ts';

export const printTestHelp = `print-test [OPTIONS]

Prints a slip with every Vietnamese letter, a ruler of the paper's width and a QR code, and says what became of it.

${whichHelp}`;

const openTimeoutMs = 10_000;

export const printTest = async (args: readonly string[], world: World): Promise<ExitCode> => {
  const { values } = parseArgs({ args: [...args], options: whichOptions });
  const settings = printerOf(values);
  const { clock } = world;
  const pen = penOf(values.record);
  let ready = (): void => undefined;
  let trouble = 'The printer does not answer.';
  const { printer } = openPrinter({
    settings,
    clock,
    record: pen,
    hears: (event) => {
      if (event.kind !== 'state') return;
      if (event.state.at === 'ready') ready();
      if (event.state.at === 'trouble') trouble = event.state.because;
    },
  });
  try {
    const isReady = await new Promise<boolean>((resolve) => {
      const cancel = clock.after(openTimeoutMs, () => resolve(false));
      ready = () => {
        cancel();
        resolve(true);
      };
      if (printer.state().at === 'ready') ready();
    });
    if (!isReady) throw new Unreachable(trouble);
    const printed = await printer.print(testSlip(settings));
    world.print(values.json ? JSON.stringify(printed) : printed.kind);
    return printed.kind === 'printed' ? 0 : 1;
  } finally {
    await printer.close();
    pen?.close();
  }
};
