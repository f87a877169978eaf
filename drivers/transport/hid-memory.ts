// A HID device inside this process: the bus on the near end, a simulated device on the far one. Knows no report's meaning.
import { DeviceError } from '../ports/fault.ts';
import type { HidBus, HidInterface } from './hid.ts';
import { createMemoryLine, type Cable, type Far } from './memory.ts';

/** The device on the far end: its reports travel as chunks do, its feature reports beside them. */
export type HidFar = {
  readonly reports: Far;
  /** Throws when the device refuses the report. */
  readonly takesFeature: (report: Uint8Array) => void;
  /** Null for a feature report that the device does not have. */
  readonly givesFeature: (id: number) => Uint8Array | null;
};

export const createMemoryHid = ({
  device,
  far,
}: {
  device: HidInterface;
  far: HidFar;
}): { readonly bus: HidBus; readonly cable: Cable } => {
  const line = createMemoryLine({ name: 'simulated', far: far.reports });
  let isPlugged = true;

  return {
    bus: {
      list: () => Promise.resolve(isPlugged ? [device] : []),
      open: async (path, hears) => {
        if (path !== device.path)
          throw new DeviceError('no-device', 'the device is not there any more. Check its cable.');
        const connection = await line.transport.open(hears);
        return {
          ...connection,
          sendFeature: async (report) => far.takesFeature(report.slice()),
          readFeature: (id, length) => {
            const report = far.givesFeature(id);
            return report === null
              ? Promise.reject(new Error('the device does not have this report.'))
              : Promise.resolve(report.slice(0, length));
          },
        };
      },
    },
    cable: {
      unplug: () => {
        isPlugged = false;
        line.cable.unplug();
      },
      plug: () => {
        isPlugged = true;
        line.cable.plug();
      },
    },
  };
};
