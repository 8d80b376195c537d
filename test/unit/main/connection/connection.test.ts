import { afterEach, describe, expect, it } from 'vitest'
import { keepConnections } from '../../../../src/main/connection/connection.ts'
import type { Issuer } from '../../../../src/main/issuers/issuers.ts'
import { unknownConnection } from '../../../../src/shared/connection/connection-of.ts'
import type { AccountAtIssuer, TokenView, TransactionView } from '../../../../src/shared/models/index.ts'
import { calmState } from '../calm-state.ts'

const issuer = (id: string, address: string | null): Issuer => ({ id, address }) as Issuer
const all = [
  issuer('chosen', 'https://chosen.example'),
  issuer('far', 'https://far.example'),
  issuer('inside', 'embedded'),
  issuer('nowhere', null),
]
const token = (...ids: readonly (string | null)[]) =>
  ({ pairs: ids.map((issuerId) => ({ signing: { issuerId }, encryption: null })) }) as unknown as TokenView
const turns = () => new Promise((resolve) => setTimeout(resolve, 20))

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

/** Authorities that only record that they were asked. */
const setUp = (anxiousMs?: number) => {
  const state = calmState(() => new Date())
  const asked: string[] = []
  const refreshed: string[] = []
  const keeper = keepConnections({
    authorities: { of: (id) => ({ check: async () => void asked.push(id) as never }) },
    accounts: {
      of: (id) => ({ refresh: async () => void refreshed.push(id) }),
      issuers: () => state.current().accounts.map(({ issuerId }) => issuerId),
    },
    chosen: () => all[0] as Issuer,
    find: (id) => all.find((one) => one.id === id) ?? null,
    state,
    ...(anxiousMs === undefined ? {} : { anxiousMs }),
  })
  stops.push(keeper.stop)
  return { state, asked, refreshed, keeper }
}

describe('the look at the authorities', () => {
  it('checks the chosen one, and remote ones whose certificates are at hand', async () => {
    const { state, asked, keeper } = setUp()
    state.change({ tokens: [token('far', 'inside', 'nowhere', 'gone', null)] })
    keeper.check()
    await turns()
    expect(asked).toEqual(['chosen', 'far'])
  })

  it('checks the one inside only if somebody is logged in there or a business is open', async () => {
    const { state, asked, refreshed, keeper } = setUp()
    state.change({ accounts: [{ issuerId: 'inside' } as AccountAtIssuer] })
    keeper.check()
    await turns()
    expect([asked, refreshed]).toEqual([
      ['chosen', 'inside'],
      ['chosen', 'inside'],
    ])
  })

  it('happens once by itself when another one begins to matter', async () => {
    const { state, asked, keeper } = setUp()
    keeper.start()
    state.change({ transactions: [{ issuerId: 'far', state: 'paused' } as TransactionView] })
    await turns()
    state.change({ tokens: [token('far')] })
    await turns()
    expect(asked).toEqual(['far'])
  })

  it('ends when it is stopped', async () => {
    const { state, asked, keeper } = setUp()
    keeper.start()
    keeper.stop()
    state.change({ tokens: [token('far')] })
    keeper.check()
    await turns()
    expect(asked).toEqual([])
  })
})

describe('an authority inside whose disk is full', () => {
  it('is asked again until there is room, which no other reason does', async () => {
    const { state, asked, keeper } = setUp(20)
    state.change({ accounts: [{ issuerId: 'inside' } as AccountAtIssuer] })
    const offline = (reason: string) =>
      state.change({
        connections: { inside: { state: 'offline', reason, checkedAt: null, clockSkewSeconds: null } },
      })
    const times = () => asked.filter((id) => id === 'inside').length
    offline('authority-data-incomplete')
    keeper.check()
    await turns()
    await turns()
    await turns()
    expect(times()).toBe(1)
    offline('authority-disk-full')
    keeper.check()
    await expect.poll(times).toBeGreaterThan(3)
    state.change({ connections: { inside: { ...unknownConnection, state: 'online' } } })
    await turns()
    await turns()
    const before = times()
    await turns()
    await turns()
    await turns()
    expect(times()).toBe(before)
  })
})
