import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { outside } from '../../../../src/main/transactions/step.ts'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import type { AccountState } from '../../../../src/shared/models/index.ts'
import { typed } from '../given.ts'
import { pinStateOf, tokenAtHand } from '../token-at-hand.ts'
import { renewing } from './businesses-of.ts'
import { openTransactions } from './open-transactions.ts'
import { at, started } from './recorded.ts'
import { asked, threeSteps } from './running.ts'

const ukey = { kind: 'ukey', tokenId: 'token-1' } as const
const wish = (pin = typed()) => ({ ...pin, issuerId: 'demo', target: ukey })
const codeWanted: AccountState = {
  ...{ state: 'code-wanted', userName: 'zhangsan', applicantName: '张三', channels: [] },
  ...{ sent: null, problem: null, expiresAt: at },
}
const stopsAt = (failure: unknown) => [outside('request', async () => Promise.reject(failure))]

describe('a business that begins', () => {
  it('is written down for its person and shown, and goes to its end', async () => {
    const { transactions, until, seen, files, folder } = openTransactions({ steps: threeSteps([]) })
    const { transactionId } = await transactions.start(wish())
    expect(await until(({ state }) => state === 'done')).toMatchObject({
      ...{ id: transactionId, issuerId: 'demo', business: 'issue', holder: '张三', startedAt: at },
      ...{ tokenId: 'token-1', tokenName: '办公室', tokenKind: 'ukey' },
    })
    expect(seen.at(0)).toEqual([])
    await expect.poll(files, { interval: 1 }).toEqual([])
    const journal = readFileSync(join(folder, 'finished', `issue.${transactionId}.journal`), 'utf8')
    expect(journal.split('\n').at(-2)).toContain(
      JSON.stringify({ type: 'ended', at, how: 'done', leftover: false }),
    )
    const speaking = transactions.clientOf(transactionId)
    expect(speaking).toMatchObject({ orders: { spokeAs: 'the person' } })
  })

  it('takes the PIN over and drops it', async () => {
    const step = Promise.withResolvers<typeof asked>()
    const { transactions, until } = openTransactions({ steps: [outside('request', () => step.promise)] })
    const given = typed()
    const pin = given.pin.entry === 'typed' ? given.pin.pin : null
    await transactions.start(wish(given))
    expect(() => pin?.reveal()).toThrow('dropped')
    step.resolve(asked)
    await until(({ state }) => state === 'done')
  })

  it.each<readonly [string, AccountState]>([
    ['login-needed', { state: 'signed-out' }],
    ['login-code-wanted', codeWanted],
  ])('is refused with %s if nobody is logged in', async (code, account) => {
    const { transactions, seen } = openTransactions({ steps: [], account })
    await expect(transactions.start(wish())).rejects.toMatchObject({ code })
    expect(seen.flat()).toEqual([])
  })

  it('holds its keys if they stay, and only then', async () => {
    const { transactions } = openTransactions({ steps: threeSteps([]) })
    const refused = { code: 'input-invalid' }
    const { business } = renewing('same')
    const holding = { kind: 'holding', tokenId: 'token-1' } as const
    await expect(transactions.start({ ...wish(), business })).rejects.toMatchObject(refused)
    await expect(transactions.start({ ...wish(), target: holding })).rejects.toMatchObject(refused)
    await expect(
      transactions.start({ ...wish(), target: holding, business: renewing('new').business }),
    ).rejects.toMatchObject(refused)
    await transactions.start({ ...wish(), target: holding, business })
    expect(transactions.views()).toMatchObject([{ business: 'renew', keys: 'same' }])
  })

  it('refuses a PIN that a new soft certificate must not get', async () => {
    const soft = { kind: 'soft' } as const
    const plain = openTransactions({ steps: threeSteps([]) })
    await expect(plain.transactions.start({ ...wish(typed('12345')), target: soft })).rejects.toMatchObject({
      code: 'pin-length',
    })
    const checks: string[] = []
    const { transactions } = openTransactions({
      steps: stopsAt(new AssistantError('csr-refused')),
      checkNewSoft: (pin, issuerId) => void checks.push(`${pin.reveal()} for ${issuerId}`),
    })
    await transactions.start({ ...wish(typed('12345')), target: soft })
    await transactions.start(wish())
    expect(checks).toEqual(['12345 for demo'])
  })

  it('is refused for a token that cannot take it', async () => {
    const locked = tokenAtHand({ facts: { pin: pinStateOf({ locked: true }) } })
    const { transactions, files } = openTransactions({ steps: [], tokens: [locked.present] })
    await expect(transactions.start(wish())).rejects.toMatchObject({ code: 'pin-locked' })
    expect(files()).toEqual([])
  })

  it('is the only one on its token', async () => {
    const { transactions, until } = openTransactions({
      ...{ steps: stopsAt(new AssistantError('csr-refused')) },
    })
    await transactions.start(wish())
    await until(({ state }) => state === 'paused')
    await expect(transactions.start(wish())).rejects.toMatchObject({ code: 'transaction-running' })
  })
})

describe('a business that has come to its end', () => {
  const ended = async (business = renewing('new').business, steps = threeSteps([])) => {
    const one = openTransactions({ steps })
    const { transactionId } = await one.transactions.start({ ...wish(), business })
    await one.until(({ state }) => state === 'done')
    return { ...one, transactionId }
  }

  it('is told if it may have been paid for, with the person it was for', async () => {
    const { told, transactionId } = await ended()
    expect(told).toEqual([
      {
        finished: {
          ...{ id: transactionId, issuerId: 'demo', userName: 'zhangsan', holder: '张三' },
          requestId: 'request-1',
        },
      },
    ])
  })

  it('is not told if it cost nothing or never had a request', async () => {
    expect((await ended(started().business)).told).toEqual([])
    expect((await ended(undefined, [])).told).toEqual([])
  })

  it('is not done while it waits or a step is left', async () => {
    const wait = { for: 'review', since: at, expected: null } as const
    const { transactions, until, told, files } = openTransactions({
      steps: [outside('request', async () => wait)],
    })
    await transactions.start({ ...wish(), business: renewing('new').business })
    expect(await until(({ state }) => state === 'waiting')).toMatchObject({ waiting: wait })
    expect([told, files().length]).toEqual([[], 1])
  })
})

describe('the people and the authority of a business', () => {
  it('are known by its name', async () => {
    const { transactions, until } = openTransactions({ steps: threeSteps([]) })
    const { transactionId } = await transactions.start(wish())
    await until(({ state }) => state === 'done')
    expect(transactions.requestOf(transactionId)).toBe('request-1')
    expect(transactions.authorityOf(transactionId).issuerId).toBe('demo')
    expect(transactions.requestClientOf(transactionId)).toMatchObject({ orders: { spokeAs: 'r' } })
  })

  it('are unknown without a business, and the request before it was opened', async () => {
    const { transactions, until } = openTransactions({ steps: stopsAt(new AssistantError('csr-refused')) })
    const unknown = expect.objectContaining({ code: 'transaction-unknown' })
    expect(transactions.requestOf('none')).toBeNull()
    expect(() => transactions.clientOf('none')).toThrow(unknown)
    expect(() => transactions.authorityOf('none')).toThrow(unknown)
    expect(() => transactions.requestClientOf('none')).toThrow(unknown)
    const { transactionId } = await transactions.start(wish())
    await until(({ state }) => state === 'paused')
    expect(transactions.requestOf(transactionId)).toBeNull()
    expect(() => transactions.requestClientOf(transactionId)).toThrow(unknown)
  })
})
