import { expect, it } from 'vitest'
import { fault } from './slow.ts'

it('the owner of a web shell is served while hundreds of others are slow on its port', async () => {
  const { broken } = await fault({ seed: 20261126, runs: 450 })
  expect(broken).toEqual([])
}, 120_000)
