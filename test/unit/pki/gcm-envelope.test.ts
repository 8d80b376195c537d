import { describe, expect, it } from 'vitest'
import { context, der } from '../../../src/pki/der/index.ts'
import * as pki from '../../../src/pki/index.ts'
import { freshParty, freshRoot } from './authority.ts'

// Messages whose content is under SM4-GCM: EnvelopedData with the tag behind the ciphertext, as the Go libraries write
// it, and AuthEnvelopedData of RFC 5083. Written here element by element.

const root = freshRoot()
const holder = freshParty(root, { profile: 'encryption' })
const content = new TextEncoder().encode('国密信封')
const key = pki.randomBytes(16)
const AUTHENTICATED = '1.2.840.113549.1.9.16.1.23'
const ENVELOPED = '1.2.840.113549.1.7.3'

type Making = {
  readonly nonce?: Uint8Array
  readonly tagLength?: number | null
  readonly aad?: Uint8Array | null
  readonly type?: string
  /** A ciphertext in pieces, as an OCTET STRING inside the tag. */
  readonly pieces?: boolean
  /** The shared information of GM/T 0010 behind the ciphertext: [1], [2] or both. */
  readonly shared?: readonly number[]
  readonly changed?: 'ciphertext' | 'tag' | 'aad'
}

const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((byte, i) => (i === 3 ? byte ^ 1 : byte))

function message(making: Making = {}): Uint8Array {
  const {
    nonce = pki.randomBytes(12),
    tagLength = 16,
    aad = null,
    type = ENVELOPED,
    pieces = false,
    shared = [],
    changed,
  } = making
  const covered = aad === null ? new Uint8Array() : der.element(0x31, aad)
  const sealed = pki.sm4GcmSeal(key, nonce, content, covered)
  const tag = sealed.tag.subarray(0, tagLength ?? 12)
  const [written, mac] = [
    changed === 'ciphertext' ? flipped(sealed.ciphertext) : sealed.ciphertext,
    changed === 'tag' ? flipped(tag) : tag,
  ]
  const parameters = der.sequence(der.octets(nonce), ...(tagLength === null ? [] : [der.integer(tagLength)]))
  const body = type === AUTHENTICATED ? written : pki.concat(written, mac)
  const info = der.sequence(
    der.oid('1.2.840.113549.1.7.1'),
    der.sequence(der.oid(pki.OID.sm4Gcm), parameters),
    pieces
      ? der.element(context(0), der.octets(body.subarray(0, 5)), der.octets(body.subarray(5)))
      : der.implicit(0, body),
    ...shared.map((number) => der.implicit(number, pki.randomBytes(16))),
  )
  const recipient = der.sequence(
    der.integer(1),
    der.sequence(holder.certificate.issuer.raw, der.element(2, holder.certificate.serial)),
    der.sequence(der.oid(pki.OID.sm2Encryption)),
    der.octets(pki.sm2Encrypt(holder.keys.publicKey, key)),
  )
  const attributes = changed === 'aad' && aad !== null ? flipped(aad) : aad
  const ending =
    type === AUTHENTICATED
      ? [...(attributes === null ? [] : [der.element(context(1), attributes)]), der.octets(mac)]
      : []
  const inner = der.sequence(
    der.integer(type === AUTHENTICATED ? 0 : 1),
    der.setOf(recipient),
    info,
    ...ending,
  )
  return der.sequence(der.oid(type), der.explicit(0, inner))
}

const opened = (making?: Making): Uint8Array =>
  pki.openMessage(pki.parseEnvelopedMessage(message(making)), holder.certificate, holder.keys.privateKey)

describe('a message under SM4-GCM', () => {
  it.each<readonly [string, Making]>([
    ['with the tag behind the ciphertext', {}],
    ['with a ciphertext in pieces', { pieces: true }],
    ['with a tag of 12 bytes that is not stated', { tagLength: null }],
    ['with a nonce of 16 bytes', { nonce: pki.randomBytes(16) }],
    ['with a nonce of 8 bytes', { nonce: pki.randomBytes(8) }],
    ['with shared information behind it', { type: pki.OID.gmEnvelopedData, shared: [1, 2] }],
    ['with only the first part of it', { type: pki.OID.gmEnvelopedData, shared: [1] }],
    ['with only the second part of it', { type: pki.OID.gmEnvelopedData, shared: [2] }],
    ['as AuthEnvelopedData', { type: AUTHENTICATED }],
    ['as AuthEnvelopedData with attributes', { type: AUTHENTICATED, aad: der.sequence(der.oid('1.2.3')) }],
  ])('%s opens', (_, making) => {
    expect(opened(making)).toEqual(content)
    expect(pki.cmsKind(message(making))).toBe('enveloped')
  })

  it.each<readonly [string, Making]>([
    ['ciphertext', { changed: 'ciphertext' }],
    ['tag', { changed: 'tag' }],
    ['ciphertext of AuthEnvelopedData', { type: AUTHENTICATED, changed: 'ciphertext' }],
    ['code of AuthEnvelopedData', { type: AUTHENTICATED, changed: 'tag' }],
  ])('with a changed %s gives nothing', (_, making) => {
    expect(() => opened(making)).toThrow(expect.objectContaining({ reason: 'bad-ciphertext' }))
  })

  it.each([[[3]], [[2, 1]], [[1, 1]]])(
    'is refused with %j behind it, which GM/T 0010 does not know',
    (shared) => {
      expect(() => opened({ type: pki.OID.gmEnvelopedData, shared })).toThrow(pki.PkiError)
    },
  )

  it('with changed attributes gives nothing', () => {
    const aad = der.sequence(der.oid('1.2.3.4.5'))
    const attempt = () => opened({ type: AUTHENTICATED, aad, changed: 'aad' })
    expect(attempt).toThrow(expect.objectContaining({ reason: 'bad-ciphertext' }))
  })

  it('is refused with a tag too short to protect', () => {
    expect(() => opened({ tagLength: 8 })).toThrow(expect.objectContaining({ reason: 'bad-length' }))
  })

  it('tells from its head who may open it', () => {
    for (const type of [ENVELOPED, AUTHENTICATED]) {
      const head = pki.readEnvelopeHead(message({ type }))
      expect(head).toMatchObject({ kind: 'enveloped', algorithm: pki.OID.sm4Gcm, iv: null })
      expect(head.recipients).toHaveLength(1)
    }
  })
})
