import { defineConfig } from '@playwright/test';
import { findChromium } from './chromium.mjs';

const chromium = await findChromium();
const report = process.env.TRAVERSION_E2E_REPORT ?? 'target/results.xml';

/** One browser, one page at a time: the node under the tests is the one thing they share. */
export default defineConfig({
  testDir: 'tests',
  outputDir: 'target/artefacts',
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env.CI === 'true',
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['junit', { outputFile: report }]],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // What moves only to please would make pictures differ.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: chromium.executablePath,
      env: { ...(process.env as Record<string, string>), ...chromium.env },
    },
  },
});
