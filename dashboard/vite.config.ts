import { defineConfig } from 'vitest/config';

/** A node that answers the API while the page is being worked on. */
const node = process.env.TRAVERSION_SERVER ?? 'http://127.0.0.1:3335';
const proxy = { '/api': node, '/health': node, '/problems': node };
/** Set by `./traversion test`, which counts the tests of all languages. */
const report = process.env.TRAVERSION_JUNIT_REPORT;

export default defineConfig({
  base: '/dashboard/',
  build: {
    outDir: 'target/classes/dashboard',
    emptyOutDir: true,
    target: 'es2023',
    // A content security policy without data: and inline code must be able to hold.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      onLog(level, log, report) {
        // A library's `'use client'` is for servers that render; there is none here.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
  server: { proxy },
  preview: { proxy },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    reporters:
      report === undefined ? ['default'] : ['default', ['junit', { suiteName: 'dashboard' }]],
    ...(report === undefined ? {} : { outputFile: { junit: report } }),
  },
});
