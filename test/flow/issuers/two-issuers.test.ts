import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createEmbeddedAuthority,
  type EmbeddedAuthority,
} from '../../../src/main/authority/embedded-authority.ts'
import { nodeFork } from '../../../src/main/shell/node-fork.ts'
import { issuerOfPair, newPinRuleOn } from '../../../src/shared/issuers/issuer-rules.ts'
import type { CertificatePair, TokenView } from '../../../src/shared/models/index.ts'
import { agency, codeOf, openWholeHouse, UKEY_PIN, type WholeHouse } from '../../house/businesses.ts'
import {
  captchaAnswer,
  demoHolder,
  demoIssuer,
  given,
  pin,
  removeFolder,
  temporary,
} from '../../house/issuance.ts'

// Two authorities of the same make and the same name, each a process of its own. Only their signatures differ.
const folder = temporary()
const authorityIn = (name: string): EmbeddedAuthority =>
  createEmbeddedAuthority({
    fork: nodeFork(join(folder, 'no-bundle')),
    data: join(folder, name),
    captchaAnswer,
  })
const [inside, harbour] = [authorityIn('inside'), authorityIn('harbour')]

let house: WholeHouse
beforeAll(async () => {
  const demo = demoIssuer(await inside.address())
  const other = demoIssuer(await harbour.address(), {
    id: 'harbour',
    name: '海港 CA',
    nameEn: 'Harbour CA',
    demonstration: false,
    pinRule: { min: 8, max: 16 },
    reminderDays: [400, 30, 0],
    hotline: '400-1',
  })
  house = await openWholeHouse('', { issuers: [demo, other] })
})
afterAll(async () => {
  await house.end()
  for (const authority of [inside, harbour]) authority.stop()
  removeFolder(folder)
})

const tokenOf = (serial: string): TokenView => {
  const token = house.state.current().tokens.find((one) => one.serial === serial)
  if (!token) throw new Error(`no token ${serial}`)
  return token
}
const pairOf = (serial: string, issuerId: string): CertificatePair | undefined =>
  tokenOf(serial).pairs.find(({ signing }) => signing?.issuerId === issuerId)
const issueAt = async (issuerId: string, serial: string, text = UKEY_PIN) => {
  const target = { kind: 'ukey', tokenId: tokenOf(serial).id } as const
  const { transactionId } = await house.issuance.start({ issuerId, target, ...given(text) })
  expect(await house.rest(transactionId)).toMatchObject({ state: 'done', error: null, issuerId })
}
/** The states of the account's signing certificates according to an authority. */
const statusesAt = async (issuerId: string) => {
  const { certificates } = await house.authorities.of(issuerId).client().certificates.list({})
  const signing = certificates.filter(({ usage }) => usage === 'signature')
  return Object.fromEntries(signing.map(({ serial, status }) => [serial, status]))
}
const whoAt = async (issuerId: string): Promise<string> => {
  const { account } = await house.authorities.of(issuerId).client().sessions.current({})
  return account.userName
}

describe('two issuers at once', () => {
  it('keep both logins alive, each with its own authority', async () => {
    await house.login(agency)
    await house.login(demoHolder, 'harbour')
    expect([await whoAt('demo'), await whoAt('harbour')]).toEqual([agency.userName, demoHolder.userName])
    await house.login(agency, 'harbour')
    const accounts = house.state.current().accounts.map((one) => [one.issuerId, one.account.userName])
    expect(accounts).toEqual([
      ['harbour', agency.userName],
      ['harbour', demoHolder.userName],
      ['demo', agency.userName],
    ])
    await house.accounts.of('harbour').logout(demoHolder.userName)
    expect([await whoAt('demo'), await whoAt('harbour')]).toEqual([agency.userName, agency.userName])
  })

  it('each issue a certificate, which is recognised by its signature', async () => {
    await house.insert('INSIDE')
    await house.insert('HARBOUR')
    await issueAt('demo', 'INSIDE')
    await issueAt('harbour', 'HARBOUR')
    const ids = ['INSIDE', 'HARBOUR'].map((serial) => tokenOf(serial).pairs[0]?.signing?.issuerId)
    expect(ids).toEqual(['demo', 'harbour'])
    const [one, other] = ['INSIDE', 'HARBOUR'].map((serial) => tokenOf(serial).pairs[0]?.signing?.issuer)
    expect(one).toBe(other)
  })

  it('each remind, mark and name a hotline for their own certificate', async () => {
    const { reminders } = await house.shows((snapshot) => snapshot.reminders.length > 0)
    expect(reminders.map(({ tokenName, issuerId }) => [tokenName, issuerId])).toEqual([
      ['HARBOUR', 'harbour'],
    ])
    expect(pairOf('INSIDE', 'demo')?.state).toBe('valid')
    expect(pairOf('HARBOUR', 'harbour')?.state).toBe('expiring')
    const shown = ['INSIDE', 'HARBOUR'].flatMap((serial) =>
      tokenOf(serial).pairs.map((pair) => issuerOfPair(house.state.current(), pair)),
    )
    expect(shown.map((issuer) => [issuer?.demonstration, issuer?.hotline])).toEqual([
      [true, null],
      [false, '400-1'],
    ])
  })

  it('each set the rule for the PIN of their own Ukey', async () => {
    const consent = { tries: 'careful', strength: 'checked' } as const
    const change = (serial: string, from: string, to: string) =>
      codeOf(house.pin.change(tokenOf(serial).id, pin(from), pin(to), consent))
    expect(await change('HARBOUR', UKEY_PIN, 'Wnt-26')).toMatchObject({
      code: 'pin-length',
      params: { min: 8, max: 16 },
    })
    expect(await change('INSIDE', UKEY_PIN, 'Wnt-26')).toHaveProperty('before')
    const rules = ['INSIDE', 'HARBOUR'].map((serial) => newPinRuleOn(house.state.current(), tokenOf(serial)))
    expect(rules.map(({ min }) => min)).toEqual([6, 8])
  })

  it('each renew their own certificate, wherever new business starts', async () => {
    const [before, there] = [await statusesAt('demo'), await statusesAt('harbour')]
    await issueAt(pairOf('HARBOUR', 'harbour')?.signing?.issuerId ?? '', 'HARBOUR')
    expect(await statusesAt('demo')).toEqual(before)
    const after = await statusesAt('harbour')
    for (const serial of Object.keys(there)) expect(after[serial]).toBe('superseded')
    expect(Object.values(after).filter((status) => status === 'active')).toHaveLength(1)
    // What is left of the old pair is its encryption half.
    const signing = tokenOf('HARBOUR').pairs.flatMap((pair) => pair.signing ?? [])
    expect(signing.map(({ serial }) => after[serial])).toEqual(['active'])
    expect((await house.unlock.ways(tokenOf('HARBOUR').id)).issuerId).toBe('harbour')
    expect((await house.unlock.ways(tokenOf('INSIDE').id)).issuerId).toBe('demo')
  })

  it('share one Ukey: the certificate of the other stays, and the narrower PIN rule applies', async () => {
    const kept = pairOf('INSIDE', 'demo')?.signing?.serial
    await issueAt('harbour', 'INSIDE', 'Wnt-26')
    expect(tokenOf('INSIDE').pairs).toHaveLength(2)
    expect(pairOf('INSIDE', 'demo')?.signing?.serial).toBe(kept)
    expect((await statusesAt('demo'))[kept ?? '']).toBe('active')
    expect(newPinRuleOn(house.state.current(), tokenOf('INSIDE'))).toEqual({ min: 8, max: 16 })
    await issueAt('demo', 'INSIDE', 'Wnt-26')
    expect(pairOf('INSIDE', 'harbour')?.state).toBe('expiring')
  })

  it('leave each other alone while one cannot be reached', async () => {
    harbour.stop()
    await expect(house.authorities.of('harbour').check()).rejects.toMatchObject({ code: 'network-refused' })
    await house.authorities.of('demo').check()
    const { connections } = house.state.current()
    expect([connections.demo?.state, connections.harbour?.state]).toEqual(['online', 'offline'])
    expect(tokenOf('HARBOUR').pairs[0]?.signing?.issuerId).toBe('harbour')
    await issueAt('demo', 'INSIDE', 'Wnt-26')
  })

  it('each need a login of their own', async () => {
    await house.accounts.of('harbour').logout()
    expect(house.account.state()).toMatchObject({ state: 'signed-in', ...agency })
    const target = { kind: 'ukey', tokenId: tokenOf('HARBOUR').id } as const
    const wish = { issuerId: 'harbour', target, ...given(UKEY_PIN) }
    expect(await codeOf(house.issuance.start(wish))).toMatchObject({ code: 'login-needed' })
    expect(await codeOf(house.replacement.offer('harbour'))).toMatchObject({ code: 'login-needed' })
    expect((await house.replacement.offer('demo')).certificates.length).toBeGreaterThan(0)
  })
})
