import { describe, expect, it } from 'vitest'
import { whyNoSmallDisk } from './disk/small-disk.ts'
import { carryOut, slice } from './disk.ts'

// A slice of `npm run fault -- disk`: always the same, so that a failure here is the same for everybody.

const why = whyNoSmallDisk()

describe(`a disk that is full in the middle${why === null ? '' : ` (skipped: ${why})`}`, () => {
  it.skipIf(why !== null)(
    'loses nothing, spends no try, and lets the business go on',
    {
      timeout: 240_000,
    },
    async () => {
      const { done, struck, broken } = await carryOut(slice)
      expect(broken).toEqual([])
      expect(struck).toBe(done)
    },
  )
})
