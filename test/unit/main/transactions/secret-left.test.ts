import { describe, expect, it } from 'vitest'
import type { TransactionRecord } from '../../../../src/main/transactions/records.ts'
import { onToken, outside, type Step } from '../../../../src/main/transactions/step.ts'
import { Pin } from '../../../../src/shared/pin/pin.ts'
import { typed } from '../given.ts'
import { tokenAtHand } from '../token-at-hand.ts'
import { renewing } from './businesses-of.ts'
import { started } from './recorded.ts'
import { asked, checked, made, running } from './running.ts'

const secret = { id: 'secret', pin: new Pin('a secret') }

/** Its pair is made and checked in one login, confirmed outside, and it is on the token once more. */
const steps = (): readonly Step[] => [
  outside('request', async () => asked),
  onToken('keypair', async () => ({ ...made, tokenId: 'soft-made' })),
  onToken('verify', async () => checked),
  outside('confirm', async () => ({ retired: [] })),
  onToken('retire', async () => ({ removed: 0 })),
]

const ran = async (first: TransactionRecord, make: typeof secret | null = secret, own = steps()) => {
  const one = tokenAtHand({
    facts: { id: 'token-1', kind: first.type === 'started' ? first.target.kind : 'ukey' },
  })
  const left: string[] = []
  const never = new Promise<void>(() => {})
  const { go } = running({
    ...{ steps: () => own, records: [first], tokens: [one.present] },
    parts: () => ({
      secrets: {
        make: async (tokenId) => {
          left.push(`make for ${tokenId}`)
          return make
        },
        leave: (tokenId, { id }) => {
          left.push(`leave ${id} for ${tokenId}`)
          return never
        },
      },
    }),
  })
  await go(typed())
  return left
}

describe('the secret of a soft token', () => {
  it('is made once its pair is checked, once, and the transaction does not wait until it is left', async () => {
    expect(await ran(started({ kind: 'soft' }))).toEqual(['make for soft-made', 'leave secret for soft-made'])
  })

  it('is not left if none was made', async () => {
    expect(await ran(started({ kind: 'soft' }), null)).toEqual(['make for soft-made'])
  })

  it('is not made before its pair is checked', async () => {
    const early = steps().filter(({ name }) => name !== 'verify')
    expect(await ran(started({ kind: 'soft' }), secret, early)).toEqual([])
  })

  it('is not made for a Ukey, nor for keys that were there before', async () => {
    const here = steps().map((step) =>
      step.name === 'keypair' ? onToken('keypair', async () => made) : step,
    )
    expect(await ran(started(), secret, here)).toEqual([])
    expect(await ran(renewing('same', { kind: 'soft' }), secret, here)).toEqual([])
  })

  it('is nobody’s matter where no authority takes one', async () => {
    const one = tokenAtHand()
    const { go, soft } = running({ steps, records: [started({ kind: 'soft' })], tokens: [one.present] })
    expect(await go(typed())).toBeNull()
    expect(soft).toEqual(['create 张三 · equest-1 under 123456'])
  })
})
