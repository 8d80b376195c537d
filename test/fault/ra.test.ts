import { expect, it } from 'vitest'
import { crashPoints } from '../../src/ra/crash-point.ts'
import { fault } from './ra.ts'

it('an authority that dies at any of its points leaves every business to be finished or given up', async () => {
  const points = Object.keys(crashPoints).map(Number)
  const { broken, reached } = await fault({ seed: 20261120, runs: points.length })
  expect(broken).toEqual([])
  expect(reached.toSorted((one, other) => one - other)).toEqual(points)
}, 400_000)
