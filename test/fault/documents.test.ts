import { expect, it } from 'vitest'
import { fault } from './documents.ts'

it('a result is whole or not there, whatever happens while it is made', async () => {
  const { broken } = await fault({ seed: 20261127, runs: 12 })
  expect(broken).toEqual([])
}, 60_000)
