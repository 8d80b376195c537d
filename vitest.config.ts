import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { LongSuitesFirst } from './test/house/long-suites-first.ts'

type Settings = NonNullable<ViteUserConfig['test']>

/** What holds for every suite. */
export const everySuite: Settings = {
  // No test judges the machine: these only end a test that hangs.
  testTimeout: 90_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 15_000 } },
  pool: 'forks',
}

/** Starting a process costs more than most of these suites, so they share some. Two replace modules and stay out. */
const together = [
  'test/unit/{main,ra,renderer,shared,site-sdk}/**/*.test.{ts,tsx}',
  'test/unit/pki/**/!(without-node|sm4-simd).test.ts',
]

export default defineConfig({
  test: {
    globalSetup: 'test/house/one-temporary-folder.ts',
    // Suites that start processes (token hosts, servers, browsers) wait for them a good part of their time.
    maxWorkers: 3,
    sequence: { sequencer: LongSuitesFirst },
    projects: [
      { test: { ...everySuite, name: 'together', include: together, isolate: false } },
      { test: { ...everySuite, name: 'alone', include: ['test/**/*.test.{ts,tsx}'], exclude: together } },
    ],
  },
})
