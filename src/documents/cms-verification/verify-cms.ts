import {
  cmsKind,
  isParty,
  PkiError,
  parseSignedAndEnvelopedMessage,
  parseSignedMessage,
  type SignedAndEnvelopedMessage,
  type SignedContent,
  type SignedMessage,
  verifySignedMessage,
} from '../../pki/index.ts'
import { type Reason, reason } from '../../shared/documents/reasons.ts'
import type { FileVerdict, SignatureVerdict } from '../../shared/documents/verdict.ts'
import { judgeCmsSigner } from '../judgement/cms-signer.ts'
import { certificateFacts } from '../judgement/facts.ts'
import { concluded, concludedFile } from '../judgement/signature-verdict.ts'
import type { Trust } from '../judgement/trust.ts'
import { messageForm } from '../signed-value/signed-value.ts'

const alone = { seal: { state: 'none' }, addedAfter: { state: 'nothing' } } as const

const file = (signatures: readonly SignatureVerdict[], reasons: readonly Reason[] = []): FileVerdict =>
  concludedFile({ kind: 'cms', signatures, reasons })

/** Every signer of a message. They sign side by side, each the whole content. */
export const judgeSigners = (
  message: SignedMessage,
  content: SignedContent | null,
  trust: Trust,
): FileVerdict => {
  const verdicts = verifySignedMessage(message, {
    certificates: trust.certificates,
    ...(content !== null && { content }),
  })
  return file(
    verdicts.map((verdict, i) => {
      const judged = judgeCmsSigner({ verdict, beside: message.certificates, stated: null, trust })
      const coverage = verdict.problem === 'content-missing' ? 'unknown' : 'whole'
      const form = messageForm(message)
      return concluded({ ...judged, ...alone, form, id: String(i + 1), coverage: { state: coverage } })
    }),
  )
}

/** What a message that is signed and sealed tells before it is opened: who says to have signed it. */
export const judgeUnopened = (
  { signers, certificates }: Pick<SignedMessage, 'signers' | 'certificates'>,
  contentType: string,
): FileVerdict =>
  file(
    signers.map(({ party, signingTime }, i) => {
      const certificate = certificates.find((one) => isParty(party, one))
      return concluded({
        ...alone,
        id: String(i + 1),
        form: messageForm({ contentType }),
        coverage: { state: 'unknown' },
        signer:
          certificate === undefined
            ? { state: 'unknown' }
            : { state: 'named', certificate: certificateFacts(certificate) },
        chain: { state: 'not-checked' },
        time: signingTime === null ? { state: 'none' } : { state: 'claimed', at: signingTime.toISOString() },
        reasons: [reason('sealed')],
      })
    }),
  )

const judgeSealed = (message: SignedAndEnvelopedMessage): FileVerdict =>
  judgeUnopened(message, message.encrypted.contentType)

/** A message without any signer is read as one by the structure alone. */
const isUnsigned = (error: unknown): boolean =>
  error instanceof PkiError && error.structure.startsWith('Signed') && error.reason === 'missing-field'

const verified = (bytes: Uint8Array, trust: Trust): FileVerdict => {
  switch (cmsKind(bytes)) {
    case 'signed':
      return judgeSigners(parseSignedMessage(bytes), null, trust)
    case 'signed-and-enveloped':
      return judgeSealed(parseSignedAndEnvelopedMessage(bytes))
    case 'enveloped':
    case 'data':
      return file([])
    case null:
      return concludedFile({ kind: null, signatures: [], reasons: [reason('not-a-document')] })
  }
}

/** Runs a verification of a message. What cannot be read is damaged; what nobody signed is unsigned. */
export const guarded = (verify: () => FileVerdict): FileVerdict => {
  try {
    return verify()
  } catch (error) {
    if (isUnsigned(error)) return file([])
    if (!(error instanceof PkiError)) throw error
    const code = error.reason === 'too-large' ? 'limits-exceeded' : 'damaged'
    return file([], [reason(code, [error.message])])
  }
}

/** Verifies a message of GM/T 0010 or PKCS#7, in DER, BER, PEM or base64, that holds what was signed. */
export const verifyCms = (bytes: Uint8Array, trust: Trust): FileVerdict =>
  guarded(() => verified(bytes, trust))
