import { execFileSync } from 'node:child_process'
import { createHash, verify as nodeVerify } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseCertificate, sm2Digest, sm2Verify } from '../../../src/pki/index.ts'
import type { RunningRa } from '../../../src/ra/server.ts'
import type { PinTries } from '../../../src/shared/contract/index.ts'
import { agency, codeOf, openWholeHouse, type WholeHouse } from '../../house/businesses.ts'
import { given, openRa, pin, removeFolder, temporary } from '../../house/issuance.ts'

const raFolder = temporary()
let ra: RunningRa
let house: WholeHouse
beforeAll(async () => {
  ra = await openRa(raFolder)
})
afterAll(async () => {
  await ra.stop()
  removeFolder(raFolder)
})
beforeEach(async () => {
  house = await openWholeHouse(ra.url)
})
afterEach(() => house.end())

const checked = { strength: 'checked' } as const
const careful = { tries: 'careful' } as const
const password = '一个好口令 2026'
const backup = () => house.backup

const issuedSoft = async (): Promise<string> => {
  await house.login(agency)
  const { transactionId } = await house.issuance.start({ target: { kind: 'soft' }, ...given() })
  const { state, tokenId } = await house.rest(transactionId)
  expect(state).toBe('done')
  return tokenId
}

const signs = async (at: WholeHouse, tokenId: string, secret: string): Promise<boolean> => {
  const token = at.keyring.token(tokenId)
  const signing = (await token?.certificates())?.find(({ der }) => parseCertificate(der).use === 'signing')
  if (!token || !signing) return false
  const key = parseCertificate(signing.der).publicKey
  if (key.type !== 'sm2') return false
  const message = new TextEncoder().encode('moved')
  const signature = await token.withSession(pin(secret), (session) =>
    session.sign(signing.keyId, sm2Digest(key.point, message), 'sm2-digest'),
  )
  return sm2Verify(key.point, message, signature)
}

describe('a soft certificate', () => {
  it('moves to another computer; the copy here goes out of use, marked as moved', async () => {
    const tokenId = await issuedSoft()
    const { fileName, base64 } = await backup().create(tokenId, pin('135246'), pin(password), careful)
    expect(fileName).toMatch(/^北京示例知识产权代理有限公司-.*\.certbackup$/)
    expect(await signs(house, tokenId, '135246')).toBe(true)

    const there = await openWholeHouse(ra.url)
    try {
      const { tokenIds } = await there.backup.restore(base64, pin(password), pin('New-pin-26'), checked)
      expect(tokenIds).toEqual([tokenId])
      expect(await signs(there, tokenId, 'New-pin-26')).toBe(true)
      expect(there.history.list({})[0]).toMatchObject({ kind: 'restored', tokenId })
    } finally {
      await there.end()
      process.env.VIRTUAL_UKEY_HOME = house.keys
    }
    await backup().moved(tokenId)
    expect(house.keyring.current().tokens).toHaveLength(0)
    expect(readdirSync(join(house.home, 'soft', 'retired'))).toHaveLength(1)
    expect(house.history.list({}).map(({ kind }) => kind)).toEqual(['moved', 'backed-up', 'issued'])
    expect(await codeOf(backup().create(tokenId, pin('135246'), pin(password), careful))).toMatchObject({
      code: 'token-absent',
    })
  })

  it('comes back from its backup after its PIN was locked, and what was there is kept', async () => {
    const tokenId = await issuedSoft()
    const { base64 } = await backup().create(tokenId, pin('135246'), pin(password), careful)
    for (let n = 0; n < 10; n++)
      await codeOf(house.pin.verify(tokenId, pin('wrong-1'), { tries: 'last-confirmed' }))
    expect(await codeOf(backup().create(tokenId, pin('135246'), pin(password), careful))).toMatchObject({
      code: 'pin-locked',
    })
    await backup().restore(base64, pin(password), pin('New-pin-26'), checked)
    expect(await signs(house, tokenId, 'New-pin-26')).toBe(true)
    expect(readdirSync(join(house.home, 'soft', 'retired'))).toHaveLength(1)
  })

  it('is not restored from a file that is damaged or newer, with a wrong password, or under a weak PIN', async () => {
    const tokenId = await issuedSoft()
    const { base64 } = await backup().create(tokenId, pin('135246'), pin(password), careful)
    const file = JSON.parse(Buffer.from(base64, 'base64').toString())
    const packed = (change: object) => Buffer.from(JSON.stringify({ ...file, ...change })).toString('base64')
    const restore = (content: string, word = password, newPin = 'New-pin-26') =>
      codeOf(backup().restore(content, pin(word), pin(newPin), checked))
    const cut = Buffer.from(base64, 'base64').subarray(0, 300).toString('base64')
    const flipped = file.tokens.startsWith('A') ? `B${file.tokens.slice(1)}` : `A${file.tokens.slice(1)}`
    expect(await restore(cut)).toMatchObject({ code: 'backup-damaged' })
    expect(await restore(packed({ tokens: flipped }))).toMatchObject({ code: 'backup-damaged' })
    expect(await restore(packed({ createdAt: '2020-01-01' }))).toMatchObject({ code: 'backup-damaged' })
    expect(await restore(packed({ version: 2, more: 1 }))).toMatchObject({ code: 'backup-newer' })
    expect(await restore(base64, 'another password')).toMatchObject({ code: 'backup-password-wrong' })
    expect(await restore(base64, password, '111111')).toMatchObject({ code: 'pin-weak' })
    expect(await signs(house, tokenId, '135246')).toBe(true)
    expect(existsSync(join(house.home, 'soft', 'retired'))).toBe(false)
  })

  it('asks for a second confirmation before the last try', async () => {
    const tokenId = await issuedSoft()
    for (let n = 0; n < 9; n++)
      await codeOf(house.pin.verify(tokenId, pin('wrong-1'), { tries: 'last-confirmed' }))
    const create = (tries: PinTries) =>
      codeOf(backup().create(tokenId, pin('135246'), pin(password), { tries }))
    expect(await create('careful')).toMatchObject({ code: 'last-try-unconfirmed' })
    expect(await create('last-confirmed')).toHaveProperty('base64')
  })

  it('uses a try for a wrong PIN, as always, and none for a password that is too short', async () => {
    const tokenId = await issuedSoft()
    expect(await codeOf(backup().create(tokenId, pin('wrong-1'), pin(password), careful))).toMatchObject({
      code: 'pin-wrong',
      params: { triesLeft: 9 },
    })
    const before = house.keyring.current().tokens[0]?.facts.pin.triesLeft
    expect(await codeOf(backup().create(tokenId, pin('12'), pin(password), careful))).toMatchObject({
      code: 'pin-length',
    })
    expect(house.keyring.current().tokens[0]?.facts.pin.triesLeft).toBe(before)
  })
})

describe('an old .pfx file', () => {
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, { cwd: house.home, stdio: ['ignore', 'pipe', 'ignore'] })
  /** A file like those from the authorities: RSA, made by OpenSSL. */
  const pfx = (kind = 'rsa:2048', ...more: readonly string[]): string => {
    const subject = '/C=CN/O=北京示例知识产权代理有限公司/CN=北京示例知识产权代理有限公司'
    openssl(
      'req',
      '-x509',
      '-newkey',
      kind,
      '-nodes',
      '-keyout',
      'k.pem',
      '-out',
      'c.pem',
      '-utf8',
      '-extensions',
      'v3_req',
      '-subj',
      subject,
    )
    openssl(
      'pkcs12',
      '-export',
      '-inkey',
      'k.pem',
      '-in',
      'c.pem',
      '-out',
      'old.pfx',
      '-passout',
      'pass:secret',
      ...more,
    )
    return readFileSync(join(house.home, 'old.pfx')).toString('base64')
  }

  it('is imported: its certificate is shown, and Node verifies what its key signs', async () => {
    const { tokenId } = await backup().importPfx(pfx(), pin('secret'), pin('New-pin-26'), checked)
    const view = (await house.shows(({ tokens }) => tokens.length > 0)).tokens[0]
    expect(view).toMatchObject({ id: tokenId, kind: 'soft' })
    expect(view?.pairs[0]?.signing).toMatchObject({ keyType: 'RSA 2048', holder: agency.applicantName })
    expect(view?.capabilities).toContain('rsa-sign')
    const token = house.keyring.token(tokenId)
    const [certificate] = (await token?.certificates()) ?? []
    const message = Buffer.from('old but true')
    const digest = new Uint8Array(createHash('sha256').update(message).digest())
    const signature = await token?.withSession(pin('New-pin-26'), (session) =>
      session.sign(certificate?.keyId ?? '', digest, 'rsa-sha256'),
    )
    const key = parseCertificate(certificate?.der ?? new Uint8Array()).spkiDer
    const publicKey = { key: Buffer.from(key), format: 'der', type: 'spki' } as const
    expect(nodeVerify('sha256', message, publicKey, signature ?? new Uint8Array())).toBe(true)
    expect(house.history.list({})[0]?.kind).toBe('imported')
  })

  it('is refused with a wrong password, if it is not a .pfx, has no key or an unknown cipher', async () => {
    const file = pfx()
    const take = (content: string, word = 'secret') =>
      codeOf(backup().importPfx(content, pin(word), pin('New-pin-26'), checked))
    expect(await take(file, 'wrong')).toMatchObject({ code: 'pfx-password-wrong' })
    expect(await take(Buffer.from('hello').toString('base64'))).toMatchObject({ code: 'pfx-damaged' })
    openssl('pkcs12', '-export', '-nokeys', '-in', 'c.pem', '-out', 'old.pfx', '-passout', 'pass:secret')
    expect(await take(readFileSync(join(house.home, 'old.pfx')).toString('base64'))).toMatchObject({
      code: 'pfx-without-key',
    })
    expect(await take(pfx('rsa:2048', '-certpbe', 'ARIA-256-CBC', '-keypbe', 'ARIA-256-CBC'))).toMatchObject({
      code: 'pfx-unsupported',
    })
    expect(house.keyring.current().tokens).toHaveLength(0)
  })

  it('gives way to a new SM2 certificate of the same holder', async () => {
    await backup().importPfx(pfx(), pin('secret'), pin('New-pin-26'), checked)
    const tokenId = await issuedSoft()
    expect(house.keyring.current().tokens.map(({ facts }) => facts.id)).toEqual([tokenId])
  })
})
