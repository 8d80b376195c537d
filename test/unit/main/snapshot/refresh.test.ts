import { expect, it } from 'vitest'
import { snapshotPart } from '../../../../src/main/snapshot/part.ts'

const partWith = (refreshTokens: () => Promise<void>, fetchNotices: () => Promise<void>) => {
  const asked = { checks: 0 }
  const { service } = snapshotPart({
    state: {},
    keyring: { refresh: refreshTokens },
    connections: { check: () => (asked.checks += 1) },
    announcements: { refresh: fetchNotices },
  } as never)
  return { service, asked }
}
const soon = () => new Promise<void>((resolve) => setImmediate(resolve))
const never = () => new Promise<void>(() => {})

it('刷新 is over when the tokens were looked at, however long the notices of authorities take', async () => {
  let looked = 0
  const { service, asked } = partWith(async () => {
    await soon()
    looked += 1
  }, never)
  await service.refresh()
  expect([looked, asked.checks]).toEqual([1, 1])
})

it('刷新 says so if the tokens could not be looked at', async () => {
  const { service } = partWith(async () => {
    await soon()
    throw new Error('no library answers')
  }, never)
  await expect(service.refresh()).rejects.toThrow('no library answers')
})
