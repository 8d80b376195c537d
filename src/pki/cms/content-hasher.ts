import { sha1 } from '@noble/hashes/legacy.js'
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { joined, toHex } from '../bytes.ts'
import { OID } from '../oids.ts'
import { sm2Z } from '../sm2/index.ts'
import { Sm3 } from '../sm3/index.ts'
import type { Certificate } from '../x509/model.ts'
import { isParty } from './party.ts'
import type { SignedMessage } from './signed.ts'
import { isAttributeSet, type SignedContent } from './signer.ts'

type Running = { update: (piece: Uint8Array) => unknown; digest: () => Uint8Array }

const STARTS: Readonly<Record<string, () => Running>> = {
  [OID.sm3]: () => new Sm3(),
  [OID.sm3Keyless]: () => new Sm3(),
  [OID.sha1]: () => sha1.create(),
  [OID.sha224]: () => sha224.create(),
  [OID.sha256]: () => sha256.create(),
  [OID.sha384]: () => sha384.create(),
  [OID.sha512]: () => sha512.create(),
}

/** A set of attributes is never longer: see `isAttributeSet`. */
const KEPT = 1024 * 1024
const SET = 0x31

export type ContentHasher = {
  readonly update: (piece: Uint8Array) => void
  readonly finish: () => SignedContent
}

/**
 * Takes the content of a detached message in pieces, however long it is, and keeps what its signers need:
 * hand the result to `verifySignedMessage`.
 */
export function contentHasher(
  message: SignedMessage,
  certificates: readonly Certificate[] = [],
): ContentHasher {
  const known = [...message.certificates, ...certificates]
  const plain = new Map<string, Running>()
  const forKeys = new Map<string, Running>()
  for (const signer of message.signers) {
    const key = known.find((one) => isParty(signer.party, one))?.publicKey
    const start = STARTS[signer.digestAlgorithm]
    if (signer.attributesDer === null && key?.type === 'sm2')
      forKeys.set(toHex(key.point), new Sm3().update(sm2Z(key.point)))
    else if (start !== undefined && !plain.has(signer.digestAlgorithm))
      plain.set(signer.digestAlgorithm, start())
  }
  return running(plain, forKeys)
}

function running(plain: ReadonlyMap<string, Running>, forKeys: ReadonlyMap<string, Running>): ContentHasher {
  const all = [...plain.values(), ...forKeys.values()]
  const head: Uint8Array[] = []
  let length = 0
  const keep = (piece: Uint8Array) => {
    const first = length === 0 ? piece[0] : head[0]?.[0]
    if (first === SET && length + piece.length <= KEPT) head.push(new Uint8Array(piece))
    length += piece.length
  }
  const digests = (some: ReadonlyMap<string, Running>) =>
    new Map([...some].map(([name, one]) => [name, one.digest()]))
  return {
    update: (piece) => {
      keep(piece)
      for (const one of all) one.update(piece)
    },
    finish: () => {
      const set = length <= KEPT && isAttributeSet(joined(head))
      return { digests: { plain: digests(plain), forKeys: digests(forKeys), isAttributeSet: set } }
    },
  }
}
