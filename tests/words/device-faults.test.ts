// What can be wrong with a device is said in words: every kind that a driver knows, in each language.
import { expect, test } from 'vitest';
import { deviceFaults } from '../../contract/device-fault.ts';
import { sayFault } from '../../contract/words/device-faults-said.ts';
import { createSay } from '../../contract/words/words.ts';
import { faultKinds } from '../../drivers/ports/fault.ts';

test('every kind of fault of the drivers has words, and no words stand there for none', () => {
  expect([...deviceFaults].toSorted()).toEqual([...faultKinds].toSorted());
});

test.each(deviceFaults)('%s is told in the words of whoever reads, the driver’s own behind them', (fault) => {
  const vi = sayFault(createSay('vi'), { fault, because: 'serial /dev/ttyUSB0: EIO.' });
  const en = sayFault(createSay('en'), { fault, because: '' });
  expect(vi).toMatch(/^\P{Ll}[^[]*[ạ-ỹăâđêôơưàáèéìíòóùúýãõũ][^[]*\. \[serial \/dev\/ttyUSB0: EIO\.\]$/u);
  expect(en).toMatch(/^[A-Z][^[\]]*[.?]$/);
});
