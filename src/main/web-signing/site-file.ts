import { randomBytes } from 'node:crypto'
import { basename } from 'node:path'
import { z } from 'zod'
import { webOrigin } from '../../shared/prompt/origin.ts'
import { carrierName, siteScopes } from '../../shared/web-signing/model.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { readFileAt, setAside } from '../files/file-reading.ts'

const site = z.readonly(
  z.object({
    origin: webOrigin,
    scopes: siteScopes,
    approvedAt: z.string().max(40),
    lastUsedAt: z.string().max(40).nullable(),
  }),
)

/** More than anybody approves. */
const mostSites = 1_000

const content = z.readonly(
  z.object({
    format: z.literal(1),
    /** What the person chose; null if nothing, so that an issuer's file may ask for it. */
    on: z.boolean().nullable(),
    carriers: z.partialRecord(carrierName, z.boolean()),
    sites: z.array(site).max(mostSites).readonly(),
    /** Makes the names that each site has for certificates. */
    secret: z.string().regex(/^[0-9a-f]{64}$/),
  }),
)

export type ApprovedSite = z.infer<typeof site>
export type SiteFile = z.infer<typeof content>

const mostBytes = 4 * 1024 * 1024

const fresh = (on: boolean | null): SiteFile => ({
  ...{ format: 1, on, carriers: {}, sites: [] },
  secret: randomBytes(32).toString('hex'),
})

const parsed = (bytes: Buffer): SiteFile | null => {
  try {
    return content.parse(JSON.parse(bytes.toString()))
  } catch {
    return null
  }
}

/** A damaged file is set aside, and everything is off: nobody may become approved by accident. */
export const readSiteFile = (
  path: string,
  now: Date,
): { readonly file: SiteFile; readonly damaged: string | null } => {
  const reading = readFileAt(path, mostBytes)
  if (reading.kind === 'absent') return { file: fresh(null), damaged: null }
  const file = reading.kind === 'read' ? parsed(reading.bytes) : null
  if (file !== null) return { file, damaged: null }
  return { file: fresh(false), damaged: setAside(path, now) ?? basename(path) }
}

export const writeSiteFile = (path: string, file: SiteFile): void =>
  writeAtomically(path, `${JSON.stringify(file, null, 2)}\n`)
