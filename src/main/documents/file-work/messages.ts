import { z } from 'zod'
import { fileVerdict } from '../../../shared/documents/verdict.ts'
import { failure } from './failure.ts'

// What the main process and the process of file work say to each other. Both check what they hear: the worker reads
// files of strangers.

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)
const list = z.array(bytes).readonly()
const signer = z.object({ certificate: bytes, chain: list }).readonly()

/** What verification relies on, as DER. */
const trust = z.object({ roots: list, certificates: list, crls: list, now: z.date() }).readonly()

export const fileTask = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('verify'),
      path: z.string(),
      /** The signature that stands alone and belongs to this file. */
      signature: z.string().nullable(),
      /** The file may hold signatures of its own, and then these count. */
      own: z.boolean(),
      trust,
    })
    .readonly(),
  z
    .object({
      kind: z.literal('sign'),
      path: z.string(),
      content: z.enum(['attached', 'detached']),
      companion: z.string().nullable(),
      signer,
      at: z.date(),
    })
    .readonly(),
  z
    .object({
      kind: z.literal('stamp'),
      path: z.string(),
      seal: bytes,
      signer,
      place: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('page'), page: z.int(), left: z.number(), top: z.number() }).readonly(),
        z.object({ kind: z.literal('every-page'), left: z.number(), top: z.number() }).readonly(),
        z.object({ kind: z.literal('across-edges'), top: z.number() }).readonly(),
      ]),
      at: z.date(),
      mark: z.string(),
      trust,
    })
    .readonly(),
  z
    .object({ kind: z.literal('encrypt'), path: z.string(), recipients: list, signer: signer.nullable() })
    .readonly(),
  z.object({ kind: z.literal('decrypt'), path: z.string(), mark: z.string(), trust }).readonly(),
])

export const fileResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('verified'), verdict: fileVerdict }).readonly(),
  z.object({ kind: z.literal('signed'), output: z.string() }).readonly(),
  z.object({ kind: z.literal('encrypted'), output: z.string() }).readonly(),
  z.object({ kind: z.literal('decrypted'), output: z.string(), verdict: fileVerdict.nullable() }).readonly(),
])

/** What the worker wants of a token. */
export const wish = z.discriminatedUnion('wants', [
  z
    .object({
      wants: z.literal('sign'),
      digest: bytes,
      scheme: z.enum(['sm2-digest', 'rsa-sha256', 'ecdsa-sha256']),
    })
    .readonly(),
  z.object({ wants: z.literal('open-key'), head: bytes }).readonly(),
  z.object({ wants: z.literal('open-part'), iv: bytes, data: bytes, last: z.boolean() }).readonly(),
])

const contentKey = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shown'), key: bytes }),
  z.object({ kind: z.literal('inside') }),
])

/** Which of the tasks in hand a message is about. */
const id = z.int()

export const toWorker = z.discriminatedUnion('say', [
  z.object({ say: z.literal('begin'), id, task: fileTask }),
  z.object({ say: z.literal('granted'), id, value: z.union([bytes, contentKey]) }),
  z.object({ say: z.literal('refused'), id, failure }),
])

export const fromWorker = z.discriminatedUnion('say', [
  z.object({ say: z.literal('progress'), id, percent: z.number().min(0).max(100) }),
  z.object({ say: z.literal('writing'), id, temporary: z.string() }),
  z.object({ say: z.literal('wish'), id, wish }),
  z.object({ say: z.literal('done'), id, result: fileResult }),
  z.object({ say: z.literal('failed'), id, failure }),
])

export type FileTask = z.infer<typeof fileTask>
export type FileResult = z.infer<typeof fileResult>
export type TrustBytes = z.infer<typeof trust>
export type SignerBytes = z.infer<typeof signer>
export type Wish = z.infer<typeof wish>
export type ToWorker = z.infer<typeof toWorker>
export type FromWorker = z.infer<typeof fromWorker>
