import type { PresentToken } from '../../native/index.ts'
import { type Certificate, OID, type Party, type Recipient, toHex } from '../../pki/index.ts'
import type { RehearsalPlace, RehearsalRecipient } from '../../shared/models/index.ts'
import { certificateId, holderOf, issuerNameOf } from '../certificates/certificate-view.ts'
import { type AtHand, atHandFor, atHandOf, atHandWith } from './keys-at-hand.ts'
import { formerKey, type Seen, type SeenCertificates } from './seen-certificates.ts'

export type Known = {
  readonly tokens: readonly PresentToken[]
  readonly seen: Pick<SeenCertificates, 'find'>
  readonly nickname: (tokenId: string) => string | null
}

const algorithmOf = ({ keyAlgorithm }: Recipient): RehearsalRecipient['algorithm'] => {
  if (keyAlgorithm.startsWith('1.2.840.113549.1.1.')) return 'rsa'
  // GM/T 0006 numbers SM2 encryption .301.3; software also writes .301 and .301.1, and the number of EC keys.
  return keyAlgorithm.startsWith('1.2.156.10197.1.301') || keyAlgorithm === OID.ecPublicKey ? 'sm2' : 'other'
}

const placeOf = ({ present, hasKey, onToken }: AtHand): RehearsalPlace => {
  const tokenId = present.facts.id
  if (!hasKey) return { is: 'without-key', tokenId }
  return { is: 'here', tokenId, certificateId: onToken && certificateId(tokenId, onToken) }
}

const serialOf = (party: Party): string | null => (party.by === 'issuer-and-serial' ? party.serialHex : null)

const named = (party: Party) => ({
  issuer: party.by === 'issuer-and-serial' ? issuerNameOf(party) : null,
  serial: serialOf(party)?.slice(0, 200) ?? null,
  keyId: party.by === 'subject-key-id' ? toHex(party.subjectKeyId).slice(0, 200) : null,
})

const certified = (certificate: Certificate) => ({
  holder: holderOf(certificate),
  issuer: issuerNameOf(certificate),
  serial: certificate.serialHex.slice(0, 200),
  keyId: null,
  notAfter: certificate.notAfter.toISOString(),
})

const nobody: RehearsalRecipient = {
  ...{ holder: null, issuer: null, serial: null, keyId: null, notAfter: null },
  algorithm: 'other',
  place: { is: 'unknown' },
}

const lastPlace = (
  { tokens, nickname }: Known,
  { tokenId, tokenName, tokenKind, day }: Seen,
): RehearsalPlace =>
  tokens.some(({ facts }) => facts.id === tokenId)
    ? { is: 'removed', tokenId }
    : { is: 'seen', tokenName: nickname(tokenId) ?? tokenName, tokenKind, at: day }

const seenPlace = (party: Party, known: Known): Partial<RehearsalRecipient> => {
  const found = known.seen.find(party)
  if (found === null) return {}
  const { holder, notAfter, serial } = found
  const point = formerKey(known.seen, party)
  const kept = point && atHandWith(known.tokens, point)
  return { holder, notAfter, serial, place: kept ? placeOf(kept) : lastPlace(known, found) }
}

/** What is known here about one recipient of a file. */
export const recipientView = (recipient: Recipient | null, known: Known): RehearsalRecipient => {
  if (recipient === null) return nobody
  const { party } = recipient
  const algorithm = algorithmOf(recipient)
  const found = atHandFor(known.tokens, party)
  if (found?.onToken) return { ...certified(found.onToken), algorithm, place: placeOf(found) }
  return { ...nobody, ...named(party), algorithm, ...seenPlace(party, known) }
}

/** The same about a certificate: its holder is the one recipient of what others will seal to it. */
export const certificateRecipient = (certificate: Certificate, known: Known): RehearsalRecipient => {
  const { type } = certificate.publicKey
  const algorithm = type === 'sm2' || type === 'rsa' ? type : 'other'
  const found = atHandOf(known.tokens, certificate)
  const party: Party = {
    by: 'issuer-and-serial',
    issuer: certificate.issuer,
    serialHex: certificate.serialHex,
  }
  const place = found ? placeOf(found) : (seenPlace(party, known).place ?? ({ is: 'unknown' } as const))
  return { ...certified(certificate), algorithm, place }
}
