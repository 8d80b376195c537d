import { defineConfig } from 'vitest/config'

// Suites that start processes (token hosts, servers, browsers) lie beside the pure ones; two workers, because
// two cores are all that a test machine may have.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    pool: 'forks',
  },
})
