import {
  type Certificate,
  OID,
  PkiError,
  parseCertificate,
  parseSignedMessage,
  verifyChain,
  verifySignature,
  verifySignedMessage,
} from '../../pki/index.ts'
import { readStatement, type Statement } from '../../shared/web-signing/statement.ts'
import type { Answers, InvalidBecause, PageRequest, Signed } from '../../shared/web-signing/wire.ts'
import { holderOf } from '../certificates/certificate-view.ts'
import { fromBase64 } from '../files/base64.ts'
import type { SiteCertificates } from './site-certificates.ts'

type Verdict = Answers['verify']
type Asked = Extract<PageRequest, { readonly ask: 'verify' }>['signed']
type Read = { readonly statement: Statement; readonly certificate: Certificate; readonly isRight: boolean }

const invalid = (because: InvalidBecause): Verdict => ({ verdict: 'invalid', because })
const plain = ({ statement: text, signature, algorithm, certificate: der }: Signed): Read | null => {
  const statement = readStatement(text)
  const certificate = parseCertificate(fromBase64(der))
  if (statement === null) return null
  const [message, bytes] = [new TextEncoder().encode(text), fromBase64(signature)]
  const oid = algorithm === 'sm2-sm3' ? OID.sm2Signature : OID.rsaSha256
  return { statement, certificate, isRight: verifySignature(certificate.publicKey, oid, message, bytes) }
}

const inCms = (cms: string): Read | null => {
  const message = parseSignedMessage(fromBase64(cms))
  const [verdict] = verifySignedMessage(message)
  const certificate = verdict?.certificate ?? null
  if (message.content === null || verdict === undefined || certificate === null) return null
  // A decoder that left a mark of byte order out would read another text as the statement.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const statement = readStatement(decoder.decode(message.content))
  return statement && { statement, certificate, isRight: verdict.problem === null && !verdict.weak }
}

const read = (signed: Asked): Read | null => {
  try {
    return signed.form === 'cms' ? inCms(signed.cms) : plain(signed)
  } catch (error) {
    if (error instanceof PkiError || error instanceof TypeError) return null
    throw error
  }
}

/** Whether a certificate is good now, as far as the assistant knows its authority. */
export const chainVerdict = (
  certificate: Certificate,
  authorities: SiteCertificates['authorities'],
  at: Date,
): 'good' | 'untrusted' | 'expired' | 'not-yet-valid' => {
  const { trusted, known } = authorities(certificate)
  const { ok, problems } = verifyChain(certificate, { trusted, intermediates: known, at })
  const reasons = problems.map(({ reason }) => reason)
  if (reasons.includes('expired')) return 'expired'
  if (reasons.includes('not-yet-valid')) return 'not-yet-valid'
  return ok ? 'good' : 'untrusted'
}

/** What the assistant knows without asking an authority over the network. */
export const verdictOn = (
  signed: Asked,
  authorities: SiteCertificates['authorities'],
  isRevoked: (certificate: Certificate) => boolean,
): Verdict => {
  const found = read(signed)
  if (found === null) return invalid('malformed')
  const { statement, certificate, isRight } = found
  if (!isRight) return invalid('signature')
  if (isRevoked(certificate)) return invalid('revoked')
  const { trusted, known } = authorities(certificate)
  const { ok, problems } = verifyChain(certificate, {
    ...{ trusted, intermediates: known, purpose: 'signing' },
    at: new Date(statement.time),
  })
  const reasons = problems.map(({ reason }) => reason)
  if (reasons.includes('wrong-usage')) return invalid('usage')
  if (reasons.includes('expired') || reasons.includes('not-yet-valid')) return invalid('expired')
  if (!ok) return invalid('chain')
  const { origin, time } = statement
  return { verdict: 'valid', holder: holderOf(certificate), origin, time }
}
