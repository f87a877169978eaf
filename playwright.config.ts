// The glass in a real Chromium, one story at a time: each one owns a whole station.
import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/ground.mjs';

const chromium = findChromium(process.env);

export default defineConfig({
  testDir: 'tests',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  workers: 1,
  // What should come is waited for; a busy machine is no fault of the glass.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    // The Chromium of the system: Playwright's own would be a download. No video: that needs Playwright's ffmpeg.
    launchOptions: chromium === null ? {} : { executablePath: chromium },
    video: 'off',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
  },
});
