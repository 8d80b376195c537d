import { describe, expect, it } from 'vitest'
import { assured } from '../../../src/ra/http/assured.ts'
import { Refusal } from '../../../src/ra/refusal.ts'

const cutOff = new Error('the database was replaced')

/** What a failed call is answered with, and how often the store was asked whether it is still the newest. */
const answered = async (error: unknown, isNewest: boolean) => {
  let asked = 0
  const store = {
    assureNewest: async () => {
      asked += 1
      if (!isNewest) throw cutOff
    },
  }
  return [await assured(error, { store } as never), asked]
}

describe('a call that failed', () => {
  it.each([new Refusal('request-unknown'), new Refusal('session-ended'), new Refusal('request-finished')])(
    'because of what the database says is answered so only by the newest one: $code',
    async (fact) => {
      expect(await answered(fact, true)).toEqual([fact, 1])
      expect(await answered(fact, false)).toEqual([cutOff, 1])
    },
  )

  it.each([new Refusal('not-found'), new Refusal('server-busy'), new Error('broken')])(
    'for another reason is answered at once, whatever became of the database: %s',
    async (error) => {
      for (const isNewest of [true, false]) expect(await answered(error, isNewest)).toEqual([error, 0])
    },
  )
})
