import { expect, it } from 'vitest'
import { isLabel, type PresentToken, pairCertificates, type TokenSession } from '../../../src/native/index.ts'
import {
  encodeEnvelopedKey,
  generateSm2KeyPair,
  sealEnvelopedKey,
  sm2Digest,
} from '../../../src/pki/index.ts'
import type { Face, TokenHouse } from '../../house/tokens.ts'
import { testAuthority } from './certificates.ts'
import { opensslVerifiesSm2 } from './openssl.ts'

const message = Buffer.from('请签名这份文件')
const authority = testAuthority()

/** A keyring and tokens of one kind, each with a name by which it is found: a Ukey's serial number, a file's label. */
export type HouseOfTokens = Pick<TokenHouse, 'folder' | 'until'> & {
  readonly insert: (name: string, more?: { readonly unwrap?: boolean }) => Promise<unknown>
  readonly inSession: <T>(name: string, work: (session: TokenSession) => Promise<T>) => Promise<T>
  readonly present: (name: string) => PresentToken
}

/** What every token must do, whatever it is made of. */
export const tokenCases = (kind: Face | 'soft', house: () => HouseOfTokens): void => {
  it('keeps a pair under a label that is longer than a key may take, and finds it again', async () => {
    await house().insert('LONG')
    const label = `CA-${'x'.repeat(64)}-S`
    const other = `CA-${'x'.repeat(63)}y-S`
    const labels = await house().inSession('LONG', async (session) => {
      await session.generateSm2(label)
      return (await session.keys()).map((key) => key.label)
    })
    expect(labels.map((stored) => isLabel(stored, label))).toEqual([true])
    expect(labels.map((stored) => isLabel(stored, other))).toEqual([false])
  })

  it('makes signatures that OpenSSL accepts', async () => {
    await house().insert('SIGNS')
    const [publicKey, signature] = await house().inSession('SIGNS', async (session) => {
      const key = await session.generateSm2('signing')
      const own = key.publicKey ?? new Uint8Array()
      return [own, await session.sign(key.keyId, sm2Digest(own, message), 'sm2-digest')] as const
    })
    expect(opensslVerifiesSm2(house().folder, publicKey, message, signature)).toBe(true)
    expect(opensslVerifiesSm2(house().folder, publicKey, Buffer.from('another'), signature)).toBe(false)
  })

  it('returns the pair that it made before when asked again under the same label', async () => {
    await house().insert('AGAIN')
    const first = await house().inSession('AGAIN', (session) => session.generateSm2('request 1'))
    const second = await house().inSession('AGAIN', (session) => session.generateSm2('request 1'))
    const other = await house().inSession('AGAIN', (session) => session.generateSm2('request 2'))
    expect(second).toEqual(first)
    expect(other.keyId).not.toBe(first.keyId)
    expect(await house().inSession('AGAIN', (session) => session.keys())).toHaveLength(2)
  })

  it('refuses an enveloped pair that is not meant for it, and stores nothing of it', async () => {
    await house().insert('STRANGER', { unwrap: false })
    await house().inSession('STRANGER', async (session) => {
      const wrapping = await session.generateSm2('signing')
      const sealed = encodeEnvelopedKey(
        sealEnvelopedKey(generateSm2KeyPair().publicKey, generateSm2KeyPair()),
      )
      await expect(session.importPair(wrapping.keyId, 'encryption', sealed)).rejects.toMatchObject({
        name: 'AssistantError',
      })
      await expect(
        session.importPair(wrapping.keyId, 'encryption', new Uint8Array(40)),
      ).rejects.toMatchObject({
        code: 'envelope-broken',
      })
      expect(await session.keys()).toHaveLength(1)
    })
  })

  it('shows its certificates, paired with their keys, without a PIN', async () => {
    await house().insert('HOLDS')
    await house().inSession('HOLDS', async (session) => {
      const signing = await session.generateSm2('signing')
      const pair = generateSm2KeyPair()
      const sealed = encodeEnvelopedKey(sealEnvelopedKey(signing.publicKey ?? new Uint8Array(), pair))
      const encryption = await session.importPair(signing.keyId, 'encryption', sealed)
      const certificate = authority.certify(signing.publicKey ?? new Uint8Array(), 'signing')
      const written = await session.writeCertificate(signing.keyId, '签名证书', certificate)
      expect(await session.writeCertificate(signing.keyId, '签名证书', certificate)).toEqual(written)
      expect(await session.certificates()).toHaveLength(1)
      await session.writeCertificate(
        encryption.keyId,
        '加密证书',
        authority.certify(pair.publicKey, 'encryption'),
      )
      expect(await session.certificates()).toHaveLength(2)
    })
    await house().until(() => house().present('HOLDS').certificates.length === 2)
    const { certificates, keys } = house().present('HOLDS')
    const labels = kind === 'skf' ? ['signing', 'signing'] : ['加密证书', '签名证书']
    expect(certificates.map(({ label }) => label).sort()).toEqual(labels)
    const { pairs, unreadable } = pairCertificates(certificates, keys)
    expect(unreadable).toEqual([])
    expect(pairs).toHaveLength(1)
    expect(pairs[0]).toMatchObject({ incomplete: false, mismatched: false, usable: true })
  })

  // Of a container of SKF nothing goes before all of it can go.
  if (kind !== 'skf')
    it('removes a certificate and a key, and is content if they are gone', async () => {
      await house().insert('REMOVES')
      await house().inSession('REMOVES', async (session) => {
        const { keyId, publicKey } = await session.generateSm2('signing')
        const other = await session.generateSm2('other')
        const certificate = authority.certify(publicKey ?? new Uint8Array(), 'signing')
        const { objectId } = await session.writeCertificate(keyId, '签名证书', certificate)
        for (let time = 0; time < 2; time++) await session.removeCertificate(objectId)
        expect(await session.certificates()).toEqual([])
        for (let time = 0; time < 2; time++) await session.removeKey(keyId)
        expect(await session.keys()).toEqual([other])
      })
    })

  it('refuses to store something that is no certificate', async () => {
    await house().insert('NOTCERT')
    await expect(
      house().inSession('NOTCERT', (session) =>
        session.writeCertificate('00', 'x', Buffer.from('no certificate')),
      ),
    ).rejects.toMatchObject({ code: 'certificate-unreadable' })
  })

  it('stores data under labels, behind the PIN', async () => {
    await house().insert('DATA')
    const all = await house().inSession('DATA', async (session) => {
      await session.writeData('印章', Buffer.from('first'))
      await session.writeData('印章', Buffer.from('second'))
      await session.writeData('other', Buffer.from('third'))
      await session.removeData('other')
      await session.removeData('other')
      return session.data()
    })
    expect(all.map(({ label, value }) => [label, Buffer.from(value).toString()])).toEqual([
      ['印章', 'second'],
    ])
  })
}
