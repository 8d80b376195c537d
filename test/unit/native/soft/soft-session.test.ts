import { describe, expect, it } from 'vitest'
import { objectIdOf } from '../../../../src/native/object-id.ts'
import type { SoftFile } from '../../../../src/native/soft/soft-file.ts'
import { certificatesOf, keysOf, sealsOf, softSession } from '../../../../src/native/soft/soft-session.ts'
import { SoftVault } from '../../../../src/native/soft/soft-vault.ts'
import {
  encodeEnvelopedKey,
  generateSm2KeyPair,
  type Sm2KeyPair,
  sealEnvelopedKey,
  sm2VerifyDigest,
} from '../../../../src/pki/index.ts'
import { testAuthority } from '../../../flow/tokens/certificates.ts'
import { softFileOf } from './file-of.ts'

/** A session whose file is in memory; `saved` holds every state that was written. */
const sessionOn = (change: Partial<SoftFile> = {}) => {
  const vault = SoftVault.empty('00000000000000A1')
  const saved: SoftFile[] = []
  let file = softFileOf({ secrets: vault.sealed(), ...change })
  const save = async (next: SoftFile): Promise<void> => {
    file = next
    saved.push(next)
  }
  const session = softSession(vault, { file: () => file, save, machine: null })
  /** What a later login finds. */
  const later = () => SoftVault.of(file, Buffer.from(vault.fileKey))
  return { session, vault, saved, file: () => file, later }
}
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const digest = new Uint8Array(32).fill(5)
const enveloped = (publicKey: Uint8Array | null, pair: Sm2KeyPair): Uint8Array =>
  encodeEnvelopedKey(sealEnvelopedKey(publicKey ?? new Uint8Array(), pair))
const certificate = testAuthority().certify(generateSm2KeyPair().publicKey, 'signing')

describe('a pair', () => {
  it('is made once for a label, and is on disk with its private half', async () => {
    const { session, saved, later, file } = sessionOn()
    const key = await session.generateSm2('signing')
    expect(key).toMatchObject({
      keyId: expect.stringMatching(/^[0-9a-f]{32}$/),
      label: 'signing',
      type: 'sm2',
    })
    expect(saved).toHaveLength(1)
    expect(keysOf(file())).toEqual([key])
    expect(later().publicKey(key.keyId)).toEqual(key.publicKey)
    expect(await session.generateSm2('signing')).toEqual(key)
    expect(saved).toHaveLength(1)
    const other = await session.generateSm2('other')
    expect(other.keyId).not.toBe(key.keyId)
    expect(await session.keys()).toEqual([key, other])
  })

  it('is made anew beside one whose private half is not there, or of another kind', async () => {
    const listed = { keyId: 'k', label: 'signing', publicKey: 'AQID' }
    for (const type of ['sm2', 'rsa'] as const) {
      const { session, vault } = sessionOn({ keys: [{ ...listed, type }] })
      if (type === 'rsa') vault.keep('k', Buffer.alloc(32, 1))
      expect((await session.generateSm2('signing')).keyId).not.toBe('k')
      expect(await session.keys()).toHaveLength(2)
    }
  })

  it('out of an envelope is kept once for its label and public key', async () => {
    const { session, saved, later } = sessionOn()
    const own = await session.generateSm2('signing')
    const pair = generateSm2KeyPair()
    const kept = await session.importPair(own.keyId, 'encryption', enveloped(own.publicKey, pair))
    expect(kept).toMatchObject({ label: 'encryption', type: 'sm2', publicKey: pair.publicKey })
    expect(later().publicKey(kept.keyId)).toEqual(pair.publicKey)
    expect(await session.importPair(own.keyId, 'encryption', enveloped(own.publicKey, pair))).toEqual(kept)
    expect(saved).toHaveLength(2)
    const second = await session.importPair(
      own.keyId,
      'encryption',
      enveloped(own.publicKey, generateSm2KeyPair()),
    )
    expect(second.keyId).not.toBe(kept.keyId)
    const elsewhere = await session.importPair(own.keyId, 'other', enveloped(own.publicKey, pair))
    expect(elsewhere.keyId).not.toBe(kept.keyId)
  })

  it('goes with its certificates, and the others stay', async () => {
    const { session, later, file } = sessionOn()
    const [one, other] = [await session.generateSm2('one'), await session.generateSm2('other')]
    await session.writeCertificate(one.keyId, 'one', certificate)
    await session.writeCertificate(other.keyId, 'other', certificate)
    await session.removeKey(one.keyId)
    expect(keysOf(file())).toEqual([other])
    expect(certificatesOf(file()).map(({ keyId }) => keyId)).toEqual([other.keyId])
    expect([later().has(one.keyId), later().has(other.keyId)]).toEqual([false, true])
    await session.removeKey('gone')
    expect(await session.keys()).toEqual([other])
  })
})

describe('a signature', () => {
  it('is made over 32 bytes by the scheme of the key', async () => {
    const { session } = sessionOn()
    const { keyId, publicKey } = await session.generateSm2('signing')
    const signature = await session.sign(keyId, digest, 'sm2-digest')
    expect(sm2VerifyDigest(publicKey ?? new Uint8Array(), digest, signature)).toBe(true)
  })

  it.each([31, 33])('is not made over %i bytes', async (length) => {
    const { session } = sessionOn()
    const { keyId } = await session.generateSm2('signing')
    await expect(session.sign(keyId, new Uint8Array(length), 'sm2-digest')).rejects.toMatchObject({
      code: 'input-invalid',
    })
  })

  it.each([
    ['sm2', 'rsa-sha256'],
    ['sm2', 'ecdsa-sha256'],
    ['rsa', 'sm2-digest'],
    ['rsa', 'ecdsa-sha256'],
  ] as const)('of a key of %s is not made with %s', async (type, scheme) => {
    const { session } = sessionOn({ keys: [{ keyId: 'k', label: '', type, publicKey: '' }] })
    await expect(session.sign('k', digest, scheme)).rejects.toMatchObject({ code: 'token-lacks' })
  })

  it('is not made with a key that is not there', async () => {
    const { session } = sessionOn()
    await expect(session.sign('k', digest, 'sm2-digest')).rejects.toMatchObject({ code: 'object-missing' })
  })
})

describe('a certificate', () => {
  it('is written once for each key', async () => {
    const { session, saved, file } = sessionOn()
    const written = await session.writeCertificate('k', 'label', certificate)
    const told = { objectId: objectIdOf(certificate), keyId: 'k', label: 'label' }
    expect(written).toEqual({ ...told, der: Uint8Array.from(certificate) })
    expect(await session.writeCertificate('k', 'other', certificate)).toEqual(written)
    expect(saved).toHaveLength(1)
    await session.writeCertificate('l', 'label', certificate)
    expect(certificatesOf(file()).map(({ keyId }) => keyId)).toEqual(['k', 'l'])
    expect(await session.certificates()).toEqual(certificatesOf(file()))
  })

  it('that cannot be read is not written', async () => {
    const { session, saved } = sessionOn()
    await expect(session.writeCertificate('k', '', Buffer.from('none'))).rejects.toMatchObject({
      code: 'certificate-unreadable',
    })
    expect(saved).toEqual([])
  })

  it('is removed by its content; nothing is written if it is gone', async () => {
    const { session, saved, file } = sessionOn()
    const { objectId } = await session.writeCertificate('k', '', certificate)
    await session.removeCertificate('gone')
    expect(saved).toHaveLength(1)
    await session.removeCertificate(objectId)
    expect(file().certificates).toEqual([])
    expect(saved).toHaveLength(2)
  })
})

describe('data', () => {
  it('is written, listed and removed behind the PIN', async () => {
    const { session, saved, later } = sessionOn()
    await session.writeData('a', Buffer.from('one'))
    expect([...later().data]).toEqual([['a', Buffer.from('one')]])
    expect(await session.data()).toEqual([
      { objectId: objectIdOf(Buffer.from('aone')), label: 'a', value: Uint8Array.from(Buffer.from('one')) },
    ])
    await session.removeData('b')
    expect(saved).toHaveLength(1)
    await session.removeData('a')
    expect(saved).toHaveLength(2)
    expect(later().data.size).toBe(0)
  })
})

describe('a seal', () => {
  it('is written, replaced and removed beside the PIN', async () => {
    const { session, saved, file } = sessionOn()
    expect(sealsOf(file())).toEqual([])
    await session.removeSeal('a')
    expect(saved).toEqual([])
    await session.writeSeal('a', Buffer.from('one'))
    await session.writeSeal('b', Buffer.from('two'))
    await session.writeSeal('a', Buffer.from('three'))
    expect(file().seals).toEqual([
      { label: 'b', der: base64(Buffer.from('two')) },
      { label: 'a', der: base64(Buffer.from('three')) },
    ])
    await session.removeSeal('c')
    expect(saved).toHaveLength(3)
    await session.removeSeal('b')
    expect(sealsOf(file())).toEqual([{ label: 'a', value: Uint8Array.from(Buffer.from('three')) }])
  })

  it('that is empty cannot be read', () => {
    expect(sealsOf(softFileOf({ seals: [{ label: 'a', der: '' }] }))).toEqual([{ label: 'a', value: null }])
  })
})

describe('a secret to leave', () => {
  it('adds a lock that nobody holds yet, with its public half behind the PIN', async () => {
    const { session, file, later } = sessionOn()
    const left = await session.secretToLeave?.()
    expect(file().unlocks).toMatchObject([{ id: left?.id, held: false }])
    expect(later().unlockKeys.map(({ id }) => id)).toEqual([left?.id])
    expect(left?.pin.reveal()).toMatch(/^[\w-]{43}$/)
  })

  it('drops the public halves of locks that are gone', async () => {
    const { session, vault, file, later } = sessionOn()
    vault.keepUnlockKeys([{ id: 'gone', publicKey: 'AQID' }])
    const [first, second] = [await session.secretToLeave?.(), await session.secretToLeave?.()]
    expect(file().unlocks.map(({ id }) => id)).toEqual([first?.id, second?.id])
    expect(later().unlockKeys.map(({ id }) => id)).toEqual([first?.id, second?.id])
  })
})
