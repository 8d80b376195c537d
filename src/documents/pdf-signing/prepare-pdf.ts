import { type Certificate, detachedMessageRoom, detachedMessageToSign } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { visibleName } from '../../shared/visible.ts'
import { openPdf, type PdfFile } from '../pdf-structure/pdf-file.ts'
import { dict, name, number, text } from '../pdf-structure/serialised.ts'
import { entry, type PdfDict, type PdfRef } from '../pdf-structure/values.ts'
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
import { appearancesOf, type Look, sizeOf } from './appearance.ts'
import { type Drafts, draftsFor } from './drafts.ts'
import { freshFieldName, hangInForm, hangInPage } from './form.ts'
import { rectangleOf, type SeenPage, seenPages } from './page-geometry.ts'
import { draftedSignature, numbers, ranged, type Statement } from './signature-dictionary.ts'
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

const nothingShown = { width: 0, height: 0 }

const stampsFor = (look: Look | null, pages: readonly SeenPage[], { places }: SigningRequest) =>
  look === null ? [] : stampsOn(places, pages, look === null ? nothingShown : sizeOf(look))

const print = 4
const readOnly = 64
const locked = 128
const lockedContents = 512

type Scene = {
  readonly file: PdfFile
  readonly drafts: Drafts
  readonly pages: readonly SeenPage[]
  readonly caption: string
}

type Placed = {
  readonly page: SeenPage
  readonly entries: Readonly<Record<string, ReturnType<typeof number>>>
}

/** What every annotation has: its page, its place and its appearance. */
const placed = (stamp: Stamp, appearance: PdfRef, pages: readonly SeenPage[]): Placed => {
  const page = pages[stamp.page]
  if (page === undefined) throw new RefusedFile('damaged', ['Pages'])
  return {
    page,
    entries: {
      Type: name('Annot'),
      P: page.ref,
      Rect: numbers(rectangleOf(stamp, page)),
      AP: dict({ N: appearance }),
    },
  }
}

/** Strips and repetitions are stamps of their own: a signature field has one widget only (ISO 32000-2, 12.7.5.5). */
const stampAnnotation = (stamp: Stamp, appearance: PdfRef, { pages, caption, drafts }: Scene) => {
  const { page, entries } = placed(stamp, appearance, pages)
  const annotation = dict({
    ...entries,
    Subtype: name('Stamp'),
    F: number(print | readOnly | locked | lockedContents),
    Contents: text(caption),
  })
  return { page: page.ref, ref: drafts.add(annotation) }
}

const signatureWidget = (
  signature: PdfRef,
  shown: { readonly stamp: Stamp; readonly appearance: PdfRef } | null,
  { file, pages, caption, drafts }: Scene,
) => {
  const [first] = pages
  if (first === undefined) throw new RefusedFile('damaged', ['Pages'])
  const unseen = { page: first, entries: { Type: name('Annot'), P: first.ref, Rect: numbers([0, 0, 0, 0]) } }
  const { page, entries } = shown === null ? unseen : placed(shown.stamp, shown.appearance, pages)
  const widget = dict({
    ...entries,
    Subtype: name('Widget'),
    FT: name('Sig'),
    T: text(freshFieldName(file)),
    TU: text(caption),
    F: number(print | locked),
    V: signature,
    ...(page.turn === 0 ? {} : { MK: dict({ R: number(page.turn) }) }),
  })
  return { page: page.ref, ref: drafts.add(widget) }
}

/** All annotations of the signature, its widget first. */
const annotated = (signature: PdfRef, look: Look | null, stamps: readonly Stamp[], scene: Scene) => {
  const { drafts, pages } = scene
  const [first, ...others] = stamps
  if (look === null || first === undefined) return [signatureWidget(signature, null, scene)]
  const appearanceOf = appearancesOf(look, drafts)
  const drawn = (stamp: Stamp): PdfRef => {
    const page = pages[stamp.page]
    if (page === undefined) throw new RefusedFile('damaged', ['Pages'])
    return appearanceOf(stamp, page)
  }
  const widget = signatureWidget(signature, { stamp: first, appearance: drawn(first) }, scene)
  return [widget, ...others.map((stamp) => stampAnnotation(stamp, drawn(stamp), scene))]
}

const hungIn = (annotations: ReturnType<typeof annotated>, { file, drafts }: Scene): void => {
  const byPage = new Map<PdfRef, PdfRef[]>()
  for (const { page, ref } of annotations) byPage.set(page, [...(byPage.get(page) ?? []), ref])
  for (const [page, refs] of byPage) hangInPage(page, refs, file, drafts)
}

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
