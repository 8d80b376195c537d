import {
  type Certificate,
  type ElectronicSeal,
  PkiError,
  parseSeal,
  signingMethodOf,
} from '../../pki/index.ts'
import { type ReasonCode, reasonWeights } from '../../shared/documents/reasons.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { judgeChain } from '../judgement/chain.ts'
import { judgeSeal } from '../judgement/seal.ts'
import type { Trust } from '../judgement/trust.ts'
import type { SigningRequest } from './model.ts'

const outOfDate: ReadonlySet<ReasonCode> = new Set([
  'signer-expired',
  'signer-not-yet-valid',
  'signer-revoked',
  'expired-since',
  'revoked-since',
])

/** Everything is judged for the moment of the signature. */
export const trustOf = ({ trust, time }: Pick<SigningRequest, 'trust' | 'time'>): Trust => ({
  roots: [],
  certificates: [],
  crls: [],
  ...trust,
  now: time,
})

const checkKey = (certificate: Certificate): void => {
  try {
    signingMethodOf(certificate)
  } catch (error) {
    if (error instanceof PkiError) throw new AssistantError('signing-certificate-unfit', {}, error)
    throw error
  }
}

/** What a verifier would refuse in the certificate is refused before anybody signs. */
export const checkCertificate = (request: SigningRequest, chain: readonly Certificate[] = []): void => {
  const { certificate, time } = request
  const question = {
    leaf: certificate,
    moment: { at: time, kind: 'claimed' },
    beside: chain,
    trust: trustOf(request),
  } as const
  const codes = judgeChain(question).reasons.map(({ code }) => code)
  const late = codes.find((code) => outOfDate.has(code))
  if (late !== undefined) throw new AssistantError('signing-certificate-out-of-date', { reason: late })
  const unfit = codes.find((code) => reasonWeights[code] === 'refuses')
  if (unfit !== undefined) throw new AssistantError('signing-certificate-unfit', { reason: unfit })
  checkKey(certificate)
}

/** A seal on paper is never larger, in millimetres. */
const largestSide = 300

const sealIn = (bytes: Uint8Array): ElectronicSeal => {
  try {
    return parseSeal(bytes)
  } catch (error) {
    if (error instanceof PkiError) throw new AssistantError('signing-seal-unfit', {}, error)
    throw error
  }
}

const sealRefusal = (code: ReasonCode): AssistantError => {
  if (code === 'signer-not-in-seal') return new AssistantError('signing-seal-other-certificate')
  if (code === 'seal-expired' || code === 'seal-not-yet-valid')
    return new AssistantError('signing-seal-out-of-date')
  return new AssistantError('signing-seal-unfit', { reason: code })
}

/** Reads a seal and refuses it for whatever a verifier would refuse. */
export const checkedSeal = (bytes: Uint8Array, request: SigningRequest): ElectronicSeal => {
  const seal = sealIn(bytes)
  const { width, height } = seal.picture
  if (Math.min(width, height) < 1 || Math.max(width, height) > largestSide)
    throw new AssistantError('signing-seal-unfit', { reason: 'size' })
  const reasons = judgeSeal(seal, request.certificate, request.time, trustOf(request))
  const refused = reasons.find(({ code }) => reasonWeights[code] === 'refuses')
  if (refused !== undefined) throw sealRefusal(refused.code)
  return seal
}
