export { type AlgorithmIdentifier, signatureAlgorithmName } from './algorithm.ts'
export {
  assembleSigned,
  buildCertificate,
  type CertificateSpec,
  certificatePoliciesExtension,
  certificateToSign,
  keyIdentifier,
  type NameInput,
  organisationCodeExtension,
  residentIdExtension,
} from './build.ts'
export { buildCrl, type CrlSpec, crlToSign, encodeListed, type ListedEntry } from './build-crl.ts'
export { verifyChain } from './chain.ts'
export type { ChainOptions, ChainProblem, ChainReason, ChainResult } from './chain-model.ts'
export {
  type Crl,
  crlCovers,
  crlEntryFor,
  listExtensions,
  listedSerials,
  parseCrl,
  REVOCATION_REASONS,
  type RevocationReason,
  type RevokedEntry,
  verifyCrl,
} from './crl.ts'
export { type BasicConstraints, type Extension, KEY_USAGES, type KeyUsage } from './extensions.ts'
export { isForHost } from './host-name.ts'
export type { Identity, IdentityFact, IdentityKind } from './identity.ts'
export type { Certificate, CertificateUse } from './model.ts'
export {
  type AttributeName,
  type DistinguishedName,
  encodeName,
  type NameAttribute,
  type NamePart,
  parseName,
} from './names.ts'
export { checkOcspResponse, type OcspCheck, type OcspVerdict } from './ocsp-check.ts'
export { certIdOf, isCertIdOf, type OcspCertId } from './ocsp-id.ts'
export { buildOcspRequest, type OcspRequest, parseOcspRequest } from './ocsp-request.ts'
export {
  buildOcspFailure,
  buildOcspResponse,
  type OcspAnswer,
  type OcspBasic,
  type OcspFailure,
  type OcspResponse,
  type OcspResponseSpec,
  type OcspStatus,
  parseOcspResponse,
} from './ocsp-response.ts'
export { fingerprintSha256, fingerprintSm3, MAX_CERTIFICATE, parseCertificate } from './parse.ts'
export { isSignedBy } from './path.ts'
export { type CertificateProfile, type ProfileInput, profileExtensions } from './profile.ts'
export { encodeSm2Spki, type PublicKey, parsePublicKey } from './public-key.ts'
export { usesSha1, verifySignature, verifySignatureOfDigest } from './signature.ts'
export {
  longestSignature,
  type SigningMethod,
  type SigningScheme,
  signingMethodOf,
} from './signing-method.ts'
