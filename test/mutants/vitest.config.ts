import { join } from 'node:path'
import { mergeConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import house from '../../vitest.config.ts'

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

export default mergeConfig(house, {
  root: top,
  // The packages are shared with the project and with other copies, so nothing is kept beside them.
  cacheDir: join(top, 'build/vitest'),
  test: { sequence: { sequencer: InOrder }, watch: false },
})
