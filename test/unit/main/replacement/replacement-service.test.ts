import { describe, expect, it } from 'vitest'
import { createReplacementService } from '../../../../src/main/replacement/replacement-service.ts'
import type { TransactionWish } from '../../../../src/main/transactions/index.ts'
import type { ReplacementWish } from '../../../../src/shared/contract/index.ts'
import type { RaBusinessOffer, RaCertificate } from '../../../../src/shared/ra-contract/index.ts'
import { ukey } from '../../../world.ts'
import { authoritiesOf, authorityOf } from '../authority-of.ts'
import { typed } from '../given.ts'
import { moments } from '../moments.ts'
import { pinStateOf } from '../token-at-hand.ts'
import { signedInState } from '../transactions/open-transactions.ts'
import { accountsOf } from '../transactions/running.ts'

const certificate = (serial: string, change: Partial<RaCertificate> = {}): RaCertificate => ({
  ...{ serial, usage: 'signature', pairId: 'pair', status: 'active', subject: '张三', issuer: '演示' },
  ...{ notBefore: '2026-01-01T00:00:00.000Z', notAfter: '2027-01-01T00:00:00.000Z' },
  ...{ token: { kind: 'ukey', vendor: '明华', serial: 'S1' }, revokedAt: null, revocationReason: null },
  der: 'AAAA',
  ...change,
})
const all = [
  certificate('AA'),
  certificate('BB', { status: 'suspended', token: null }),
  certificate('CC', { status: 'revoked' }),
  certificate('DD', { usage: 'encryption' }),
]
const shown = {
  ...{ serial: 'AA', status: 'active', notAfter: '2027-01-01T00:00:00.000Z', holder: '张三' },
  ...{ tokenKind: 'ukey', tokenSerial: 'S1', present: true },
}

const offerOf = (business: RaBusinessOffer['business'], singleFeeFen: number): RaBusinessOffer => ({
  ...{ business, singleFeeFen, accountKinds: [], termsYears: [], yearlyFeeFen: 7, review: false },
  attachmentWhenExpired: false,
})

/** 补办 at an authority. `log` has what was asked, told, noted and begun, in order. */
const replacement = (
  wish: {
    readonly account?: typeof signedInState
    readonly offers?: RaBusinessOffer[]
    readonly suspend?: () => Promise<void>
  } = {},
) => {
  const log: unknown[] = []
  const answer = { certificates: [all[1]] }
  const authority = authorityOf(
    'demo',
    () => ({
      certificates: {
        list: async () => ({ certificates: all }),
        suspend: async ({ serial }: { readonly serial: string }) => {
          log.push(`suspend ${serial}`)
          await wish.suspend?.()
          return answer
        },
        resume: async ({ serial }: { readonly serial: string }) => {
          log.push(`resume ${serial}`)
          return answer
        },
      },
    }),
    {
      check: async () => ({
        ...{ name: '演示', version: '1', serverTime: '2026-01-01T00:00:00.000Z', demo: true, chain: [] },
        ...{
          crlUrl: '',
          ocspUrl: '',
          operatorUrl: null,
          offers: wish.offers ?? [offerOf('replacement', 5_000)],
        },
      }),
    },
  )
  const service = createReplacementService({
    authorities: authoritiesOf(authority),
    accounts: accountsOf({}, [], wish.account ?? signedInState),
    transactions: {
      start: async (begun: TransactionWish) => {
        log.push(begun)
        return { transactionId: 'one' }
      },
    },
    history: { add: (happened) => void log.push(happened) },
    told: (certificates) => void log.push(['told', certificates]),
    presentSerials: () => ['AA'],
    tokens: () => [
      ukey({ id: 'token-1', pin: pinStateOf({ lastTry: true }) }),
      ukey({ id: 'token-2', pin: pinStateOf() }),
    ],
  })
  return { service, log, answer }
}
const noted = (kind: string, serial: string, tokenName: string) => ({
  ...{ kind, tokenId: '', tokenName, holder: '张三', serial, detail: null },
})
const wishFor = (change: Partial<ReplacementWish> = {}): ReplacementWish => ({
  ...{ issuerId: 'demo', serial: 'AA', reason: 'lost', suspendFirst: false },
  ...{ target: { kind: 'ukey', tokenId: 'token-2' }, ...typed() },
  ...change,
})

describe('an offer of 补办', () => {
  it('has the certificates that can be replaced, and the price', async () => {
    expect(await replacement().service.offer('demo')).toEqual({
      certificates: [
        shown,
        { ...shown, serial: 'BB', status: 'suspended', tokenKind: null, tokenSerial: null, present: false },
      ],
      feeFen: 5_000,
    })
  })

  it('is none if the authority has no such business, or nobody is logged in', async () => {
    const other = replacement({ offers: [offerOf('renew', 1)] })
    await expect(other.service.offer('demo')).rejects.toMatchObject({ code: 'business-unavailable' })
    const nobody = replacement({ account: { state: 'signed-out' } })
    await expect(nobody.service.offer('demo')).rejects.toMatchObject({ code: 'login-needed' })
  })
})

describe('a suspension', () => {
  it('is told and noted', async () => {
    const { service, log, answer } = replacement()
    await service.suspend('demo', 'AA')
    expect(log).toEqual(['suspend AA', ['told', answer.certificates], noted('suspended', 'AA', 'S1')])
  })

  it('is not made twice', async () => {
    const { service, log } = replacement()
    await service.suspend('demo', 'BB')
    expect(log).toEqual([])
  })

  it('can end', async () => {
    const { service, log, answer } = replacement()
    await service.resume('demo', 'BB')
    expect(log).toEqual(['resume BB', ['told', answer.certificates], noted('resumed', 'BB', '')])
  })

  it.each(['CC', 'DD', 'EE'])('concerns only a signing certificate in force, not %s', async (serial) => {
    const { service, log } = replacement()
    const refused = { code: 'certificate-not-in-force' }
    await expect(service.suspend('demo', serial)).rejects.toMatchObject(refused)
    await expect(service.resume('demo', serial)).rejects.toMatchObject(refused)
    await expect(service.start(wishFor({ serial }))).rejects.toMatchObject(refused)
    expect(log).toEqual([])
  })
})

describe('a 补办 that begins', () => {
  it('is an issuance that replaces the certificate', async () => {
    const { service, log } = replacement()
    const wish = wishFor()
    expect(await service.start(wish)).toEqual({ transactionId: 'one' })
    expect(log).toEqual([
      {
        ...{ issuerId: 'demo', target: wish.target, pin: wish.pin, tries: 'careful' },
        business: { kind: 'replacement', previousSerial: 'AA', lossReason: 'lost' },
      },
    ])
  })

  it('begins after the suspension that was wanted first', async () => {
    const suspended = Promise.withResolvers<void>()
    const { service, log } = replacement({ suspend: () => suspended.promise })
    const begun = service.start(wishFor({ suspendFirst: true }))
    await moments()
    expect(log).toEqual(['suspend AA'])
    suspended.resolve()
    await begun
    expect(log).toHaveLength(4)
    expect(log.at(-1)).toMatchObject({ business: { kind: 'replacement' } })
  })

  it('spends no last try that the person has not confirmed, and suspends nothing before', async () => {
    const { service, log } = replacement()
    const target = { kind: 'ukey', tokenId: 'token-1' } as const
    await expect(service.start(wishFor({ target, suspendFirst: true }))).rejects.toMatchObject({
      code: 'last-try-unconfirmed',
    })
    expect(log).toEqual([])
    await service.start(wishFor({ target, tries: 'last-confirmed' }))
    await service.start(wishFor({ target: { kind: 'soft' } }))
    await service.start(wishFor({ target: { kind: 'ukey', tokenId: 'token-3' } }))
    expect(log).toHaveLength(3)
  })
})
