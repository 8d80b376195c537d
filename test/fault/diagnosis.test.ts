import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DiagnosisHouse, openDiagnosisHouse } from '../house/diagnosis.ts'
import { carryOut } from './diagnosis/carry-out.ts'
import { slice } from './diagnosis.ts'

// A slice of `npm run fault -- diagnosis`: the faults that need no new issuance and no broken library.

let stage: DiagnosisHouse
beforeAll(async () => {
  stage = await openDiagnosisHouse(1)
}, 60_000)
afterAll(() => stage?.end())

describe('the system check', () => {
  it('finds nothing on a healthy computer', async () => {
    await stage.diagnosis.run(null)
    const { steps, state } = stage.house.state.current().diagnosis
    expect(state).toBe('done')
    expect(steps.flatMap(({ findings }) => findings)).toEqual([])
  })

  it('finds and names each fault, repairs what it offers to repair, and takes it back', {
    timeout: 120_000,
  }, async () => {
    const ran = await carryOut(stage, slice)
    expect(ran.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`))).toEqual([])
  })

  it('finds nothing when all of them are gone', async () => {
    await stage.diagnosis.run(null)
    const { steps } = stage.house.state.current().diagnosis
    expect(steps.flatMap(({ findings }) => findings)).toEqual([])
  })
})
