import { z } from 'zod'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallJsonAt } from '../files/file-reading.ts'

const sha1 = z.string().regex(/^[0-9a-f]{40}$/)
const file = z.readonly(
  z.object({
    format: z.literal(1),
    /** The certificate in use; null after 移除. */
    current: z
      .readonly(
        z.object({
          authority: z.base64(),
          sha1,
          chain: z.string(),
          key: z.string(),
          notAfter: z.iso.datetime(),
        }),
      )
      .nullable(),
    /** Every store that may hold one of ours, written before it is put there. */
    placed: z.array(z.readonly(z.object({ store: z.string(), sha1, authority: z.base64() }))).readonly(),
  }),
)

export type TrustFile = z.infer<typeof file>
export type Placed = TrustFile['placed'][number]

const nothing: TrustFile = { format: 1, current: null, placed: [] }

/** After a damaged file the certificate is made anew; what is left in a store has no key any more. */
export const readTrustFile = (path: string): TrustFile => smallJsonAt(path, file) ?? nothing

/** Only this user may read it: it holds the server's key. */
export const writeTrustFile = (path: string, content: TrustFile): void =>
  writeAtomically(path, `${JSON.stringify(content, null, 1)}\n`, 0o600)
