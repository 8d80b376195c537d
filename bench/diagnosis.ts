import { join } from 'node:path'
import { openDiagnosisHouse } from '../test/house/diagnosis.ts'
import type { Row } from './row.ts'

// How long the whole system check takes on a healthy computer with two virtual Ukeys, an authority on loopback and the
// files of the product, and how long with an authority that accepts and is silent.

const rounds = 5
const budget = 10

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0

const row = (name: string, seconds: number): Row => ({
  ...{ name, value: Math.round(seconds * 100) / 100, unit: 's', peers: {}, ratio: null },
  ...{ budget: `≤ ${budget} s`, holds: seconds <= budget },
})

export const bench = async (): Promise<readonly Row[]> => {
  const stage = await openDiagnosisHouse(2, join(import.meta.dirname, '../out'))
  const timed = async (): Promise<number> => {
    const began = performance.now()
    await stage.diagnosis.run(null)
    return (performance.now() - began) / 1000
  }
  try {
    const healthy: number[] = []
    for (let round = 0; round < rounds; round += 1) healthy.push(await timed())
    const { slowFaults } = await import('../test/fault/diagnosis/network-and-clock.ts')
    const mend = await slowFaults[0]?.make(stage)
    const silent = await timed()
    await mend?.()
    return [
      row('whole run, two Ukeys, median', median(healthy)),
      row('whole run, two Ukeys, longest', Math.max(...healthy)),
      row('whole run, the authority is silent', silent),
    ]
  } finally {
    await stage.end()
  }
}
