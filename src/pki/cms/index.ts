export { type ContentHasher, contentHasher } from './content-hasher.ts'
export { type CmsKind, cmsKind } from './content-info.ts'
export { type DetachedMessageSpec, detachedMessageRoom, detachedMessageToSign } from './detached.ts'
export { decryptContent, type EncryptedContent } from './encrypted-content.ts'
export {
  ENVELOPE_HEAD,
  type EndMarks,
  type EnvelopeHead,
  isSignedHead,
  readEnvelopeHead,
  readSignedHead,
  type SignedHead,
} from './envelope-head.ts'
export {
  type EnvelopedMessage,
  openMessage,
  parseEnvelopedMessage,
  type Sealer,
  sealInParts,
  sealMessage,
} from './enveloped.ts'
export {
  type ContentSigner,
  type Frame,
  type Sealing,
  type Signers,
  type SignerToSign,
  sealedFrame,
  sealedLength,
  signedFrame,
  signerOfContent,
  signerOfDigest,
} from './frame.ts'
export { endsThere, type Opener, openInParts, opensInParts, signersBehind } from './in-parts.ts'
export { OctetContent, type StringStart } from './octet-content.ts'
export { withSigners } from './one-more-signer.ts'
export { isParty, type Party } from './party.ts'
export { type Recipient, recipientFor } from './recipient.ts'
export {
  certificatesOf,
  type MessageToSign,
  parseSignedMessage,
  type SignedMessage,
  type SignedMessageSpec,
  signedMessageToSign,
  verifySignedMessage,
} from './signed.ts'
export {
  envelopedKeyOf,
  parseSignedAndEnvelopedMessage,
  type SignedAndEnvelopedMessage,
  sealedMessageToSign,
  verifySealedMessage,
} from './signed-and-enveloped.ts'
export type { SignedAttribute, SignedContent, SignerInfo, SignerProblem, SignerVerdict } from './signer.ts'
export { parseTimeStamp, type TimeStamp, timeStampMatches } from './time-stamp.ts'
