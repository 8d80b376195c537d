import { describe, expect, it } from 'vitest'
import { encodeIssuerAndSerial, isParty, readParty } from '../../../../src/pki/cms/party.ts'
import {
  encodeRecipients,
  readRecipient,
  readRecipients,
  recipientFor,
} from '../../../../src/pki/cms/recipient.ts'
import { DerReader, der, TAG } from '../../../../src/pki/der/index.ts'
import * as pki from '../../../../src/pki/index.ts'
import { freshParty, freshRoot } from '../authority.ts'
import { issue, nameOf } from '../paths/issue.ts'
import { refused } from '../refusal.ts'
import { rsaKey } from '../rsa-key.ts'

const root = freshRoot()
const [reader, other] = [
  freshParty(root, { profile: 'encryption' }),
  freshParty(root, { profile: 'encryption' }),
]
const { certificate } = reader
const over = (bytes: Uint8Array) => DerReader.of(bytes, 'thing')
const keyId = certificate.subjectKeyId ?? new Uint8Array()

describe('a party', () => {
  it('is named by issuer and serial number', () => {
    const party = over(encodeIssuerAndSerial(certificate)).only(readParty)
    expect(party).toMatchObject({ by: 'issuer-and-serial', serialHex: certificate.serialHex })
    expect(isParty(party, certificate)).toBe(true)
    expect(isParty(party, other.certificate)).toBe(false)
    const renamed = { ...certificate, issuer: other.certificate.subject }
    expect(isParty(party, renamed)).toBe(false)
  })

  it('is named by the identifier of the key', () => {
    const party = over(der.implicit(0, keyId)).only(readParty)
    expect(party).toEqual({ by: 'subject-key-id', subjectKeyId: keyId })
    expect(isParty(party, certificate)).toBe(true)
    expect(isParty(party, other.certificate)).toBe(false)
    expect(isParty(party, { ...certificate, subjectKeyId: null })).toBe(false)
  })

  it('has nothing more', () => {
    const more = der.sequence(root.certificate.subject.raw, der.integer(1), der.nothing())
    expect(() => over(more).only(readParty)).toThrow(refused('trailing-bytes'))
    expect(() => over(der.nothing()).only(readParty)).toThrow(refused('unexpected-tag'))
  })

  it('has its serial number as it stands in the certificate', () => {
    const written = encodeIssuerAndSerial({ ...certificate, serial: Uint8Array.of(0xff, 0x7f) })
    expect(written).toEqual(
      der.sequence(certificate.issuer.raw, der.element(TAG.integer, Uint8Array.of(0xff, 0x7f))),
    )
  })
})

const recipient = (
  version: number,
  party = encodeIssuerAndSerial(certificate),
  ...more: readonly Uint8Array[]
) =>
  der.sequence(
    der.integer(version),
    party,
    der.sequence(der.oid(pki.OID.sm2Encryption)),
    der.octets(Uint8Array.of(1, 2)),
    ...more,
  )

describe('a recipient', () => {
  it('has a party, an algorithm and a key, in versions up to 2', () => {
    for (const version of [0, 1, 2])
      expect(over(recipient(version)).only(readRecipient)).toMatchObject({
        party: { by: 'issuer-and-serial' },
        keyAlgorithm: pki.OID.sm2Encryption,
        encryptedKey: Uint8Array.of(1, 2),
      })
    expect(() => over(recipient(3)).only(readRecipient)).toThrow(refused('unsupported-version'))
    const more = recipient(1, undefined, der.nothing())
    expect(() => over(more).only(readRecipient)).toThrow(refused('trailing-bytes'))
  })

  it('has 64 kilobytes, not more', () => {
    const sized = (length: number) => {
      const algorithm = der.sequence(der.oid(pki.OID.sm2Encryption))
      const party = encodeIssuerAndSerial(certificate)
      return der.sequence(der.integer(1), party, algorithm, der.octets(new Uint8Array(length)))
    }
    const most = 60_000 + 64 * 1024 - (sized(60_000).length - 4)
    const read = (length: number) => over(sized(length)).only(readRecipient)
    expect(read(most).encryptedKey).toHaveLength(most)
    expect(() => read(most + 1)).toThrow(refused('too-large'))
  })

  it('is one of a thousand at most', () => {
    const small = recipient(1, der.implicit(0, Uint8Array.of(1)))
    const many = (count: number) => der.element(TAG.set, ...Array<Uint8Array>(count).fill(small))
    expect(readRecipients(over(many(1000)))).toHaveLength(1000)
    expect(() => readRecipients(over(many(1001)))).toThrow(refused('too-large'))
  })

  it('is found by the certificate', () => {
    const keys = over(der.setOf(recipient(1), recipient(2, der.implicit(0, keyId))))
    const all = readRecipients(keys)
    expect(recipientFor(all, certificate)).toBe(all.find((one) => isParty(one.party, certificate)))
    expect(() => recipientFor(all, other.certificate)).toThrow(refused('not-a-recipient'))
    expect(() => recipientFor([], certificate)).toThrow(refused('not-a-recipient'))
  })
})

describe('a key for recipients', () => {
  const key = Uint8Array.from({ length: 16 }, (_, i) => i)

  it('is encrypted to each of them', () => {
    const all = readRecipients(over(encodeRecipients([certificate, other.certificate], key)))
    expect(all).toHaveLength(2)
    for (const one of [reader, other]) {
      const found = recipientFor(all, one.certificate)
      expect(found.keyAlgorithm).toBe(pki.OID.sm2Encryption)
      expect(pki.sm2Decrypt(one.keys.privateKey, found.encryptedKey)).toEqual(key)
    }
    expect(
      over(encodeRecipients([certificate], key))
        .set()
        .sequence()
        .small(),
    ).toBe(1)
  })

  it('is for somebody, with an SM2 key', () => {
    expect(() => encodeRecipients([], key)).toThrow(refused('missing-field'))
    const own = rsaKey()
    const name = nameOf('rsa')
    const rsa = issue({ subject: name, issuer: name, key: own, issuerKey: own, extensions: [] })
    expect(() => encodeRecipients([rsa], key)).toThrow(refused('unsupported-algorithm'))
  })
})
