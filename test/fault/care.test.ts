import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BusinessStage, openBusinessStage } from './business-stage.ts'
import { carryOut, randomCases } from './care.ts'
import { replacementCases, runReplacement } from './replacement-cases.ts'

// A part of `npm run fault -- care`. It is always the same, so that a failure here is the same for everybody.

let stage: BusinessStage
// Each test has its own stage: requests for codes move the authority's clock, and a wrong clock stops an issuance.
beforeEach(async () => {
  stage = await openBusinessStage()
})
afterEach(() => stage.close())

const broken = (ran: Awaited<ReturnType<typeof carryOut>>) =>
  ran.flatMap(({ name, result, problems }) => problems.map((problem) => `${name} (${result}): ${problem}`))

describe('taking care of a certificate while keys and networks break', () => {
  it('uses no try that the person did not make, and says what is true about the PIN', {
    timeout: 120_000,
  }, async () => {
    const ran = await carryOut(stage, randomCases(20261120, 12))
    expect(broken(ran)).toEqual([])
    expect(new Set(ran.map(({ result }) => result)).size).toBeGreaterThan(3)
  })

  it('replaces a certificate in the end, whichever call is lost: one in force, the old one revoked', {
    timeout: 120_000,
  }, async () => {
    const ran = await runReplacement(stage, replacementCases)
    expect(broken(ran)).toEqual([])
  })
})
