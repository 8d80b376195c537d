import { createHash, generateKeyPairSync, type KeyObject, sign as sslSign } from 'node:crypto'
import { sm2 } from 'sm-crypto'
import { type Bytes, bits, context, int, nothing, octets, oid, seq, set, tlv, utcTime, utf8 } from './der.ts'

// Keys, certificates and signatures without the product's code: digests, RSA and ECDSA by OpenSSL (node:crypto),
// SM2 by sm-crypto.

export const numbers = {
  sm2Curve: '1.2.156.10197.1.301',
  sm2WithSm3: '1.2.156.10197.1.501',
  sm2Signature: '1.2.156.10197.1.301.1',
  sm3: '1.2.156.10197.1.401',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  md5: '1.2.840.113549.2.5',
  rsa: '1.2.840.113549.1.1.1',
  rsaSha256: '1.2.840.113549.1.1.11',
  ecdsaSha256: '1.2.840.10045.4.3.2',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const

export const digest = (name: 'sm3' | 'sha256' | 'sha1' | 'md5', ...parts: readonly Bytes[]): Buffer => {
  const hash = createHash(name)
  for (const part of parts) hash.update(part)
  return hash.digest()
}

export type Key = {
  readonly kind: 'sm2' | 'rsa' | 'ec'
  readonly spki: Buffer
  readonly sign: (data: Bytes, hash?: string) => Buffer
}

const sm2Key = (): Key => {
  const { privateKey, publicKey } = sm2.generateKeyPairHex()
  const algorithm = seq(oid('1.2.840.10045.2.1'), oid(numbers.sm2Curve))
  const options = { hash: true, der: true, publicKey, userId: '1234567812345678' }
  return {
    kind: 'sm2',
    spki: seq(algorithm, bits(Buffer.from(publicKey, 'hex'))),
    sign: (data) => Buffer.from(sm2.doSignature([...data], privateKey, options), 'hex'),
  }
}

const sslKey = (kind: 'rsa' | 'ec', pair: { privateKey: KeyObject; publicKey: KeyObject }): Key => ({
  kind,
  spki: pair.publicKey.export({ type: 'spki', format: 'der' }),
  sign: (data, hash = 'sha256') => sslSign(hash, data, pair.privateKey),
})

export const newKey = (kind: Key['kind']): Key => {
  if (kind === 'sm2') return sm2Key()
  return kind === 'rsa'
    ? sslKey('rsa', generateKeyPairSync('rsa', { modulusLength: 2048 }))
    : sslKey('ec', generateKeyPairSync('ec', { namedCurve: 'P-256' }))
}

export type Party = {
  readonly name: Buffer
  readonly certificate: Buffer
  readonly issuerAndSerial: Buffer
  readonly key: Key
}

export type Plan = {
  readonly name: string
  readonly kind?: Key['kind']
  /** Bits of the key usage: c0 signing, 30 encryption, 06 authority. */
  readonly usage?: number
  readonly from?: string
  readonly to?: string
  readonly purpose?: string
  readonly authority?: boolean
  /** Its certificate is signed by this key in place of the issuer's. */
  readonly signedBy?: Key
}

const algorithms = {
  sm2: seq(oid(numbers.sm2WithSm3)),
  rsa: seq(oid(numbers.rsaSha256), nothing()),
  ec: seq(oid(numbers.ecdsaSha256)),
}

const nameOf = (text: string): Buffer =>
  seq(set(seq(oid('2.5.4.6'), tlv(19, Buffer.from('CN')))), set(seq(oid('2.5.4.3'), utf8(text))))

const extension = (number: string, critical: boolean, value: Bytes): Buffer =>
  seq(oid(number), ...(critical ? [Buffer.of(1, 1, 255)] : []), octets(value))

let serials = 4096

/** A party with a certificate, issued by another or by itself. */
export const party = (plan: Plan, issuer: Party | null = null): Party => {
  const key = newKey(plan.kind ?? 'sm2')
  const name = nameOf(plan.name)
  const serial = int(++serials)
  const signer = plan.signedBy ?? issuer?.key ?? key
  const algorithm = algorithms[signer.kind]
  const unused = plan.usage === 0x06 ? 1 : plan.usage === 0x30 ? 4 : 6
  const extensions = [
    extension('2.5.29.15', true, tlv(3, Buffer.of(unused, plan.usage ?? 0xc0))),
    ...(plan.authority ? [extension('2.5.29.19', true, seq(Buffer.of(1, 1, 255)))] : []),
    ...(plan.purpose ? [extension('2.5.29.37', true, seq(oid(plan.purpose)))] : []),
  ]
  const tbs = seq(
    context(0, int(2)),
    serial,
    algorithm,
    issuer?.name ?? name,
    seq(utcTime(plan.from ?? '2024-01-01'), utcTime(plan.to ?? '2033-01-01')),
    name,
    key.spki,
    context(3, seq(...extensions)),
  )
  return {
    name,
    key,
    certificate: seq(tbs, algorithm, bits(signer.sign(tbs))),
    issuerAndSerial: seq(issuer?.name ?? name, serial),
  }
}

export const root = party({ name: 'Forgery Root', usage: 0x06, authority: true })
export const rsaRoot = party({ name: 'Forgery RSA Root', kind: 'rsa', usage: 0x06, authority: true })
export const strangeRoot = party({ name: 'Strange Root', usage: 0x06, authority: true })
export const maker = party({ name: 'Seal Maker' }, root)
export const signer = party({ name: 'Seal User' }, root)
export const other = party({ name: 'Somebody Else' }, root)
export const encryption = party({ name: 'Seal User', usage: 0x30 }, root)
export const expired = party({ name: 'Expired User', to: '2025-12-31' }, root)
export const early = party({ name: 'Early User', from: '2026-06-01' }, root)
export const lapsed = party({ name: 'Lapsed User', to: '2026-06-01' }, root)
export const stranger = party({ name: 'Stranger' }, strangeRoot)
export const fake = party({ name: 'Seal User', signedBy: other.key }, root)
export const machine = party({ name: 'Server', purpose: '1.3.6.1.5.5.7.3.1' }, root)
export const notAnAuthority = party({ name: 'Issued by a holder' }, other)
export const stampMaker = party({ name: 'Time Stamps', purpose: numbers.timeStamping }, root)
export const strangeStampMaker = party({ name: 'Strange Stamps', purpose: numbers.timeStamping }, strangeRoot)
export const rsaSigner = party({ name: 'RSA User', kind: 'rsa' }, rsaRoot)
export const ecSigner = party({ name: 'EC User', kind: 'ec' }, rsaRoot)
