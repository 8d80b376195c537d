import { describe, expect, it } from 'vitest'
import * as pki from '../../../src/pki/index.ts'
import { freshParty, freshRoot } from './authority.ts'
import { SADK_SIGNED } from './samples.ts'

const root = freshRoot()
const reader = freshParty(root, { profile: 'encryption', name: '加密' })
const pair = pki.generateSm2KeyPair()
const request = () => {
  const { tbs, digest } = pki.csrToSign({ subject: [['CN', '甲']], publicKey: pair.publicKey })
  return pki.finishCsr(tbs, pki.sm2SignDigest(pair.privateKey, digest))
}
const sealed = pki.sealMessage(new Uint8Array(40), [reader.certificate])
const signed = pki.derOf(SADK_SIGNED)

/** The same with this number in place of its version, which is its first INTEGER. */
const withVersion = (bytes: Uint8Array, version: number): Uint8Array => {
  const at = Buffer.from(bytes).indexOf(Buffer.from('0201', 'hex'))
  return Uint8Array.from(bytes).with(at + 2, version)
}

// A later version may say something that the reader would miss; an earlier one is what people have.
const structures: readonly (readonly [
  string,
  Uint8Array,
  (bytes: Uint8Array) => unknown,
  number[],
  number[],
])[] = [
  ['a signed message', signed, pki.parseSignedMessage, [1, 3], [0, 2, 4, 5]],
  ['the head of one', signed, pki.readSignedHead, [0, 1, 2, 3, 4], [5, 100]],
  ['a sealed message', sealed, pki.parseEnvelopedMessage, [0, 1, 2], [3, 4]],
  ['the head of one', sealed, pki.readEnvelopeHead, [0, 1, 2, 3, 4], [5, 100]],
  ['a request', request(), pki.parseCsr, [0], [1, 2]],
  ['a private key', pki.encodeSm2PrivateKey(pair), pki.parseSm2PrivateKey, [0, 1], [2, 3]],
]

describe.each(structures)('%s', (_, bytes, read, known, unknown) => {
  it(`is read in the versions ${known.join(', ')} and in no other`, () => {
    for (const version of known) expect(() => read(withVersion(bytes, version))).not.toThrow()
    for (const version of unknown)
      expect(() => read(withVersion(bytes, version))).toThrow(/unsupported-version/)
  })
})
