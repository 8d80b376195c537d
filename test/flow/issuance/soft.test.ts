import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseCertificate, sm2Digest, sm2Encrypt, sm2Verify } from '../../../src/pki/index.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import {
  demoHolder,
  given,
  type House,
  openHouse,
  openRa,
  pin,
  removeFolder,
  temporary,
} from '../../house/issuance.ts'

const raFolder = temporary()
let ra: RunningRa
beforeAll(async () => {
  ra = await openRa(raFolder)
})
afterAll(async () => {
  await ra.stop()
  removeFolder(raFolder)
})

let home = ''
let house: House
beforeEach(async () => {
  home = temporary()
  house = await openHouse({ home, address: ra.url })
})
afterEach(async () => {
  await house.stop()
  removeFolder(home)
})

const issueSoft = async (secret = '135246') => {
  const { transactionId } = await house.issuance.start({ target: { kind: 'soft' }, ...given(secret) })
  return house.rest(transactionId)
}
const softTokens = () => house.keyring.current().tokens

describe('a soft certificate', () => {
  it('leaves the state a while after it is done, not at once', async () => {
    await house.login()
    const ids: string[] = []
    for (let n = 0; n < 6; n += 1) ids.push((await issueSoft()).id)
    const seen = house.issuance.views().map(({ id }) => id)
    expect(seen).toEqual(ids.slice(-seen.length))
    expect(seen.length).toBeGreaterThan(2)
    expect(seen.length).toBeLessThan(5)
  })

  it('is issued from an empty folder to a pair that signs and decrypts', async () => {
    await house.login()
    const view = await issueSoft()
    expect(house.log).toEqual([])
    expect(view.state).toBe('done')
    expect(view.steps.every(({ state }) => state === 'done')).toBe(true)
    const [present, ...others] = softTokens()
    expect(others).toEqual([])
    expect(present?.certificates.map(({ der }) => parseCertificate(der).use)).toEqual([
      'signing',
      'encryption',
    ])
    expect(view.tokenId).toBe(present?.facts.id)
    expect(view.holder).toBe(demoHolder.applicantName)

    const signing = present?.certificates[0]
    const certificate = parseCertificate(signing?.der ?? new Uint8Array())
    if (certificate.publicKey.type !== 'sm2') throw new Error('not SM2')
    const { point } = certificate.publicKey
    const message = new TextEncoder().encode('证书助手')
    const signature = await present?.token.withSession(pin(), (session) =>
      session.sign(signing?.keyId ?? '', sm2Digest(point, message), 'sm2-digest'),
    )
    expect(sm2Verify(point, message, signature ?? new Uint8Array())).toBe(true)
    const { certificates } = await house.authority.client().certificates.list({})
    expect(certificates.filter(({ status }) => status === 'active').map(({ usage }) => usage)).toHaveLength(2)
  })

  it('replaces the old one, which stays to open what was encrypted to it', async () => {
    await house.login({ userName: 'ouyang', applicantName: '欧阳龘㐂' })
    await issueSoft()
    const before = softTokens()[0]
    const view = await issueSoft('another-pin')
    expect(view.state).toBe('done')
    expect(softTokens().map(({ facts }) => facts.id)).toEqual(
      expect.arrayContaining([view.tokenId, before?.facts.id]),
    )
    expect(view.tokenId).not.toBe(before?.facts.id)
    const encryption = before?.certificates[1]
    const { publicKey } = parseCertificate(encryption?.der ?? new Uint8Array())
    if (publicKey.type !== 'sm2') throw new Error('not SM2')
    const cipher = sm2Encrypt(publicKey.point, new TextEncoder().encode('投标文件'))
    const opened = await before?.token.withSession(pin(), (session) =>
      session.decrypt(encryption?.keyId ?? '', cipher),
    )
    expect(new TextDecoder().decode(opened)).toBe('投标文件')
    const { certificates } = await house.authority.client().certificates.list({})
    const byStatus = (status: string) => certificates.filter((one) => one.status === status).length
    expect([byStatus('active'), byStatus('superseded')]).toEqual([2, 2])
  })

  it('needs a login first', async () => {
    await expect(house.issuance.start({ target: { kind: 'soft' }, ...given() })).rejects.toMatchObject({
      code: 'login-needed',
    })
  })

  it('refuses a PIN that is too short before anything begins', async () => {
    await house.login()
    await expect(house.issuance.start({ target: { kind: 'soft' }, ...given('12345') })).rejects.toMatchObject(
      {
        code: 'pin-length',
      },
    )
    expect(house.issuance.views()).toEqual([])
  })

  it('is requested from two windows at once, and one of them is told that it is under way', async () => {
    await house.login()
    const results = await Promise.allSettled(
      [1, 2].map(() => house.issuance.start({ target: { kind: 'soft' }, ...given() })),
    )
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = results.find((result) => result.status === 'rejected')
    expect(refused?.reason).toMatchObject({ code: 'transaction-running' })
    await house.rest(house.issuance.views()[0]?.id ?? '')
    expect(softTokens()).toHaveLength(1)
  })

  it('leaves neither the PIN nor a private key in journal or log', async () => {
    await house.login()
    const secret = 'Very-Secret-PIN-1'
    await issueSoft(secret)
    const written = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    const text = written.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('')
    expect(text).toContain('"step":"retire"')
    expect(text + house.log.join('')).not.toContain(secret)
  })
})
