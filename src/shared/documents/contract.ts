import { z } from 'zod'
import { base, exportedFile, id, nothing } from '../contract/base.ts'
import { errorReport } from '../errors/report.ts'
import { documentDrawing, fileVersion, pageDrawing } from './drawing-contract.ts'
import { documentRecipient, folderView, trustedRoot } from './model.ts'
import { fileVerdict } from './verdict.ts'

/** So many files can be on the list. */
export const mostDocuments = 1_000
/** A file that the page reads out, or that it draws, comes in parts of this size. */
export const partLength = 1024 * 1024

const fileIds = z.array(id).min(1).max(mostDocuments)
const path = z.string().min(1).max(4_096)
const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/)

/** What came onto the list, and what did not. */
const taken = z.object({
  added: z.array(id).readonly(),
  refused: z.array(z.object({ name: z.string(), error: errorReport }).readonly()).readonly(),
})

/** In millimetres from the upper left corner of the page as a person sees it. */
const spot = { left: z.number().min(0).max(5_000), top: z.number().min(0).max(5_000) }

/** Where a seal stands. `edges`: 骑缝章, cut into strips over the right edges of all pages. */
const sealPlace = z.discriminatedUnion('on', [
  z.object({ on: z.literal('page'), page: z.int().min(1).max(100_000), ...spot }).readonly(),
  z.object({ on: z.literal('every-page'), ...spot }).readonly(),
  z.object({ on: z.literal('edges'), top: spot.top }).readonly(),
])

/**
 * `message`: a message of GM/T 0010 beside or around the file; a file that is one already gets one more signer.
 * `seal`: inside an OFD or PDF, with a seal that is seen.
 */
const signingForm = z.discriminatedUnion('form', [
  z.object({ form: z.literal('message'), content: z.enum(['attached', 'detached']) }).readonly(),
  z.object({ form: z.literal('seal'), sealId: z.string().min(1).max(300), place: sealPlace }).readonly(),
])

const work = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('verify') }).readonly(),
  z.object({ kind: z.literal('sign'), certificateId: id, as: signingForm }).readonly(),
  z
    .object({
      kind: z.literal('encrypt'),
      recipients: z.array(id).min(1).max(100).readonly(),
      /** The certificate that also signs what is sealed; null if nobody does. */
      signer: id.nullable(),
    })
    .readonly(),
  /** With whichever key is here that opens the file, keys from before a renewal included. */
  z.object({ kind: z.literal('decrypt') }).readonly(),
])

/** Files are named by places that main reads itself. The PIN is asked for in the prompt window, once a job. */
export const documentsContract = {
  /** Folders are walked through. A file that is on the list already is not listed twice. */
  add: base.input(z.object({ paths: z.array(path).min(1).max(mostDocuments) })).output(taken),
  /** Asks with the system's own window; null if this shell has none, and `folder` shows the places. */
  choose: base.output(taken.nullable()),
  folder: base.input(z.object({ path: path.nullable() })).output(folderView),
  /**
   * A file that was dropped onto a window of a browser, which does not tell its place. A copy is put into the folder
   * 证书助手 among the person's documents, and results lie beside the copy.
   */
  bring: base.input(z.object({ name: z.string().min(1).max(255), size: z.int().min(0) })).output(id),
  bringPart: base
    .input(
      z.object({
        fileId: id,
        offset: z.int().min(0),
        part: base64.max(Math.ceil(partLength / 3) * 4),
      }),
    )
    .output(nothing),
  remove: base.input(z.object({ fileIds })).output(nothing),
  /** Everything that was found in a file that was verified, or that came out of a sealed one. */
  verdict: base.input(z.object({ fileId: id })).output(fileVerdict),
  /** An OFD or PDF as pages. Who shows something else keeps to the verdict. */
  drawing: base.input(z.object({ fileId: id })).output(documentDrawing),
  /** A page of an OFD, counted from 0. */
  drawnPage: base
    .input(z.object({ fileId: id, version: fileVersion, page: z.int().min(0).max(100_000) }))
    .output(pageDrawing),
  /** The bytes of a PDF from here on, because a window draws its pages itself. */
  drawnPart: base
    .input(z.object({ fileId: id, version: fileVersion, offset: z.int().min(0) }))
    .output(base64.max(Math.ceil(partLength / 3) * 4)),
  recipients: base.output(z.array(documentRecipient).readonly()),
  /** Takes certificates from a file, for as long as the assistant runs. */
  addRecipients: base
    .input(z.object({ file: base64.max(1_400_000) }))
    .output(z.array(documentRecipient).readonly()),
  /** Only one job runs at a time. */
  start: base.input(z.object({ fileIds, work })).output(z.object({ jobId: id })),
  /** The file at hand is finished first. */
  pause: base.output(nothing),
  goOn: base.output(nothing),
  /** Files that are done stay; what was begun leaves nothing behind. */
  cancel: base.output(nothing),
  /** The table of results, for a person or for another program. */
  report: base.input(z.object({ format: z.enum(['html', 'csv']) })).output(exportedFile),
  /** Opens the folder of a file or of what came out of it. */
  reveal: base.input(z.object({ fileId: id })).output(nothing),
  roots: base.output(z.array(trustedRoot).readonly()),
  /** The roots that a file holds, so that their fingerprints can be compared. Trusts none of them. */
  rootsIn: base.input(z.object({ file: base64.max(1_400_000) })).output(z.array(trustedRoot).readonly()),
  /** The person has compared the fingerprint. */
  importRoot: base.input(z.object({ file: base64.max(1_400_000) })).output(z.array(trustedRoot).readonly()),
  removeRoot: base.input(z.object({ rootId: id })).output(z.array(trustedRoot).readonly()),
}

export type SealPlace = z.output<typeof sealPlace>
export type SigningForm = z.output<typeof signingForm>
export type DocumentWork = z.output<typeof work>
