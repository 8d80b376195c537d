import { describe, expect, it } from 'vitest'
import { objectIdOf } from '../../../src/native/object-id.ts'
import { pairCertificates } from '../../../src/native/pairs.ts'
import type { StoredCertificate, StoredKey } from '../../../src/native/token.ts'
import { generateSm2KeyPair } from '../../../src/pki/index.ts'
import { testAuthority } from '../../flow/tokens/certificates.ts'

const authority = testAuthority()
const stored = (keyId: string, der: Uint8Array): StoredCertificate => ({
  objectId: objectIdOf(der),
  keyId,
  label: '',
  der,
})
const key = (keyId: string, publicKey: Uint8Array): StoredKey => ({
  keyId,
  label: '',
  type: 'sm2',
  publicKey,
})
const [sign, encrypt, other] = [generateSm2KeyPair(), generateSm2KeyPair(), generateSm2KeyPair()].map(
  ({ publicKey }) => publicKey,
) as [Uint8Array, Uint8Array, Uint8Array]
const at = (day: string) => ({ notBefore: new Date(day) })

describe('certificates of a token', () => {
  it('are one pair if one holder has them for signing and encryption', () => {
    const certificates = [
      stored('e', authority.certify(encrypt, 'encryption')),
      stored('s', authority.certify(sign, 'signing')),
    ]
    const { pairs } = pairCertificates(certificates, [key('s', sign), key('e', encrypt)])
    expect(pairs).toHaveLength(1)
    expect(pairs[0]).toMatchObject({ incomplete: false, mismatched: false, usable: true })
    expect(pairs[0]?.signing?.stored.keyId).toBe('s')
    expect(pairs[0]?.encryption?.match).toBe('matching')
  })

  it('are two pairs, the newest first, if they belong to two holders or two renewals', () => {
    const year = (day: string, holder: string) => [
      stored(`s${day}`, authority.certify(sign, 'signing', { holder, ...at(day) })),
      stored(`e${day}`, authority.certify(encrypt, 'encryption', { holder, ...at(day) })),
    ]
    const all = [...year('2025-01-01', '张三'), ...year('2026-01-02', '张三'), ...year('2025-06-01', '李四')]
    const { pairs } = pairCertificates(all, [])
    expect(pairs.map(({ signing, encryption }) => [signing?.stored.keyId, encryption?.stored.keyId])).toEqual(
      [
        ['s2026-01-02', 'e2026-01-02'],
        ['s2025-06-01', 'e2025-06-01'],
        ['s2025-01-01', 'e2025-01-01'],
      ],
    )
  })

  it('are an incomplete pair if one is missing', () => {
    const alone = pairCertificates([stored('s', authority.certify(sign, 'signing'))], [key('s', sign)]).pairs
    expect(alone).toHaveLength(1)
    expect(alone[0]).toMatchObject({ incomplete: true, usable: true, encryption: null })
    const [only] = pairCertificates([stored('e', authority.certify(encrypt, 'encryption'))], []).pairs
    expect(only).toMatchObject({ incomplete: true, usable: false, signing: null })
  })

  it('are reported if they name another key than the one beside them', () => {
    const certificates = [stored('s', authority.certify(sign, 'signing'))]
    expect(pairCertificates(certificates, [key('s', other)]).pairs[0]).toMatchObject({
      mismatched: true,
      usable: false,
    })
    expect(pairCertificates(certificates, [key('x', other)]).pairs[0]).toMatchObject({
      mismatched: false,
      usable: false,
    })
  })

  it('are assumed to have their key if the token shows no public keys', () => {
    const [pair] = pairCertificates([stored('s', authority.certify(sign, 'signing'))], []).pairs
    expect(pair).toMatchObject({ usable: true, mismatched: false })
    expect(pair?.signing?.match).toBe('unseen')
  })

  it('are counted if they cannot be read, and the others are still listed', () => {
    const good = stored('s', authority.certify(sign, 'signing'))
    const { pairs, unreadable } = pairCertificates([stored('b', Uint8Array.of(1, 2, 3)), good], [])
    expect(pairs).toHaveLength(1)
    expect(unreadable.map(({ keyId }) => keyId)).toEqual(['b'])
  })

  it('are listed apart if they belong to an authority', () => {
    const { pairs, authorities } = pairCertificates([stored('', authority.certify(sign, 'issuing-ca'))], [])
    expect([pairs.length, authorities.length]).toEqual([0, 1])
  })
})
