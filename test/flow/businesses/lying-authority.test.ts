import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { demoProfile } from '../../../src/ra/rules/profile.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import { agency, codeOf, openWholeHouse, type WholeHouse } from '../../house/businesses.ts'
import { given, openRa, removeFolder, temporary } from '../../house/issuance.ts'
import { certificateOn, submit } from '../../house/renewals.ts'
import { type Middle, openMiddle } from '../issuance/middle.ts'

// An authority, or whoever stands between, that answers about renewals what cannot be.

const raFolder = temporary()
let ra: RunningRa
let middle: Middle
let house: WholeHouse
beforeAll(async () => {
  const profile = { ...demoProfile, renewal: { ...demoProfile.renewal, opensDaysBefore: 3650 } }
  ra = await openRa(raFolder, { profile })
  middle = await openMiddle(ra.url)
})
afterAll(async () => {
  middle.close()
  await ra.stop()
  removeFolder(raFolder)
})
beforeEach(async () => {
  house = await openWholeHouse(middle.url)
  await house.login(agency)
})
afterEach(async () => {
  middle.interfere(() => 'pass')
  await house.end()
})

const issued = async () => {
  const { transactionId } = await house.issuance.start({ target: { kind: 'soft' }, ...given() })
  const { tokenId } = await house.rest(transactionId)
  await house.shows(({ tokens }) => tokens.some(({ id, pairs }) => id === tokenId && pairs.length > 0))
  return tokenId
}

type Quote = { readonly serial: string; readonly terms: readonly { readonly items: readonly object[] }[] }

const lies: Readonly<Record<string, (quote: Quote) => unknown>> = {
  'another certificate': (quote) => ({ ...quote, serial: 'AB12' }),
  'a term of 50 years': ({ terms, ...quote }) => ({
    ...quote,
    terms: terms.map((term) => ({ ...term, years: 50 })),
  }),
  'a term of no years': ({ terms, ...quote }) => ({
    ...quote,
    terms: terms.map((term) => ({ ...term, years: 0 })),
  }),
  'a sum below zero': ({ terms, ...quote }) => ({
    ...quote,
    terms: terms.map((term) => ({ ...term, totalFen: -1 })),
  }),
  'a price list below zero': ({ terms, ...quote }) => ({
    ...quote,
    terms: terms.map((term) => ({ ...term, items: term.items.map((item) => ({ ...item, sumFen: -1 })) })),
  }),
}

it('a quote that cannot be is not shown, and nothing begins', async () => {
  const tokenId = await issued()
  const { issuerId, serial } = certificateOn(house, tokenId)
  for (const [lie, told] of Object.entries(lies)) {
    middle.interfere(({ path }) =>
      path.startsWith('/ra/v1/renewals/') ? (answer) => told(answer as Quote) : 'pass',
    )
    expect(await codeOf(house.renewal.quote({ issuerId, serial })), lie).toMatchObject({
      code: 'authority-answer-unreadable',
    })
  }
  expect(house.state.current().transactions.filter(({ business }) => business === 'renew')).toEqual([])
})

it('a payment page that no code can hold is no way to pay', async () => {
  middle.interfere(({ method, path }) =>
    method === 'GET' && path.startsWith('/ra/v1/orders/')
      ? (answer) => ({ ...(answer as object), payUrl: `http://127.0.0.1/${'付'.repeat(1900)}` })
      : 'pass',
  )
  const { transactionId } = await submit(house, await issued())
  const { waiting } = await house.until(transactionId, (view) => view.waiting?.for === 'payment')
  expect(waiting).toMatchObject({ order: { ways: { payUrl: null } } })
  expect(await codeOf(house.orders.openPayment(transactionId))).toMatchObject({
    code: 'authority-answer-unreadable',
  })
  expect(house.opened).toEqual([])
})
