import { describe, expect, it } from 'vitest'
import type { PresentToken } from '../../../../src/native/index.ts'
import type { RaSeal } from '../../../../src/shared/ra-contract/index.ts'
import { holder, tokenOf } from '../sealed.ts'
import { base64, made, storedAs, user } from './made.ts'

import { seals } from './seals-at-hand.ts'

const seal = made()
const stored = storedAs(seal)
const offer = (change: Partial<RaSeal> = {}): RaSeal => ({
  ...{ id: '33010000000001', state: 'issued', name: '某公司公章', type: 'organisation' },
  ...{ serial: user.certificate.serialHex, appliedAt: '2026-01-01T00:00:00.000Z' },
  ...{ issuedAt: '2026-01-01T00:00:00.000Z', revokedAt: null, der: base64(seal.raw) },
  ...change,
})

describe('the seals that an authority has for a token', () => {
  const other = made({ id: '33010000000002' })

  it('are written if they are in force and missing, and all are counted', async () => {
    const offered: readonly RaSeal[] = [
      ...[offer(), offer({ der: base64(other.raw) })],
      ...[offer({ state: 'revoked' }), offer({ der: null }), offer({ der: base64(made({}, user).raw) })],
    ]
    const { service, log, asked } = seals({ seals: [stored] }, { offeredBy: async () => offered })
    expect(await service.update('token-1')).toEqual({ written: 1, present: 2 })
    expect(log.filter((line) => line.startsWith('write'))).toEqual([`write seal ${storedAs(other).label}`])
    expect(asked).toEqual(['write-seal on token-1'])
  })

  it('need no PIN if all are there', async () => {
    const { service, asked } = seals({ seals: [stored] }, { offeredBy: async () => [offer()] })
    expect(await service.update('token-1')).toEqual({ written: 0, present: 1 })
    expect(asked).toEqual([])
  })

  it('are none if none was made, and each known issuer is asked once', async () => {
    const issuers: string[] = []
    const people = [user, holder('甲'), holder('乙')]
    const known = new Map(people.map(({ certificate }, n) => [certificate.serialHex, n < 2 ? 'demo' : null]))
    const twice: PresentToken = tokenOf(people).present
    const { service, ring } = seals(
      {},
      {
        issuerOf: ({ serialHex }) => known.get(serialHex) ?? null,
        offeredBy: async (issuerId) => {
          issuers.push(issuerId)
          return []
        },
      },
    )
    ring.show([twice])
    await expect(service.update('token-1')).rejects.toMatchObject({ code: 'seal-none-issued' })
    expect(issuers).toEqual(['demo'])
  })
})
