import { sha256 } from '@noble/hashes/sha2.js'
import { equalBytes } from '../bytes.ts'
import { OID } from '../oids.ts'
import { asDer } from '../sm2/signature-form.ts'
import { sm3 } from '../sm3/index.ts'
import type { Certificate } from '../x509/model.ts'
import { verifySignature } from '../x509/signature.ts'
import type { ElectronicSeal } from './model.ts'

/**
 * Whether the maker's signature over the seal is right. `verifyChain` tells whether to trust the maker's certificate.
 */
export function verifySeal(seal: ElectronicSeal): boolean {
  const { maker, signatureAlgorithm, signedPart, signature } = seal
  return verifySignature(maker.publicKey, signatureAlgorithm, signedPart, asDer(maker.publicKey, signature))
}

const DIGESTS: Readonly<Record<string, (data: Uint8Array) => Uint8Array>> = {
  [OID.sm3]: sm3,
  SM3: sm3,
  [OID.sha256]: sha256,
  'SHA-256': sha256,
  SHA256: sha256,
}

/** Whether the seal names this certificate as one that may use it. */
export function sealAdmits(seal: ElectronicSeal, certificate: Certificate): boolean {
  const { signers } = seal
  if (signers.kind === 'certificates') {
    return signers.certificates.some((one) => equalBytes(one.raw, certificate.raw))
  }
  return signers.digests.some(({ algorithm, value }) => {
    const digest = DIGESTS[algorithm.toUpperCase()]
    return digest !== undefined && equalBytes(digest(certificate.raw), value)
  })
}

export type SealProblem = 'bad-signature' | 'not-yet-valid' | 'expired' | 'other-certificate'

/** All reasons against using a seal with a certificate at a moment; empty means usable. */
export function sealProblems(
  seal: ElectronicSeal,
  certificate: Certificate,
  at: Date,
): readonly SealProblem[] {
  const problems: SealProblem[] = []
  if (!verifySeal(seal)) problems.push('bad-signature')
  if (at < seal.validFrom) problems.push('not-yet-valid')
  if (at > seal.validTo) problems.push('expired')
  if (!sealAdmits(seal, certificate)) problems.push('other-certificate')
  return problems
}
