import { createProcedureClient } from '@orpc/server'
import { expect, it } from 'vitest'
import { sealsApi } from '../../../src/ra/api/seals.ts'
import type { Seal } from '../../../src/ra/records.ts'

const [issued, sealRevoked, certificateRevoked] = [1, 2, 3].map((day) => Date.UTC(2026, 10, day))

/** What anybody is told about a seal, by what the authority has written down. */
const statusOf = (seal: Partial<Seal> | null, certificate: object | null = { status: 'active' }) => {
  const store = {
    seal: async () =>
      seal === null ? null : { state: 'issued', issuedAt: issued, revokedAt: null, ...seal },
    certificate: async () => certificate,
  }
  const ask = createProcedureClient(sealsApi.status, { context: { services: { store } } as never })
  return ask({ sealId: 'seal-00000001' })
}
const revokedAt = (at: number | undefined) => ({
  ...{ status: 'revoked', revokedAt: new Date(at ?? 0).toISOString() },
})

it('a seal is good while nobody has revoked it or its certificate', async () => {
  expect(await statusOf({})).toEqual({ status: 'issued', revokedAt: null })
  expect(await statusOf({}, { status: 'suspended', revokedAt: certificateRevoked })).toMatchObject({
    status: 'issued',
  })
  expect(await statusOf({}, null)).toMatchObject({ status: 'issued' })
})

it('a seal that was never made, or that nobody knows, is unknown', async () => {
  expect(await statusOf(null)).toEqual({ status: 'unknown', revokedAt: null })
  expect(await statusOf({ issuedAt: null })).toEqual({ status: 'unknown', revokedAt: null })
})

it('a seal falls when it is revoked, or with its certificate, and says since when', async () => {
  const own = { state: 'revoked', revokedAt: sealRevoked ?? 0 } as const
  const fallen = { status: 'revoked', revokedAt: certificateRevoked }
  expect(await statusOf(own)).toEqual(revokedAt(sealRevoked))
  expect(await statusOf({}, fallen)).toEqual(revokedAt(certificateRevoked))
  expect(await statusOf(own, fallen)).toEqual(revokedAt(sealRevoked))
})
