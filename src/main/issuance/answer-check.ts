import {
  type Certificate,
  equalBytes,
  PkiError,
  parseCertificate,
  parseEnvelopedKey,
  verifyChain,
} from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'

export type CollectedAnswer = {
  readonly signatureCertificate: Uint8Array
  readonly encryptionCertificate: Uint8Array
  /** null if it encloses no key. */
  readonly envelopedKey: Uint8Array | null
  readonly chain: readonly Uint8Array[]
}

export type Expected = {
  /** DER of the name that the authority promised when the request was opened. */
  readonly subject: Uint8Array
  /** The key that was made for this request, as 04||X||Y. */
  readonly publicKey: Uint8Array
  /** The certificates by which the authority was known before it answered. */
  readonly known: readonly Uint8Array[]
  /** The authority's time. */
  readonly at: Date
  /** The encryption key that is on the token already and stays; null if the authority makes one and encloses it. */
  readonly heldKey: Uint8Array | null
  /** Between which days the certificates may end; null if nothing was told. */
  readonly ends: { readonly from: Date; readonly until: Date } | null
}

/** A new certificate may begin slightly ahead of our clock, which was compared only to the second. */
const clockToleranceMs = 5 * 60_000

const readable = <T>(read: () => T, code: 'authority-answer-unreadable' | 'envelope-broken'): T => {
  try {
    return read()
  } catch (error) {
    throw error instanceof PkiError ? new AssistantError(code, {}, error) : error
  }
}

const certificateOf = (der: Uint8Array): Certificate =>
  readable(() => parseCertificate(der), 'authority-answer-unreadable')

const momentFor = (certificate: Certificate, at: Date): Date => {
  const ahead = certificate.notBefore.getTime() - at.getTime()
  return ahead > 0 && ahead <= clockToleranceMs ? certificate.notBefore : at
}

const isRoot = (certificate: Certificate): boolean =>
  equalBytes(certificate.subject.raw, certificate.issuer.raw)

const checkChain = (
  certificate: Certificate,
  purpose: 'signing' | 'encryption',
  intermediates: readonly Certificate[],
  { known, at }: Expected,
): void => {
  const trusted = known.map(certificateOf).filter(isRoot)
  const moment = momentFor(certificate, at)
  const { ok, problems } = verifyChain(certificate, { trusted, intermediates, purpose, at: moment })
  if (!ok)
    throw new AssistantError('certificate-untrusted', {}, problems.map(({ reason }) => reason).join(', '))
  // A certificate that does not say what it is for may be used for anything; one of a pair has to say it.
  if (certificate.use !== purpose && certificate.use !== 'both')
    throw new AssistantError('certificate-untrusted', {}, 'wrong-usage')
}

const checkSubject = (certificate: Certificate, expected: Expected): void => {
  if (!equalBytes(certificate.subject.raw, expected.subject))
    throw new AssistantError('certificate-other-subject')
}

const isKey = ({ publicKey }: Certificate, point: Uint8Array): boolean =>
  publicKey.type === 'sm2' && equalBytes(publicKey.point, point)

const checkEnd = ({ notAfter }: Certificate, { ends }: Expected): void => {
  if (ends !== null && (notAfter < ends.from || notAfter > ends.until))
    throw new AssistantError('certificate-other-dates')
}

/** The encryption certificate belongs to the key that is enclosed, or to the one that stays; then none is enclosed. */
const checkEncryptionKey = (
  encryption: Certificate,
  { envelopedKey }: CollectedAnswer,
  { heldKey }: Expected,
): void => {
  if (heldKey === null) {
    if (envelopedKey === null) throw new AssistantError('envelope-broken')
    const enveloped = readable(() => parseEnvelopedKey(envelopedKey), 'envelope-broken')
    if (!isKey(encryption, enveloped.publicKey)) throw new AssistantError('envelope-broken')
    return
  }
  if (!isKey(encryption, heldKey)) throw new AssistantError('certificate-other-key')
  // Nobody else may have a key that was to stay on the token alone.
  if (envelopedKey !== null) throw new AssistantError('authority-answer-unreadable')
}

/**
 * Checks whether the authority's answer is what this request may get: the promised holder, the key made for it, a chain
 * to a root that was known before, and an encryption pair that belongs to its certificate. Throws what is wrong.
 */
export const checkAnswer = (answer: CollectedAnswer, expected: Expected): void => {
  const signature = certificateOf(answer.signatureCertificate)
  const encryption = certificateOf(answer.encryptionCertificate)
  const intermediates = answer.chain.map(certificateOf)
  checkSubject(signature, expected)
  checkSubject(encryption, expected)
  if (!isKey(signature, expected.publicKey)) throw new AssistantError('certificate-other-key')
  checkChain(signature, 'signing', intermediates, expected)
  checkChain(encryption, 'encryption', intermediates, expected)
  checkEncryptionKey(encryption, answer, expected)
  for (const certificate of [signature, encryption]) checkEnd(certificate, expected)
}
