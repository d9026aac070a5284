import { defineConfig } from '@playwright/test';
import tests from './playwright.config';

/** The same browser, and nothing that takes time beside what is measured. */
export default defineConfig(tests, {
  testDir: 'bench',
  testMatch: '*.bench.ts',
  timeout: 600_000,
  reporter: [['line']],
  use: { trace: 'off', screenshot: 'off' },
});
