import { generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { seal } from '../../../../src/native/soft/sealing.ts'
import type { SoftFile } from '../../../../src/native/soft/soft-file.ts'
import { SoftVault } from '../../../../src/native/soft/soft-vault.ts'
import {
  encodeEnvelopedKey,
  generateSm2KeyPair,
  sealEnvelopedKey,
  sm2Encrypt,
  sm2VerifyDigest,
} from '../../../../src/pki/index.ts'
import { softFileOf } from './file-of.ts'

const thrown = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}
const copied = (key: Buffer): Buffer => Buffer.from(key)
const fileOf = (vault: SoftVault): SoftFile => softFileOf({ secrets: vault.sealed() })

describe('a vault', () => {
  it('is opened again with its key, with everything in it', () => {
    const vault = SoftVault.empty('00000000000000A1')
    const { privateKey, publicKey } = generateSm2KeyPair()
    vault.keep('k', Uint8Array.from(privateKey))
    vault.writeData('note', Buffer.from('text'))
    vault.keepUnlockKeys([{ id: 'u', publicKey: 'AQID' }])
    const opened = SoftVault.of(fileOf(vault), copied(vault.fileKey))
    expect(opened.has('k')).toBe(true)
    expect(opened.publicKey('k')).toEqual(publicKey)
    expect([...opened.data]).toEqual([['note', Buffer.from('text')]])
    expect(opened.unlockKeys).toEqual([{ id: 'u', publicKey: 'AQID' }])
    expect(opened.fileKey).toEqual(vault.fileKey)
  })

  it('of an older version holds no public halves', () => {
    const key = Buffer.alloc(32, 1)
    const secrets = seal(key, '00000000000000A1:secrets', Buffer.from('{"keys":[],"data":[]}'))
    expect(SoftVault.of(softFileOf({ secrets }), key).unlockKeys).toEqual([])
  })

  it('is damaged with another key, and in the file of another serial number', () => {
    const vault = SoftVault.empty('00000000000000A1')
    const file = fileOf(vault)
    const damaged = { code: 'soft-file-damaged' }
    expect(thrown(() => SoftVault.of(file, Buffer.alloc(32)))).toMatchObject(damaged)
    const moved = { ...file, serial: '00000000000000A2' }
    expect(thrown(() => SoftVault.of(moved, copied(vault.fileKey)))).toMatchObject(damaged)
  })

  it('has a key of 32 random bytes, and a new one when it is renewed, over which the old is lost', () => {
    const vault = SoftVault.empty('00000000000000A1')
    const old = vault.fileKey
    const before = copied(old)
    expect(before).toHaveLength(32)
    expect(SoftVault.empty('00000000000000A1').fileKey).not.toEqual(before)
    vault.renewKey()
    expect(vault.fileKey).toHaveLength(32)
    expect(vault.fileKey).not.toEqual(before)
    expect(old).toEqual(Buffer.alloc(32))
    expect(thrown(() => SoftVault.of(fileOf(vault), before))).toMatchObject({ code: 'soft-file-damaged' })
  })

  it('owns the bytes of a key from then on', () => {
    const vault = SoftVault.empty('00000000000000A1')
    const { privateKey, publicKey } = generateSm2KeyPair()
    const bytes = Uint8Array.from(privateKey)
    vault.keep('k', bytes)
    expect(bytes).toEqual(new Uint8Array(32))
    expect(vault.publicKey('k')).toEqual(publicKey)
  })

  it('forgets a key, and nothing else', () => {
    const vault = SoftVault.empty('00000000000000A1')
    const [one, other] = [generateSm2KeyPair(), generateSm2KeyPair()]
    vault.keep('one', one.privateKey)
    vault.keep('other', other.privateKey)
    const digest = new Uint8Array(32).fill(3)
    vault.sign('one', digest)
    vault.forget('one')
    vault.forget('never there')
    expect([vault.has('one'), vault.has('other')]).toEqual([false, true])
    expect(thrown(() => vault.sign('one', digest))).toMatchObject({ code: 'object-missing' })
    expect(thrown(() => vault.publicKey('one'))).toMatchObject({ code: 'object-missing' })
    expect(vault.publicKey('other')).toEqual(other.publicKey)
  })

  it('writes data, replaces it and removes it', () => {
    const vault = SoftVault.empty('00000000000000A1')
    const bytes = Buffer.from('one')
    vault.writeData('a', bytes)
    bytes.fill(0)
    vault.writeData('b', Buffer.from('two'))
    vault.writeData('b', Buffer.from('three'))
    expect([...vault.data]).toEqual([
      ['a', Buffer.from('one')],
      ['b', Buffer.from('three')],
    ])
    vault.writeData('a', null)
    expect([...vault.data.keys()]).toEqual(['b'])
  })
})

describe('the keys of a vault', () => {
  const { privateKey, publicKey } = generateSm2KeyPair()
  const vault = SoftVault.empty('00000000000000A1')
  vault.keep('k', privateKey)
  const digest = new Uint8Array(32).fill(5)

  it('sign a digest of SM2, again and again', () => {
    for (const signature of [vault.sign('k', digest), vault.sign('k', digest)])
      expect(sm2VerifyDigest(publicKey, digest, signature)).toBe(true)
  })

  it('sign a digest of SHA-256 with RSA', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 })
    vault.keep('rsa', rsa.privateKey.export({ format: 'der', type: 'pkcs8' }))
    // SHA-256 of nothing.
    const empty = Buffer.from('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'hex')
    expect(verify('sha256', Buffer.alloc(0), rsa.publicKey, vault.signRsa('rsa', empty))).toBe(true)
  })

  it('decrypt what is sealed to them, and refuse what is not', () => {
    const cipher = sm2Encrypt(publicKey, Buffer.from('text'))
    expect(Buffer.from(vault.decrypt('k', cipher)).toString()).toBe('text')
    const foreign = sm2Encrypt(generateSm2KeyPair().publicKey, Buffer.from('text'))
    for (const wrong of [foreign, Buffer.from('none'), sm2Encrypt(publicKey, Buffer.from('text'), 'c1c3c2')])
      expect(thrown(() => vault.decrypt('k', wrong))).toMatchObject({ code: 'input-invalid' })
    expect(thrown(() => vault.decrypt('none', cipher))).toMatchObject({ code: 'object-missing' })
  })

  it('open an envelope that is sealed to them, and refuse another', () => {
    const pair = generateSm2KeyPair()
    const opened = vault.openEnvelope('k', encodeEnvelopedKey(sealEnvelopedKey(publicKey, pair)))
    expect(opened.publicKey).toEqual(pair.publicKey)
    expect(opened.privateKey).toEqual(pair.privateKey)
    const foreign = encodeEnvelopedKey(sealEnvelopedKey(generateSm2KeyPair().publicKey, pair))
    for (const wrong of [foreign, Buffer.from('none')])
      expect(thrown(() => vault.openEnvelope('k', wrong))).toMatchObject({ code: 'envelope-broken' })
    expect(thrown(() => vault.openEnvelope('none', foreign))).toMatchObject({ code: 'object-missing' })
  })
})

describe('a closed vault', () => {
  const closed = () => {
    const vault = SoftVault.empty('00000000000000A1')
    vault.keep('k', generateSm2KeyPair().privateKey)
    vault.writeData('a', Buffer.from('secret'))
    const { fileKey, data } = vault
    const value = data.get('a')
    vault.close()
    return { vault, fileKey, value, data }
  }

  it('has overwritten what it held', () => {
    const { vault, fileKey, value, data } = closed()
    expect(fileKey).toEqual(Buffer.alloc(32))
    expect(value).toEqual(Buffer.alloc(6))
    expect(data.size).toBe(0)
    expect(vault.has('k')).toBe(false)
  })

  it.each<readonly [string, (vault: SoftVault) => unknown]>([
    ['its key', (vault) => vault.fileKey],
    ['a new key', (vault) => vault.renewKey()],
    ['its public halves', (vault) => vault.unlockKeys],
    ['other public halves', (vault) => vault.keepUnlockKeys([])],
    ['its data', (vault) => vault.data],
    ['new data', (vault) => vault.writeData('a', null)],
    ['a new private key', (vault) => vault.keep('k', new Uint8Array(32))],
    ['forgetting', (vault) => vault.forget('k')],
    ['a public key', (vault) => vault.publicKey('k')],
    ['a signature', (vault) => vault.sign('k', new Uint8Array(32))],
    ['a decryption', (vault) => vault.decrypt('k', new Uint8Array(32))],
    ['what it seals', (vault) => vault.sealed()],
  ])('refuses %s', (_, work) => {
    expect(thrown(() => work(closed().vault))).toMatchObject({ code: 'pin-needed' })
  })
})
