import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const file = join(import.meta.dirname, '../../../../src/main/shell/small-heap.ts')

/** MiB that the young objects of a process take at most while it makes and drops many of them. */
const youngAtWork = (prepare: string): number => {
  const program = `import { getHeapSpaceStatistics } from 'node:v8'
    ${prepare}
    let most = 0
    for (let round = 0; round < 100; round += 1) {
      const kept = []
      for (let each = 0; each < 40_000; each += 1) kept.push({ each, pair: [each, each + 1] })
      const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
      most = Math.max(most, young.space_size)
    }
    console.log(most / 2 ** 20)`
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program]
  return Number(execFileSync(process.execPath, flags, { encoding: 'utf8' }))
}

// V8 decides by the time that a collection takes, so on a busy machine the space grows less, and may need another look.
const small = 24

it('the space of young objects stays small under a burst of work, where it would grow without it', {
  retry: 2,
}, () => {
  expect(youngAtWork('')).toBeGreaterThan(small)
  expect(
    youngAtWork(`import { keepHeapSmall } from ${JSON.stringify(file)}; keepHeapSmall()`),
  ).toBeLessThanOrEqual(small)
})
