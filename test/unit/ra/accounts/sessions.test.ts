import { describe, expect, it } from 'vitest'
import { accountView, strangersView } from '../../../../src/ra/accounts/account-view.ts'
import { deviceOf } from '../../../../src/ra/accounts/device.ts'
import { exchangeSession, openSession, sessionView } from '../../../../src/ra/accounts/login.ts'
import { secretHash } from '../../../../src/ra/random.ts'
import type { Account, Session } from '../../../../src/ra/records.ts'
import type { SessionExchange, SessionOpening } from '../../../../src/ra/rules/session.ts'
import { account, now } from '../rules/samples.ts'
import { storeOf } from '../store-of.ts'

describe('a session', () => {
  const MINUTE = 60_000
  const handler: Account = { ...account, id: 'person-1', applicantName: '王芳' }
  const clock = () => now

  it.each([
    ['full', 120],
    ['code', 30],
    ['identified', 120],
  ] as const)('of the scope %s lasts %i minutes, and its token is kept as a hash', async (scope, minutes) => {
    const openings: SessionOpening[] = []
    const store = storeOf({ openSession: async (opening) => void openings.push(opening) })
    const { token, ...answer } = await openSession(store, clock, { account, handler: null, scope }, 'client')
    const expiresAt = now + minutes * MINUTE
    expect(answer).toEqual(sessionView(account, null, scope, expiresAt))
    const ids = { tokenHash: secretHash(token), accountId: 'account-1', handlerId: null }
    expect(openings).toEqual([
      {
        session: { ...ids, scope, clientHash: 'client', expiresAt },
        ...{ device: deviceOf('account-1', 'client'), now },
      },
    ])
  })

  it('has its token only once it is written', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const store = storeOf({ openSession: () => promise, exchangeSession: () => promise })
    const who = { account, handler: null, scope: 'full' } as const
    const before = { tokenHash: 'b', accountId: 'a', handlerId: null, clientHash: null }
    const told: string[] = []
    const opened = openSession(store, clock, who, null).then(() => told.push('opened'))
    const exchanged = exchangeSession(store, clock, who, { ...before, scope: 'full', expiresAt: now }).then(
      () => told.push('exchanged'),
    )
    await new Promise((done) => setImmediate(done))
    expect(told).toEqual([])
    resolve()
    await Promise.all([opened, exchanged])
    expect(told).toHaveLength(2)
  })

  it('that goes on for another account ends when the one before would', async () => {
    const exchanges: SessionExchange[] = []
    const store = storeOf({ exchangeSession: async (exchange) => void exchanges.push(exchange) })
    const before: Session = {
      ...{ tokenHash: 'before', accountId: 'account-2', handlerId: null, scope: 'code' },
      ...{ clientHash: 'client', expiresAt: now + 5 },
    }
    const who = { account, handler, scope: 'code' } as const
    const { token, ...answer } = await exchangeSession(store, clock, who, before)
    expect(answer).toEqual(sessionView(account, handler, 'code', now + 5))
    const ids = { tokenHash: secretHash(token), accountId: 'account-1', handlerId: 'person-1' }
    expect(exchanges).toEqual([
      {
        session: { ...ids, scope: 'code', clientHash: 'client', expiresAt: now + 5 },
        ...{ device: deviceOf('person-1', 'client'), now, before: 'before' },
      },
    ])
  })

  it('before the code tells a stranger only where a code can go', () => {
    const expiresAt = '2026-11-20T08:00:00.000Z'
    expect(sessionView(account, handler, 'code', now)).toEqual({
      ...{ scope: 'code', expiresAt, account: strangersView(account), handler: { name: '王芳' } },
      codeChannels: [{ channel: 'sms', masked: '138****0002' }],
    })
    expect(sessionView(account, null, 'full', now)).toEqual({
      ...{ scope: 'full', expiresAt, account: accountView(account), handler: null, codeChannels: [] },
    })
  })
})
