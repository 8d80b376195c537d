import { certificateIn, type KeyId, type PresentToken } from '../../native/index.ts'
import { type Certificate, equalBytes, isParty, type Party } from '../../pki/index.ts'

/** A certificate on a token that is here, or the key of one that is only in a file. */
export type AtHand = {
  readonly present: PresentToken
  readonly keyId: KeyId
  /** null if only the key is here. */
  readonly onToken: Certificate | null
  /** Whether the private key is here too. A token that shows no public keys may have it. */
  readonly hasKey: boolean
}

const pointOf = ({ publicKey }: Certificate): Uint8Array | null =>
  publicKey.type === 'sm2' ? publicKey.point : null

const keyFor = ({ keys }: PresentToken, certificate: Certificate): KeyId | null => {
  const point = pointOf(certificate)
  const found = keys.find(({ publicKey }) => point && publicKey && equalBytes(publicKey, point))
  return found?.keyId ?? null
}

const showsKeys = ({ keys }: PresentToken): boolean => keys.some(({ publicKey }) => publicKey !== null)

type Wanted = (certificate: Certificate) => boolean

const onOne = (present: PresentToken, wanted: Wanted): readonly AtHand[] =>
  present.certificates.flatMap(({ der, keyId: storedKeyId }) => {
    const certificate = certificateIn(der)
    if (certificate === null || !wanted(certificate)) return []
    const keyId = keyFor(present, certificate)
    const hasKey = keyId !== null || !showsKeys(present)
    return [{ present, keyId: keyId ?? storedKeyId, onToken: certificate, hasKey }]
  })

/** One with its key counts before one without. */
const best = (found: readonly AtHand[]): AtHand | null =>
  found.find(({ hasKey }) => hasKey) ?? found[0] ?? null

/** The certificate that a recipient of a file names. Keys that are kept from before a renewal count too. */
export const atHandFor = (tokens: readonly PresentToken[], party: Party): AtHand | null =>
  best(tokens.flatMap((present) => onOne(present, (certificate) => isParty(party, certificate))))

/** A key whose certificate is no longer on its token: it was renewed, and the key has stayed. */
export const atHandWith = (tokens: readonly PresentToken[], point: Uint8Array): AtHand | null => {
  const isIts: Wanted = (certificate) => {
    const own = pointOf(certificate)
    return own !== null && equalBytes(own, point)
  }
  const found = best(tokens.flatMap((present) => onOne(present, isIts)))
  return found?.hasKey ? found : null
}

/** The key of a certificate, wherever it is. Its certificate need not be on the token. */
export const atHandOf = (tokens: readonly PresentToken[], certificate: Certificate): AtHand | null => {
  const isIt: Wanted = (one) => equalBytes(one.raw, certificate.raw)
  const bare = tokens.flatMap((present) => {
    const keyId = keyFor(present, certificate)
    return keyId === null ? [] : [{ present, keyId, onToken: null, hasKey: true }]
  })
  return best([...tokens.flatMap((present) => onOne(present, isIt)), ...bare])
}
