import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faces } from '../house/tokens.ts'
import { randomFrom } from '../random.ts'
import { middlesOf, randomCase, run, unplugEverywhere, wrongPins } from './ukey-cases.ts'
import { nameOf, openStage, operationNames, type Stage } from './ukey-stage.ts'
import { crashingNeighbour } from './ukey-vendors.ts'

// A part of `npm run fault -- ukey`, which does all of this and two hundred random cases, and requires the keyring to
// be right within one second. Beside other suites on two cores, that figure would measure the machine.

describe.each(faces)('through %s:', (face) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage({ inside: face === 'skf', face, returnWithin: 9_000 })
  })
  afterAll(() => stage.close())

  describe('a Ukey that is pulled out', () => {
    it.each(operationNames)(
      'at one call or another of %s loses nothing',
      { timeout: 60_000 },
      async (operation) => {
        for await (const { name, outcome } of unplugEverywhere(stage, operation, face === 'skf' ? 24 : 12)) {
          expect(outcome.problems, name).toEqual([])
        }
      },
    )
  })

  describe('a library that ends or hangs', () => {
    it.each(
      middlesOf(face)
        .filter((_, at) => at % (face === 'skf' ? 16 : 8) === 1)
        .map((one) => [nameOf(one), one] as const),
    )('loses nothing: %s', async (name, one) => {
      expect((await run(stage, one)).outcome.problems, name).toEqual([])
    })
  })

  describe('a wrong PIN', () => {
    it.each(wrongPins.map((one) => [nameOf(one), one] as const))(
      'costs one try at most: %s',
      async (name, one) => {
        expect((await run(stage, one)).outcome.problems, name).toEqual([])
      },
    )
  })

  if (face === 'pkcs11')
    describe('two vendors', () => {
      it('do not disturb each other when one of them crashes for ever', async () => {
        expect(await crashingNeighbour()).toEqual([])
      })
    })

  describe('whatever goes wrong', () => {
    it('is over within its deadline, and everything is right again', { timeout: 60_000 }, async () => {
      const random = randomFrom(20261120)
      for (let n = 0; n < (face === 'skf' ? 3 : 6); n++) {
        const { name, outcome } = await run(stage, randomCase(random))
        expect(outcome.problems, name).toEqual([])
      }
    })
  })
})
