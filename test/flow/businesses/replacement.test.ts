import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { unplugUkey } from '../../../src/native/virtual-ukey/ukey.ts'
import { parseCertificate } from '../../../src/pki/index.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import { concernsOf } from '../../../src/shared/health/assistant-health.ts'
import type { OrderToPay, TransactionView } from '../../../src/shared/models/index.ts'
import { agency, codeOf, openWholeHouse, UKEY_PIN, type WholeHouse } from '../../house/businesses.ts'
import { given, openRa, removeFolder, temporary } from '../../house/issuance.ts'
import type { Face } from '../../house/tokens.ts'
import { type Middle, openMiddle } from '../issuance/middle.ts'
import { idOf, opensslVerifies, readBack, waitFor } from '../issuance/ukeys.ts'

const raFolder = temporary()
let ra: RunningRa
let middle: Middle
let house: WholeHouse
beforeAll(async () => {
  ra = await openRa(raFolder)
  middle = await openMiddle(ra.url)
})
afterAll(async () => {
  middle.close()
  await ra.stop()
  removeFolder(raFolder)
})
beforeEach(async () => {
  middle.interfere(() => 'pass')
  await move('pkcs11')
})
afterEach(() => house.end())

/** Another computer, on which keys speak through this face. */
const move = async (face: Face) => {
  house = await openWholeHouse(middle.url, { face })
  await house.login(agency)
}
const replacement = () => house.replacement
const issuedOn = async (name: string) => {
  const tokenId = await house.insert(name)
  const { transactionId } = await house.issuance.start({
    target: { kind: 'ukey', tokenId },
    ...given(UKEY_PIN),
  })
  expect(await house.rest(transactionId)).toMatchObject({ state: 'done', error: null })
  return tokenId
}
const statusOf = async (serial: string) =>
  (await house.authority.client().certificates.get({ serial })).status

/** The order that a transaction waits for, once it waits for a payment. */
const toPay = async (
  transactionId: string,
  isSo: (order: OrderToPay) => boolean = ({ ways }) => ways?.payUrl != null,
): Promise<OrderToPay> => {
  const orderOf = ({ waiting }: TransactionView) => (waiting?.for === 'payment' ? waiting.order : null)
  const order = orderOf(
    await house.until(transactionId, (view) => {
      const order = orderOf(view)
      return order !== null && isSo(order)
    }),
  )
  if (!order) throw new Error('no order')
  return order
}

/** One transfer pays one order, so each comes from another account. */
let payers = 0
const pay = async (transactionId: string) => {
  payers += 1
  const { ways } = await toPay(transactionId)
  await house.orders.openPayment(transactionId)
  expect(house.opened).toEqual([ways?.payUrl])
  const requestId = house.issuance.requestOf(transactionId) ?? ''
  const order = await ra.services.store.orderOfRequest(requestId)
  if (!order) throw new Error('no order')
  await ra.services.payments.reportTransfers(order, [
    {
      payerAccount: `622200000000${String(payers).padStart(4, '0')}`,
      payerName: agency.applicantName,
      amountFen: order.totalFen,
      paidOn: new Date().toISOString().slice(0, 10),
    },
  ])
}

/** The revocation list of the authority, read by OpenSSL. */
const crlText = async (): Promise<string> => {
  const url = house.authority.known()?.crlUrl ?? ''
  const file = join(house.home, 'list.crl')
  writeFileSync(file, new Uint8Array(await (await fetch(url)).arrayBuffer()))
  return execFileSync('openssl', ['crl', '-inform', 'DER', '-in', file, '-noout', '-text'], {
    encoding: 'utf8',
  })
}

describe('补办', () => {
  it.each([
    ['pkcs11', 'pkcs11'],
    ['skf', 'skf'],
    ['skf', 'pkcs11'],
    ['pkcs11', 'skf'],
  ] as const)(
    'puts a new pair on another key, for a fee (%s, then %s); the old certificate is suspended at once and revoked at the end',
    async (lost, found) => {
      await house.end()
      await move(lost)
      await issuedOn('OLD')
      unplugUkey(house.keys, 'OLD')
      await waitFor(house, () => idOf(house, 'OLD') === undefined)
      if (lost !== found) {
        await house.end()
        await move(found)
      }
      const { certificates, feeFen } = await replacement().offer('demo')
      expect(feeFen).toBe(5000)
      expect(certificates).toHaveLength(1)
      const old = certificates[0]
      if (!old) throw new Error('nothing to replace')
      expect(old).toMatchObject({ status: 'active', tokenSerial: 'OLD', present: false })

      const tokenId = await house.insert('NEW')
      const wish = { reason: 'compromised', suspendFirst: true, ...given(UKEY_PIN) } as const
      const { transactionId } = await replacement().start({
        issuerId: 'demo',
        ...wish,
        serial: old.serial,
        target: { kind: 'ukey', tokenId },
      })
      expect(await statusOf(old.serial)).toBe('suspended')
      const waiting = await house.until(transactionId, ({ waiting }) => waiting?.for === 'payment')
      expect(waiting).toMatchObject({
        ...{ state: 'waiting', error: null, business: 'replacement', previousSerial: old.serial },
        waiting: { order: { totalFen: 5000, ways: { payUrl: expect.stringContaining('http://127.0.0.1') } } },
      })
      expect(concernsOf(house.state.current()).filter(({ kind }) => kind === 'business')).toEqual([])
      expect(await statusOf(old.serial)).toBe('suspended')
      await pay(transactionId)
      await house.until(transactionId, ({ waiting }) => waiting?.for === 'person')
      await house.issuance.resume(transactionId, given(UKEY_PIN))
      expect((await house.rest(transactionId)).state).toBe('done')

      expect(await statusOf(old.serial)).toBe('superseded')
      const crl = await crlText()
      expect(crl).toContain(old.serial)
      expect(crl).toContain('Key Compromise')
      const present = house.keyring.current().tokens.find(({ facts }) => facts.id === tokenId)
      const written = present?.certificates.find(({ der }) => parseCertificate(der).use === 'signing')
      const read = written?.der ?? new Uint8Array()
      // Through SKF a key has no id of PKCS#11.
      if (found === 'pkcs11') expect(readBack(house.keys, house.home, written?.keyId ?? '')).toEqual(read)
      expect(opensslVerifies(house.home, read, house.authority.chain()).match(/: OK/g)).toHaveLength(2)
      const kinds = house.history.list({}).map(({ kind }) => kind)
      expect(kinds).toEqual(['replaced', 'suspended', ...(lost === found ? ['issued'] : [])])
      await house.shows(({ reminders }) => reminders.every(({ tokenName }) => tokenName !== 'OLD'))
    },
  )

  it('goes onto a soft certificate as well', async () => {
    const { certificates } = await replacement().offer('demo')
    const { transactionId } = await replacement().start({
      issuerId: 'demo',
      serial: certificates[0]?.serial ?? '',
      reason: 'damaged',
      suspendFirst: false,
      target: { kind: 'soft' },
      ...given(),
    })
    const { number, totalFen, ways } = await toPay(transactionId)
    expect([totalFen, (ways?.payee?.account.length ?? 0) > 5, number.length > 5]).toEqual([5000, true, true])
    for (const payUrl of ['file:///usr/bin/true', 'http://pay.example/', 'ms-settings:', 'javascript:1']) {
      middle.interfere(({ path }) =>
        path.includes('/orders/') ? (answer) => ({ ...(answer as object), payUrl }) : 'pass',
      )
      expect(await codeOf(house.orders.openPayment(transactionId))).toMatchObject({
        code: 'authority-answer-unreadable',
      })
    }
    await toPay(transactionId, ({ ways }) => ways?.payUrl === null)
    middle.interfere(() => 'pass')
    expect(house.opened).toEqual([])
    await pay(transactionId)
    await house.until(transactionId, ({ waiting }) => waiting?.for === 'person')
    await house.issuance.resume(transactionId, given())
    expect((await house.rest(transactionId)).state).toBe('done')
  })

  it('is checked while it waits for its payment, and the page does not move', async () => {
    const { certificates } = await replacement().offer('demo')
    const { transactionId } = await replacement().start({
      issuerId: 'demo',
      serial: certificates[0]?.serial ?? '',
      reason: 'damaged',
      suspendFirst: false,
      target: { kind: 'soft' },
      ...given('135246'),
    })
    await toPay(transactionId)
    const seen = new Set<string | undefined>()
    const stop = house.state.subscribe(({ transactions }) => {
      seen.add(transactions.find(({ id }) => id === transactionId)?.state)
    })
    let asked = 0
    await new Promise<void>((resolve) => {
      middle.interfere(({ path }) => {
        asked += path.includes('/orders/') ? 1 : 0
        if (asked === 4) resolve()
        return 'pass'
      })
    })
    stop()
    expect([...seen].filter((state) => state !== 'waiting')).toEqual([])
    await house.issuance.resume(transactionId)
    await toPay(transactionId)
    await house.issuance.abandon(transactionId)
    expect(house.issuance.views().filter(({ id }) => id === transactionId)).toEqual([])
  })

  it('suspends at once a certificate that somebody else may have, without replacing it', async () => {
    const { certificates } = await replacement().offer('demo')
    const serial = certificates[0]?.serial ?? ''
    await replacement().suspend('demo', serial)
    expect(await statusOf(serial)).toBe('suspended')
    await replacement().suspend('demo', serial)
    expect((await replacement().offer('demo')).certificates[0]?.status).toBe('suspended')
  })

  it('can end a suspension, and the pair at hand shows each at once', async () => {
    const tokenId = await issuedOn('HELD')
    const stateHere = () => house.state.current().tokens.find(({ id }) => id === tokenId)?.pairs[0]?.state
    const serial = (await replacement().offer('demo')).certificates[0]?.serial ?? ''
    await replacement().suspend('demo', serial)
    expect(stateHere()).toBe('suspended')
    await replacement().resume('demo', serial)
    expect([await statusOf(serial), stateHere()]).toEqual(['active', 'valid'])
    expect(await codeOf(replacement().resume('demo', serial))).toMatchObject({
      code: 'certificate-not-in-force',
    })
    const kinds = house.history.list({}).map(({ kind }) => kind)
    expect(kinds.slice(0, 2)).toEqual(['resumed', 'suspended'])
  })

  it('needs a login, and refuses a certificate that is not the account’s', async () => {
    const wish = {
      reason: 'lost',
      suspendFirst: true,
      target: { kind: 'soft' },
      ...given(),
    } as const
    expect(
      await codeOf(
        replacement().start({
          issuerId: 'demo',
          ...wish,
          serial: 'ABCDEF',
        }),
      ),
    ).toMatchObject({
      code: 'certificate-not-in-force',
    })
    await house.account.logout()
    expect(await codeOf(replacement().offer('demo'))).toMatchObject({ code: 'login-needed' })
  })
})
