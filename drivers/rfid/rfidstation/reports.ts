// RFIDStation's frames in USB HID reports, both ways. Knows nothing of what is in the frames.
// A report has 64 bytes; its first is the frame's length. Of a frame that is longer than one report nobody has said in which
// way it goes on, so both that were thought of are understood: each report counts its own bytes (then none counts more than
// 63), or the first counts the whole frame and the others are nothing but its rest. Such frames are never sent.
export const rfidStationUsb = { vendorId: 0x0505, productId: 0x5050 } as const;

export const reportBytes = 64;
export const mostPerReport = reportBytes - 1;

/** Throws when the frame needs more than one report: our own mistake. */
export const reportOf = (frame: Uint8Array): Uint8Array => {
  if (frame.length > mostPerReport) throw new Error(`A report cannot carry a frame of ${frame.length} bytes.`);
  const report = new Uint8Array(reportBytes);
  report[0] = frame.length;
  report.set(frame, 1);
  return report;
};

/** As it is written to a device that does not number its reports: with a 0 before it. */
export const writtenReport = (frame: Uint8Array): Uint8Array => Uint8Array.from([0x00, ...reportOf(frame)]);

/** Each report's share of a frame. */
export const createReportReader = (): ((report: Uint8Array) => Uint8Array) => {
  /** Bytes of a counted frame that are still to come. */
  let owed = 0;
  return (report) => {
    if (owed > 0) {
      const rest = report.subarray(0, owed);
      owed -= rest.length;
      return rest;
    }
    const [length = 0] = report;
    owed = Math.max(0, length - mostPerReport);
    return report.subarray(1, 1 + length);
  };
};
