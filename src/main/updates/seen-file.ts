import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import { type Manifest, manifestLimits, productVersion } from '../../shared/updates/manifest.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallJsonAt } from '../files/file-reading.ts'
import { type Newest, openManifest, sha256Of } from './judgement.ts'

const mostVersions = 10
const base64For = (bytes: number) => z.base64().max(Math.ceil(bytes / 3) * 4)

const seen = z
  .object({
    format: z.literal(1),
    /** Drawn once; decides when this computer's turn has come. */
    seed: z.string().regex(/^[0-9a-f]{32}$/),
    /** The newest manifest and its signatures, as they came from this address. */
    newest: z
      .object({
        address: z.string().max(500),
        manifest: base64For(manifestLimits.bytes),
        signatures: base64For(manifestLimits.signatureBytes),
      })
      .readonly()
      .nullable(),
    lookedAt: z.iso.datetime().nullable(),
    /** Versions that were tried here and taken back. */
    refused: z.array(productVersion).max(mostVersions).readonly(),
    /** Those of which the person knows. */
    told: z.array(productVersion).max(mostVersions).readonly(),
  })
  .readonly()

export type Seen = z.infer<typeof seen>
export type Believed = { readonly content: Manifest; readonly newest: Newest }

export const firstSeen = (): Seen => ({
  format: 1,
  seed: randomBytes(16).toString('hex'),
  newest: null,
  lookedAt: null,
  refused: [],
  told: [],
})

/** A file that cannot be read costs what the network brings again, and the place in the order of the roll-out. */
export const readSeen = (path: string): Seen => smallJsonAt(path, seen) ?? firstSeen()

export const writeSeen = (path: string, value: Seen): void => {
  const kept = {
    ...value,
    refused: value.refused.slice(-mostVersions),
    told: value.told.slice(-mostVersions),
  }
  try {
    writeAtomically(path, `${JSON.stringify(kept)}\n`)
  } catch (error) {
    const isFull = isAssistantError(error) && error.code === 'disk-full'
    throw isFull ? new AssistantError('update-no-room', { megabytes: 1 }, error) : error
  }
}

/**
 * The newest manifest is judged again with the keys of this build. One of another address, or of a key that is no
 * longer pinned, counts for nothing: its number must not hold up those that follow.
 */
export const believedIn = (
  { newest }: Pick<Seen, 'newest'>,
  address: string,
  keys: readonly string[],
): Believed | null => {
  if (newest === null || newest.address !== address) return null
  try {
    const bytes = Buffer.from(newest.manifest, 'base64')
    const content = openManifest(bytes, Buffer.from(newest.signatures, 'base64'), keys)
    const { sequence, issued } = content
    return { content, newest: { sequence, issued, sha256: sha256Of(bytes) } }
  } catch {
    return null
  }
}
