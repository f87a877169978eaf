// The unit tests and stories: everything under tests/ that needs no browser.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/seed.ts'],
    // Stories own real sockets, ptys and journals; a busy two-core machine may take its time over them.
    testTimeout: process.env['TRAM_PROOF'] === '1' ? 3_600_000 : 30_000,
    hookTimeout: 30_000,
    // Most of a story's time is waiting for wires and programs: three side by side need not half the time on two cores.
    maxWorkers: 3,
  },
});
