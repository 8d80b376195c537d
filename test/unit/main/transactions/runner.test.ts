import { describe, expect, it } from 'vitest'
import { ownerClient } from '../../../../src/main/transactions/runner.ts'
import { onToken, outside, type StepWait, type Work } from '../../../../src/main/transactions/step.ts'
import { parseCertificate } from '../../../../src/pki/index.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { authoritiesOf, authorityOf } from '../authority-of.ts'
import { dualCertificates } from '../dual-certificates.ts'
import { typed } from '../given.ts'
import { moments } from '../moments.ts'
import { factsOf, pinStateOf, tokenAtHand } from '../token-at-hand.ts'
import { at, started } from './recorded.ts'
import { accountsOf, asked, checked, running, threeSteps } from './running.ts'

const wait: StepWait = { for: 'review', since: at, expected: null }

describe('a run of a transaction', () => {
  it('does its steps in order, and logs in for those on the token alone', async () => {
    const one = tokenAtHand()
    const { go, log, transaction } = running({ steps: threeSteps, tokens: [one.present] })
    expect(await go(typed())).toBeNull()
    expect(log).toEqual(['request', 'written', 'clean', 'keypair', 'written', 'csr', 'written'])
    expect(one.log).toEqual(['in 123456', 'out'])
    expect(transaction.progress().next).toBeNull()
  })

  it('stops before the token without a PIN, which is the person’s turn', async () => {
    const one = tokenAtHand()
    const { go, log, transaction } = running({ steps: threeSteps, tokens: [one.present] })
    expect(await go()).toBeNull()
    expect([log, one.log]).toEqual([['request', 'written'], []])
    expect(transaction.progress().next?.name).toBe('keypair')
  })

  it('stops with what a step waits for', async () => {
    const steps = (log: string[]) => [outside('request', async () => wait), ...threeSteps(log).slice(1)]
    const { go, log } = running({ steps })
    expect(await go(typed())).toBe(wait)
    expect(log).toEqual([])
  })

  it('does several steps on the token in one login', async () => {
    const one = tokenAtHand()
    const steps = (log: string[]) => [
      ...threeSteps(log).slice(0, 2),
      onToken('csr', async () => ({ csr: 'AAAA' })),
    ]
    const { go, log } = running({ steps, tokens: [one.present] })
    await go(typed())
    expect(one.log).toEqual(['in 123456', 'out'])
    expect(log.filter((word) => word === 'clean')).toHaveLength(1)
  })

  it('asks for the last try only until the token has accepted the PIN', async () => {
    let asks = 0
    const now = () => {
      asks += 1
      return factsOf()
    }
    const one = tokenAtHand({ now })
    const steps = (log: string[]) => [
      ...threeSteps(log),
      outside('submit', async () => ({ ready: true })),
      onToken('verify', async () => checked),
    ]
    await running({ steps, tokens: [one.present] }).go(typed())
    expect([one.log, asks]).toEqual([['in 123456', 'out', 'in 123456', 'out'], 1])
  })

  it('spends no last try that the person has not confirmed', async () => {
    const now = () => factsOf({ pin: pinStateOf({ lastTry: true }) })
    const one = tokenAtHand({ now })
    const { go } = running({ steps: threeSteps, tokens: [one.present] })
    await expect(go(typed())).rejects.toMatchObject({ code: 'last-try-unconfirmed' })
    expect(one.log).toEqual([])
    await go(typed('123456', 'last-confirmed'))
    expect(one.log).toEqual(['in 123456', 'out'])
  })

  it('cleans the token before it does anything there', async () => {
    const clean = Promise.withResolvers<void>()
    const one = tokenAtHand()
    const { go, log } = running({
      ...{ steps: threeSteps, tokens: [one.present] },
      parts: () => ({ cleanUp: () => clean.promise }),
    })
    const over = go(typed())
    await moments()
    expect([log, one.log]).toEqual([['request', 'written'], ['in 123456']])
    clean.resolve()
    await over
    expect(log.slice(2)).toEqual(['keypair', 'written', 'csr', 'written'])
  })

  it('does nothing if its issuer is gone', async () => {
    const { go, log } = running({ steps: threeSteps, parts: () => ({ authorities: authoritiesOf() }) })
    await expect(go()).rejects.toMatchObject({ code: 'issuer-unknown' })
    expect(log).toEqual([])
  })

  it('ends with what stopped it on the token', async () => {
    const one = tokenAtHand()
    const failure = new AssistantError('token-removed')
    const steps = (log: string[]) => [
      ...threeSteps(log).slice(0, 1),
      onToken('keypair', async () => Promise.reject(failure)),
    ]
    const { go, log } = running({ steps, tokens: [one.present] })
    await expect(go(typed())).rejects.toBe(failure)
    expect([log, one.log]).toEqual([
      ['request', 'written', 'clean'],
      ['in 123456', 'out'],
    ])
  })

  it('makes a soft token under a PIN that was checked for its issuer', async () => {
    const { go, log, soft } = running({ steps: threeSteps, records: [started({ kind: 'soft' })] })
    await go(typed())
    expect(log.slice(2, 5)).toEqual(['check 123456 for demo', 'clean', 'keypair'])
    expect(soft).toEqual(['create 张三 · equest-1 under 123456'])
  })
})

describe('what a step is given', () => {
  it('names the transaction, its authority and its token', async () => {
    const seen: Work[] = []
    const one = tokenAtHand()
    const steps = (log: string[]) => threeSteps(log, seen)
    const { go, keyring } = running({ steps, tokens: [one.present] })
    await go(typed())
    const [outsideWork, tokenWork] = seen
    expect(outsideWork).toMatchObject({ transactionId: 'one', authority: { issuerId: 'demo' }, keyring })
    expect(outsideWork?.progress.next?.name).toBe('request')
    expect(tokenWork).toMatchObject({ tokenId: 'token-1' })
    expect(tokenWork?.progress.done.request?.left).toEqual(asked)
  })

  it('tells another authority’s certificate from one that may be replaced', async () => {
    const seen: Work[] = []
    const [one] = dualCertificates(new Date(at), new Date(Date.parse(at) + 86_400_000))
    if (!one) throw new Error('no certificate')
    const issuers = ['demo', 'other', null]
    const { go } = running({
      steps: (log) => threeSteps(log, seen),
      parts: () => ({ issuerOf: () => issuers.shift() ?? null }),
    })
    await go()
    const isForeign = () => seen[0]?.isForeign(parseCertificate(one.der))
    expect([isForeign(), isForeign(), isForeign()]).toEqual([false, true, false])
  })
})

describe('the client of a transaction', () => {
  it('speaks for the person who began it, or for whoever acts if that was not written down', () => {
    const told: string[] = []
    const own = { orders: {} }
    const acting = { seals: {} }
    const parts = {
      authorities: authoritiesOf(authorityOf('demo', () => acting)),
      accounts: accountsOf(own, told),
    }
    expect(ownerClient(parts, { ...started(), userName: '李四' })).toBe(own)
    expect(ownerClient(parts, started())).toBe(acting)
    expect(told).toEqual(['李四 at demo'])
  })
})
