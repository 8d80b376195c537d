import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Suites that take a minute or half of one. Without a word vitest begins with the largest files, and these are small: a
 * suite of a minute that begins last is waited for by every other worker.
 */
const long = [
  'test/flow/ra-cluster/workers.test.ts',
  'test/ui/web-shell-intruder.test.ts',
  'test/ui/keyboard.test.ts',
  'test/fault/renewal.test.ts',
  'test/ui/pages.test.ts',
  'test/fault/ra.test.ts',
  'test/story/every-kind.test.ts',
  'test/flow/web-sites/sites.test.ts',
  'test/fault/issuance.test.ts',
  'test/flow/issuance/ukey.test.ts',
  'test/fault/ukey.test.ts',
  'test/ui/help.test.ts',
  'test/flow/ra/server.test.ts',
  'test/ui/documents.test.ts',
  'test/flow/documents/command.test.ts',
  'test/flow/ra-store/postgres.test.ts',
  'test/story/identity.test.ts',
  'test/ui/hostile-pages.test.ts',
  'test/windows/windows.test.ts',
  'test/flow/ra/operator-page.test.ts',
  'test/flow/ra/data-loss.test.ts',
  'test/fault/disk.test.ts',
  'test/fault/care.test.ts',
  'test/ui/bad-input.test.ts',
  'test/ui/web-shell.test.ts',
  'test/flow/businesses/seals.test.ts',
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
