import { z } from 'zod'
import { errorReport } from '../errors/report.ts'
import { outcome } from './verdict.ts'

/**
 * What a file is by its bytes, never by its name. `signed`: a message of GM/T 0010 or PKCS#7 with its content.
 * `signature`: one without, which belongs to another file. `sealed`: encrypted to recipients, signed or not.
 */
export const documentContent = z.enum(['ofd', 'pdf', 'signed', 'signature', 'sealed', 'other'])

/** What was done with a file, and what it has left beside the file. */
const documentResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('verified'), outcome, signatures: z.int() }).readonly(),
  z.object({ kind: z.literal('signed'), output: z.string() }).readonly(),
  z.object({ kind: z.literal('encrypted'), output: z.string(), recipients: z.int() }).readonly(),
  /** `signature`: what is to be thought of the signature inside; null if there was none. */
  z.object({ kind: z.literal('decrypted'), output: z.string(), signature: outcome.nullable() }).readonly(),
])

const documentState = z.discriminatedUnion('is', [
  z.object({ is: z.literal('listed') }).readonly(),
  /** The page reads it out to the assistant, because a browser tells no place. */
  z.object({ is: z.literal('arriving'), percent: z.int() }).readonly(),
  z.object({ is: z.literal('waiting') }).readonly(),
  z.object({ is: z.literal('working'), percent: z.int() }).readonly(),
  z.object({ is: z.literal('done'), result: documentResult }).readonly(),
  z.object({ is: z.literal('failed'), error: errorReport }).readonly(),
])

export const documentView = z.readonly(
  z.object({
    id: z.string(),
    name: z.string(),
    /** The folder as the person knows it. */
    folder: z.string(),
    size: z.number(),
    content: documentContent,
    /** The listed file whose signature this is, or whose signature was found beside it; null if there is none. */
    companion: z.string().nullable(),
    state: documentState,
  }),
)

export const documentWorkKind = z.enum(['verify', 'sign', 'encrypt', 'decrypt'])

/** `paused`: by the person. `held`: something is missing, and the person can go on when it is there again. */
const documentJobState = z.discriminatedUnion('is', [
  z.object({ is: z.literal('running') }).readonly(),
  z.object({ is: z.literal('paused') }).readonly(),
  z.object({ is: z.literal('held'), error: errorReport }).readonly(),
  z.object({ is: z.literal('ended'), at: z.string() }).readonly(),
])

export const documentJob = z.readonly(
  z.object({
    id: z.string(),
    work: documentWorkKind,
    state: documentJobState,
    total: z.int(),
    done: z.int(),
    failed: z.int(),
  }),
)

/** Somebody to whom a file can be encrypted. */
export const documentRecipient = z.readonly(
  z.object({
    id: z.string(),
    holder: z.string(),
    issuer: z.string(),
    notAfter: z.string(),
    from: z.enum(['token', 'file', 'seen']),
    /** Why it cannot be chosen; null if it can. */
    obstacle: z.enum(['expired', 'not-yet-valid', 'not-for-encryption', 'revoked']).nullable(),
  }),
)

/** A root that verification trusts. Those that ship with the assistant cannot be taken away. */
export const trustedRoot = z.readonly(
  z.object({
    id: z.string(),
    name: z.string(),
    fingerprint: z.string(),
    notAfter: z.string(),
    source: z.enum(['shipped', 'demonstration', 'imported']),
  }),
)

/** An entry of a folder, for windows of a browser, which knows no places of files. */
export const folderEntry = z.readonly(
  z.object({
    name: z.string(),
    path: z.string(),
    kind: z.enum(['folder', 'file']),
    size: z.number(),
    changedAt: z.string(),
  }),
)

export const folderView = z.readonly(
  z.object({
    path: z.string(),
    /** null above the topmost folder that may be shown. */
    parent: z.string().nullable(),
    /** The folders where people look first: desktop, documents, downloads, the removable disks. */
    usual: z.array(z.object({ name: z.string(), path: z.string() }).readonly()).readonly(),
    entries: z.array(folderEntry).readonly(),
    /** There are more entries than are listed. */
    incomplete: z.boolean(),
  }),
)

/** The part of the snapshot that belongs to this business: the listed files, and the job that runs or ran last. */
export const documentsSlice = {
  documents: z.array(documentView).readonly(),
  documentJob: documentJob.nullable(),
}

export type DocumentContent = z.infer<typeof documentContent>
export type DocumentView = z.infer<typeof documentView>
export type DocumentState = DocumentView['state']
export type DocumentResult = z.infer<typeof documentResult>
export type DocumentWorkKind = z.infer<typeof documentWorkKind>
export type DocumentJob = z.infer<typeof documentJob>
export type DocumentRecipient = z.infer<typeof documentRecipient>
export type TrustedRoot = z.infer<typeof trustedRoot>
export type FolderView = z.infer<typeof folderView>
