import { expect, it } from 'vitest'
import { crashPoints } from '../../src/ra/crash-point.ts'
import { fault } from './ra.ts'

it('an authority that dies at any of its points leaves every business to be finished or given up', async () => {
  const runs = Object.keys(crashPoints).length
  const { broken, summary } = await fault({ seed: 20261120, runs })
  expect(broken).toEqual([])
  // Every numbered point was reached and killed the authority.
  expect(Number(/(\d+) deaths/.exec(summary)?.[1])).toBeGreaterThanOrEqual(Object.keys(crashPoints).length)
}, 400_000)
