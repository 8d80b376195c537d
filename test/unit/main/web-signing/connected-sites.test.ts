import { describe, expect, it } from 'vitest'
import { usualScopes } from '../../../../src/main/web-signing/sites.ts'
import { origin } from './asked-person.ts'
import { now } from './memory-ukey.ts'
import { openLogin, siteConnections } from './site-connections.ts'

const watch = { ask: 'watch' } as const
const other = 'https://xn--fiq228c.example'
const granted = { scopes: usualScopes, at: '2026-11-28T01:00:00.000Z' }

describe('the list of sites', () => {
  it('has those that are remembered, with how many of their pages are here', () => {
    const { connections, sites, open } = siteConnections()
    sites.approve(other, usualScopes)
    open({ origin: other })
    open({ origin: other }).leave()
    open()
    expect(connections.views()).toEqual([
      {
        ...{ origin: other, reads: '中文.example', scopes: usualScopes, remembered: true, connections: 1 },
        ...{ approvedAt: now.toISOString(), lastUsedAt: null },
      },
    ])
  })

  it('has those that are allowed until they leave, once each', () => {
    const { connections, sites, open } = siteConnections()
    const [first, second] = [open(), open()]
    first.page().granted = granted
    const view = {
      ...{ origin, reads: null, scopes: usualScopes, remembered: false, connections: 1 },
      ...{ approvedAt: granted.at, lastUsedAt: null },
    }
    expect(connections.views()).toEqual([view])
    second.page().granted = granted
    expect(connections.views()).toEqual([{ ...view, connections: 2 }])
    sites.approve(origin, usualScopes)
    expect(connections.views()).toMatchObject([{ origin, remembered: true, connections: 2 }])
  })
})

it('pages that watch hear of certificates, and no others', () => {
  const { connections, open } = siteConnections()
  const [watching, another] = [open(), open()]
  watching.page().watching = true
  connections.tellChanged()
  expect([watching.events, another.events]).toEqual([[{ event: 'certificates-changed' }], []])
})

it('a Ukey that goes takes its own logins along', () => {
  const { connections, open } = siteConnections()
  const [gone, here] = [openLogin(), openLogin()]
  const { logins } = open().page()
  logins.set('ukey-1', gone).set('ukey-2', here)
  connections.tokensGone(['ukey-0', 'ukey-1'])
  expect([gone.open, here.open]).toEqual([false, true])
})

it('the logins of one site end without those of another', () => {
  const { connections, open } = siteConnections()
  const [mine, theirs] = [openLogin(), openLogin()]
  open().page().logins.set('ukey-1', mine)
  open({ origin: other }).page().logins.set('ukey-1', theirs)
  connections.endLogins(origin)
  expect([mine.open, theirs.open]).toEqual([false, true])
})

it('a person who leaves takes every question and every login along, and the sites stay allowed', () => {
  const { connections, open, asked } = siteConnections()
  const [page, login] = [open(), openLogin()]
  const inside = page.page()
  inside.granted = granted
  inside.logins.set('ukey-1', login)
  inside.covers.add('ukey-1')
  void page.ask(watch)
  connections.personLeft()
  expect([asked[0]?.signal.aborted, login.open, inside.logins.size, inside.covers.size]).toEqual([
    ...[true, false, 0, 0],
  ])
  expect([inside.granted, inside.here, page.events]).toEqual([granted, true, []])
})

it('a site that is not allowed any more is told, and its pages have to ask again', () => {
  const { connections, open, asked, state } = siteConnections()
  const [page, another, login] = [open(), open({ origin: other }), openLogin()]
  const inside = page.page()
  Object.assign(inside, { granted, watching: true })
  inside.logins.set('ukey-1', login)
  void page.ask(watch)
  const before = state.changed
  connections.dismiss(origin)
  expect([inside.granted, inside.watching, inside.here, login.open, asked[0]?.signal.aborted]).toEqual([
    ...[null, false, true, false, true],
  ])
  expect([page.events, another.events, state.changed - before]).toEqual([[{ event: 'dismissed' }], [], 1])
})

it('the pages of a carrier that is off are told and let go, whether they listen or not', () => {
  const { connections, open, sites } = siteConnections()
  sites.approve(origin, usualScopes)
  const [page, another, deaf] = [open(), open({ carrier: 'extension' }), open()]
  connections.connect({ origin, carrier: 'own' })
  const [inside, deafOne] = [page.page(), deaf.page()]
  connections.dismissWhere((carrier) => carrier === 'own')
  expect([page.events, another.events]).toEqual([[{ event: 'dismissed' }], []])
  expect([inside.here, deafOne.here, connections.views()[0]?.connections]).toEqual([false, false, 1])
})
