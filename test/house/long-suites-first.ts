import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Suites that take a minute or half of one. Without a word vitest begins with the largest files, and these are small: a
 * suite of a minute that begins last is waited for by every other worker.
 */
const long = [
  'test/ui/pages.test.ts',
  'test/fault/ukey.test.ts',
  'test/fault/ra.test.ts',
  'test/fault/issuance.test.ts',
  'test/ui/web-shell-intruder.test.ts',
  'test/fault/disk.test.ts',
  'test/fault/care.test.ts',
  'test/flow/ra-store/postgres.test.ts',
  'test/flow/ra-cluster/workers.test.ts',
  'test/fault/renewal.test.ts',
  'test/fault/idle.test.ts',
  'test/flow/ra/unused-connections.test.ts',
]

const isLong = ({ moduleId }: TestSpecification) => long.some((name) => moduleId.endsWith(name))

export class LongSuitesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}
