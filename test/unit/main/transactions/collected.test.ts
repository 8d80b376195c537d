import { describe, expect, it } from 'vitest'
import { cleanUpAfter } from '../../../../src/main/transactions/abandonment.ts'
import type { TransactionRecord } from '../../../../src/main/transactions/records.ts'
import type { TokenWork } from '../../../../src/main/transactions/step.ts'
import type { ErrorCode } from '../../../../src/shared/errors/index.ts'
import { authorityOf } from '../authority-of.ts'
import { typed } from '../given.ts'
import { keyringOf } from '../keyring-of.ts'
import { moments } from '../moments.ts'
import { keyOf, pinStateOf, tokenAtHand } from '../token-at-hand.ts'
import { abandoning, refused, refusing, transactionOf } from './abandoning.ts'
import { renewing } from './businesses-of.ts'
import { done, throughStep } from './recorded.ts'

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
const half = (keyId: string, der: string) => ({ keyId, label: `old ${keyId}`, der })

/** A 续期 with the same keys, up to the answer or before it. */
const withSameKeys = (collected: boolean): readonly TransactionRecord[] => {
  const { keypair, collect } = done
  if (keypair.step !== 'keypair' || collect.step !== 'collect') throw new Error('other steps')
  const old = { signing: half('s', 'AAAA'), encryption: half('e', 'AAAB') }
  const answer = { signatureCertificate: 'AAAC', encryptionCertificate: 'AAAD' }
  const before = [
    renewing('same'),
    done.request,
    { ...keypair, left: { ...keypair.left, old } },
    ...[done.csr, done.submit, done.await],
  ]
  return collected ? [...before, { ...collect, left: { ...collect.left, ...answer } }] : before
}
const onToken = (...ders: readonly string[]) =>
  ders.map((der, n) => ({ objectId: `object-${n}`, keyId: n % 2 ? 'e' : 's', label: '', der: bytes(der) }))

describe('a transaction that is given up after its answer was collected', () => {
  it('asks for the PIN of a key that is at hand, and tells nobody before', async () => {
    const one = tokenAtHand()
    const { abandon, asked, log } = abandoning(throughStep('collect'), { tokens: [one.present] })
    await expect(abandon()).rejects.toMatchObject({ code: 'pin-needed' })
    expect([asked, log]).toEqual([[], []])
  })

  it('asks for none before, and none for a key that is locked or away', async () => {
    const ready = abandoning(throughStep('await'), { tokens: [tokenAtHand().present] })
    await ready.abandon()
    const locked = tokenAtHand({ facts: { pin: pinStateOf({ locked: true }) } })
    const blocked = abandoning(throughStep('collect'), { tokens: [locked.present] })
    await blocked.abandon()
    const away = abandoning(throughStep('collect'))
    await away.abandon()
    expect([ready.last(), blocked.last(), away.last()]).toMatchObject(
      Array.from({ length: 3 }, () => ({ how: 'abandoned', leftover: true })),
    )
    expect(away.asked).toEqual(['r: abandon request-1'])
  })
})

describe('a transaction with keys that stay', () => {
  it('leaves nothing if no answer was collected', async () => {
    const one = tokenAtHand()
    const { abandon, last } = abandoning(withSameKeys(false), { tokens: [one.present] })
    await abandon(typed())
    expect([one.log, last()]).toMatchObject([[], { leftover: false }])
  })

  it('puts the old certificates back before it removes the new ones', async () => {
    const one = tokenAtHand({ certificates: onToken('AAAC', 'AAAD') })
    const { abandon, last } = abandoning(withSameKeys(true), { tokens: [one.present] })
    await abandon(typed())
    expect(one.log.slice(1, -1)).toEqual([
      ...['write old s', 'write old e'],
      ...['remove certificate object-0', 'remove certificate object-1'],
    ])
    expect(one.content.certificates.map(({ der }) => der)).toEqual([bytes('AAAA'), bytes('AAAB')])
    expect(last()).toMatchObject({ leftover: false })
  })

  it.each([
    ['token-absent', 'away', []],
    ['pin-locked', 'locked', [tokenAtHand({ facts: { pin: pinStateOf({ locked: true }) } }).present]],
  ])('wants its key with %s while there is a choice and it is %s', async (code, _, tokens) => {
    const { abandon, asked, log } = abandoning(withSameKeys(true), { tokens, answers: { state: 'issued' } })
    await expect(abandon()).rejects.toMatchObject({ code })
    expect([asked, log]).toEqual([['r: get request-1'], []])
  })

  it.each(['abandoned', 'expired', 'refused'])('has no choice if the request is %s', async (state) => {
    const { abandon, last } = abandoning(withSameKeys(true), { answers: { state } })
    await abandon()
    expect(last()).toMatchObject({ how: 'abandoned', leftover: true })
  })

  it.each<ErrorCode>(['request-unknown', 'request-expired', 'request-refused'])(
    'has no choice if the authority says %s',
    async (code) => {
      const { abandon, last } = abandoning(withSameKeys(true), { answers: { get: refused(code) } })
      await abandon()
      expect(last()).toMatchObject({ leftover: true })
    },
  )

  it('is not given up without its key if the authority cannot be asked', async () => {
    const answers = { ...refusing('network-timeout'), get: refused('network-timeout') }
    const { abandon, asked, log } = abandoning(withSameKeys(true), { answers })
    await expect(abandon()).rejects.toMatchObject({ code: 'network-timeout' })
    expect([asked, log]).toEqual([['r: get request-1'], []])
  })

  it('may be on a soft token, which asks for its PIN too', async () => {
    const [, ...rest] = withSameKeys(true)
    const soft = tokenAtHand({ facts: { kind: 'soft' } })
    const records = [renewing('same', { kind: 'soft' }), ...rest]
    await expect(abandoning(records, { tokens: [soft.present] }).abandon()).rejects.toMatchObject({
      code: 'pin-needed',
    })
  })
})

describe('what transactions that were given up have left', () => {
  const working = (one: ReturnType<typeof tokenAtHand>): TokenWork => {
    const { transaction } = transactionOf(throughStep('request'), 'new')
    return {
      ...{ transactionId: 'new', progress: transaction.progress(), authority: authorityOf('demo') },
      ...{ owner: () => authorityOf('demo').client(), keyring: keyringOf().keyring },
      ...{ isForeign: () => false, superseded: () => {}, session: one.session, tokenId: 'token-1' },
    }
  }

  it('is removed from this token, and their journals are closed', async () => {
    const one = tokenAtHand({ keys: [keyOf('k', 'CA-request-1-S'), keyOf('x', 'CA-request-2-S')] })
    const here = transactionOf(throughStep('keypair'), 'here')
    const { keypair } = done
    if (keypair.step !== 'keypair') throw new Error('other steps')
    const elsewhere = { ...keypair, left: { ...keypair.left, tokenId: 'token-2' } }
    const there = transactionOf([...throughStep('request'), elsewhere], 'there')
    const cleaned: string[] = []
    await cleanUpAfter([there.transaction, here.transaction], working(one), ({ id }) => cleaned.push(id))
    expect([one.log, cleaned, here.log, there.log]).toEqual([['remove key k'], ['here'], ['closed'], []])
  })

  it('is known to be left until it is removed', async () => {
    const gone = Promise.withResolvers<void>()
    const one = tokenAtHand({
      ...{ keys: [keyOf('k', 'CA-request-1-S')], session: { removeKey: () => gone.promise } },
    })
    const here = transactionOf(throughStep('keypair'), 'here')
    const cleaned: string[] = []
    const over = cleanUpAfter([here.transaction], working(one), ({ id }) => cleaned.push(id))
    await moments()
    expect([cleaned, here.log]).toEqual([[], []])
    gone.resolve()
    await over
    expect([cleaned, here.log]).toEqual([['here'], ['closed']])
  })
})
