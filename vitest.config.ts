import { defineConfig } from 'vitest/config'
import { LongSuitesFirst } from './test/house/long-suites-first.ts'

// Suites that start processes (token hosts, servers, browsers) are among the pure ones. There are two workers, because
// a test machine may have only two cores.
export default defineConfig({
  test: {
    globalSetup: 'test/house/one-temporary-folder.ts',
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // No test judges the machine: these only end a test that hangs.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
    sequence: { sequencer: LongSuitesFirst },
    pool: 'forks',
  },
})
