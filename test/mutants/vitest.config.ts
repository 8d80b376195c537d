import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { everySuite } from '../../vitest.config.ts'

const order = (process.env.MUTANTS_ORDER ?? '').split(',')

const placeOf = ({ moduleId }: TestSpecification): number =>
  order.findIndex((name) => moduleId.endsWith(name))

/** The order that the runner has chosen: those that find a mutant soonest come first. */
class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...files].sort((one, other) => placeOf(one) - placeOf(other))
  }
}

const top = join(import.meta.dirname, '../..')

// What a test file runs is told by the process that it has for itself, so no two share one here.
export default defineConfig({
  root: top,
  // The packages are shared with the project and with other copies, so nothing is kept beside them.
  cacheDir: join(top, 'build/vitest'),
  test: {
    ...everySuite,
    globalSetup: 'test/house/one-temporary-folder.ts',
    include: ['test/**/*.test.{ts,tsx}'],
    sequence: { sequencer: InOrder },
    watch: false,
  },
})
