import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromBase64, generateSm2KeyPair } from '../../../src/pki/index.ts'
import { kindPolicies } from '../../../src/ra/ca/kind.ts'
import { prepareOpening } from '../../../src/ra/requests/opening.ts'
import { agency, person, refusalOf, renewableAtOnce, startTestRa, type TestRa } from './authority.ts'
import { csrFor, finish, type Holder, issue, openRequest, randomKey, softToken } from './holder.ts'

let test: TestRa
let holder: Holder

beforeAll(async () => {
  test = await startTestRa({ profile: renewableAtOnce })
  holder = await agency(test.ra.url)
  await issue(holder)
})
afterAll(() => test.end())

async function current(of: Holder = holder) {
  const { certificates } = await of.client.certificates.list({})
  const found = certificates.find(({ usage, status }) => usage === 'signature' && status === 'active')
  if (found === undefined) throw new Error('no certificate in force')
  return found
}

const policiesOf = (der: Uint8Array): string =>
  execFileSync('openssl', ['x509', '-inform', 'DER', '-noout', '-text'], { input: der, encoding: 'utf8' })

const number = '91110108MA01DEM07K'
const upgrade = { customerType: 'enterprise', number }

const opened = async (given: object = {}) =>
  openRequest(holder, {
    business: 'upgrade',
    previousSerial: (await current()).serial,
    termYears: 2,
    application: { agreementAccepted: true, expectedTotalFen: 0, upgrade: { ...upgrade, ...given } },
  })

describe('an upgrade', () => {
  it('knows the holder by each number that is the right one', async () => {
    const { serial } = await current()
    const check = await holder.client.upgrades.check({ serial })
    expect(check.standing).toEqual({ may: 'yes' })
    expect(check.customerTypes.map(({ id }) => id)).toContain('enterprise')
    for (const [customerType, given] of [
      ['enterprise', number],
      ['enterprise', 'MA01DEM0-7'],
      ['enterprise', '９１１１０１０８ＭＡ０１ＤＥＭ０７Ｋ'],
      ['individual-business', '110108000000016'],
    ] as const) {
      const { details, terms } = await holder.client.upgrades.details({ serial, customerType, number: given })
      expect(details[0]).toEqual({ label: '单位名称', value: '北京示例知识产权代理有限公司' })
      expect(terms.map(({ years, totalFen }) => [years, totalFen])).toEqual([
        [1, 0],
        [2, 0],
        [3, 0],
      ])
    }
  })

  it.each([
    ['enterprise', '91350100M000100Y43'],
    ['enterprise', '91110108MA01DEM07X'],
    ['enterprise', '110108000000016'],
    ['individual-business', '100000000018983'],
    ['no-such-type', number],
  ])('is refused for a %s with the number %s', async (customerType, given) => {
    const { serial } = await current()
    const asked = holder.client.upgrades.details({ serial, customerType, number: given })
    expect((await refusalOf(asked)).code).toBe('upgrade-number-wrong')
    expect((await refusalOf(opened({ customerType, number: given }))).code).toBe('upgrade-number-wrong')
  })

  it('is found again while it is unfinished, and gives a certificate that says what it is', async () => {
    const before = await current()
    const { request } = await opened()
    const check = await holder.client.upgrades.check({ serial: before.serial })
    expect(check.standing).toEqual({ may: 'unfinished', requestId: request.id })
    expect((await refusalOf(opened())).code).toBe('upgrade-unfinished')
    const pair = generateSm2KeyPair()
    await holder.client.requests.submitCsr({ requestId: request.id, csr: csrFor(request, pair) })
    const { collected } = await finish(holder, request, pair)
    const text = policiesOf(fromBase64(collected.signatureCertificate))
    expect(text).toContain(kindPolicies['one-for-all'])
    expect(policiesOf(fromBase64(collected.encryptionCertificate))).toContain(kindPolicies['one-for-all'])
    expect(policiesOf(fromBase64(before.der))).not.toContain('Policy')
    const { serial } = await current()
    expect((await holder.client.upgrades.check({ serial })).standing).toEqual({ may: 'already' })
    expect((await refusalOf(opened())).code).toBe('upgrade-already')
  })

  it('is for ever: the reissued certificate is of that kind too', async () => {
    const { serial } = await current()
    const { collected } = await issue(holder, { business: 'reissue', previousSerial: serial })
    expect(policiesOf(fromBase64(collected.signatureCertificate))).toContain(kindPolicies['one-for-all'])
  })

  it('is not for a certificate that serves one business only', async () => {
    const other = await person(test.ra.url)
    const { store, profile, name, clock } = test.ra.services
    const account = await store.accountByUserName('wangfang')
    if (account === null) throw new Error('no such account')
    const form = { business: 'issue', idempotencyKey: randomKey(), token: softToken } as const
    const kind = 'business-only'
    const opening = { ...prepareOpening({ profile, sender: name }, account, form, clock()), kind } as const
    const { id: requestId } = await store.openRequest(opening)
    const { request } = await other.client.requests.get({ requestId })
    const pair = generateSm2KeyPair()
    await other.client.requests.submitCsr({ requestId, csr: csrFor(request, pair) })
    await finish(other, request, pair)
    const { serial } = await current(other)
    expect((await other.client.upgrades.check({ serial })).standing).toEqual({ may: 'business-only' })
  })
})

describe('applications', () => {
  it('are opened once and stay open, each account for itself', async () => {
    const ids = ['demo-tax-filing', 'demo-tendering']
    const open = async () =>
      (await holder.client.applications.list({})).applications
        .filter(({ opened: is }) => is)
        .map(({ id }) => id)
    expect(await open()).toEqual([])
    await holder.client.applications.open({ ids: ids.slice(0, 1) })
    await holder.client.applications.open({ ids })
    expect(await open()).toEqual(ids)
    expect((await refusalOf(holder.client.applications.open({ ids: ['no-such-application'] }))).code).toBe(
      'not-found',
    )
    const others = await (await person(test.ra.url)).client.applications.list({})
    expect(others.applications.some(({ opened: is }) => is)).toBe(false)
  })
})
