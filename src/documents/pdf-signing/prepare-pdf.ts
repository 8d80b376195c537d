import { type Certificate, detachedMessageRoom, detachedMessageToSign } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { visibleName } from '../../shared/visible.ts'
import { openPdf, type PdfFile } from '../pdf-structure/pdf-file.ts'
import { entry, type PdfDict } from '../pdf-structure/values.ts'
import { permissionsOf } from '../pdf-verification/permissions.ts'
import { signaturesOf } from '../pdf-verification/signature-fields.ts'
import { verifyPdf } from '../pdf-verification/verify-pdf.ts'
import { RefusedFile } from '../refused-file.ts'
import type { DocumentToSign, SigningRequest } from '../signing/model.ts'
import { largestFile, limitMiB, refusing, withValue } from '../signing/refusals.ts'
import { checkExisting, checkResult } from '../signing/result.ts'
import { checkCertificate, checkedSeal, trustOf } from '../signing/signer.ts'
import { type Stamp, stampsOn } from '../signing/stamps.ts'
import { documentKind } from '../verify-document.ts'
import { annotated, hungIn } from './annotations.ts'
import { type Look, sizeOf } from './appearance.ts'
import { draftsFor } from './drafts.ts'
import { hangInForm } from './form.ts'
import { type SeenPage, seenPages } from './page-geometry.ts'
import { draftedSignature, ranged, type Statement } from './signature-dictionary.ts'
import { updatedPdf } from './update.ts'
import type { Words } from './words.ts'

export type PdfSigningRequest = SigningRequest & {
  /** Certificates to send along, up to the root or not. */
  readonly chain?: readonly Certificate[]
  /** The seal whose picture is shown, as its file or a token holds it; null: the certificate signs alone. */
  readonly seal: Uint8Array | null
  /** Shown in place of the picture. Without it and without a seal nothing is shown. */
  readonly words?: Words
  readonly reason?: string
  readonly location?: string
}

const mostSignatures = 100

const opened = (bytes: Uint8Array): PdfFile => {
  if (bytes.length > largestFile) throw new AssistantError('signing-too-large', { limit: limitMiB })
  if (documentKind(bytes) !== 'pdf') throw new AssistantError('signing-not-pdf')
  const file = openPdf(bytes)
  if (entry(file.trailer, 'Encrypt').kind !== 'null') throw new AssistantError('signing-encrypted')
  return file
}

/** The signature that the catalog names as the one that certifies the document (12.8.4). */
const certifyingIn = (file: PdfFile): readonly PdfDict[] => {
  const permissions = file.dict(entry(file.catalog, 'Perms'))
  const signature = permissions === null ? null : file.dict(entry(permissions, 'DocMDP'))
  return signature === null ? [] : [signature]
}

/** What earlier signatures permit: a signature more at level 2, and nothing at level 1. */
const checkPermitted = (file: PdfFile, stamps: readonly Stamp[]): void => {
  const signatures = signaturesOf(file).map(({ dict: one }) => one)
  if (signatures.length >= mostSignatures) throw new RefusedFile('limits-exceeded')
  const all = [...signatures, ...certifyingIn(file)]
  if (all.some((one) => permissionsOf(one, file).level === 1)) throw new AssistantError('signing-locked')
  // Strips besides the signature's own are annotations, which lie over what somebody else has signed.
  if (all.length > 0 && stamps.length > 1) throw new AssistantError('signing-one-place-only')
}

const lookOf = ({ words, seal, ...request }: PdfSigningRequest): Look | null => {
  const checked = seal === null ? null : checkedSeal(seal, request)
  if (words !== undefined) return { kind: 'words', words }
  return checked === null ? null : { kind: 'seal', seal: checked }
}

const stampsFor = (look: Look | null, pages: readonly SeenPage[], { places }: SigningRequest) =>
  look === null ? [] : stampsOn(places, pages, sizeOf(look))

const statementOf = (request: PdfSigningRequest): Statement => {
  const { certificate, time, reason, location } = request
  return { signer: visibleName(commonNameOf(certificate)), time, reason, location }
}

const commonNameOf = ({ subject }: Certificate): string => subject.cn ?? subject.o ?? subject.text

/** The update with everything but the message. */
const drafted = (
  file: PdfFile,
  pages: readonly SeenPage[],
  look: Look | null,
  stamps: readonly Stamp[],
  request: PdfSigningRequest,
) => {
  const { certificate, chain = [], time } = request
  const drafts = draftsFor(file)
  const statement = statementOf(request)
  const caption = look?.kind === 'seal' ? visibleName(look.seal.name) : statement.signer
  const scene = { file, drafts, pages, caption }
  const signature = drafts.reserve()
  const annotations = annotated(signature, look, stamps, scene)
  const [widget] = annotations
  if (widget === undefined) throw new RefusedFile('damaged')
  hangInForm(widget.ref, file, drafts)
  hungIn(annotations, scene)
  const body = draftedSignature(statement, detachedMessageRoom({ certificate, chain, signingTime: time }))
  drafts.put(signature, body)
  return ranged(updatedPdf(file, drafts.objects), signature.number, body)
}

/**
 * Prepares a PDF for one more signature, as an update behind the bytes that are there: sign `digest` (on a token) or
 * `toBeSigned`, then call `finish`. Refuses with an error of the catalogue.
 */
export const preparePdf = (bytes: Uint8Array, request: PdfSigningRequest): DocumentToSign =>
  refusing(() => {
    const { certificate, chain = [], time } = request
    const file = opened(bytes)
    checkCertificate(request, chain)
    const look = lookOf(request)
    const pages = seenPages(file)
    const stamps = stampsFor(look, pages, request)
    checkPermitted(file, stamps)
    const trust = trustOf(request)
    const before = verifyPdf(bytes, trust)
    checkExisting(before, request)
    const { pieces, filled } = drafted(file, pages, look, stamps, request)
    const spec = { pieces, certificate, chain, signingTime: time }
    const { message, digest, scheme, finish } = detachedMessageToSign(spec)
    return {
      toBeSigned: message,
      digest,
      scheme,
      finish: (signature) => {
        const signed = filled(withValue(finish, signature))
        checkResult(before, verifyPdf(signed, trust))
        return signed
      },
    }
  })
