import { raLimits } from '../../../shared/ra-contract/limits.ts'
import { DAY, SECOND } from '../../clock.ts'
import { Refusal } from '../../refusal.ts'
import { type Decision, decided, refused, refusedBy } from '../decision.ts'
import { hasActiveContent, isPdf, pageCount } from '../pdf.ts'
import { PAGES } from '../upload.ts'
import { type Dossier, type DossierUpload, neededUploads, put, stepRefusal, withGiven } from './dossier.ts'

/** How many a dossier gets in all, and how many come from one network in a day: nobody fills the disk. */
export const UPLOADS_A_DOSSIER = 12
export const UPLOADS_OF_NETWORK = 60
/** How many bytes of dossiers that nobody has handed in are kept: of one network, and in all. */
export const HELD_OF_NETWORK = 256 * 1024 * 1024
export const HELD = 4 * 1024 * 1024 * 1024

export type DossierUploading = {
  readonly upload: DossierUpload
  readonly content: Uint8Array
  readonly network: string
  readonly now: number
}

export type DossierUploadingFacts = {
  readonly dossier: Dossier | null
  readonly others: readonly DossierUpload[]
  /** How many this dossier had in all, and its network in the last day. */
  readonly count: number
  readonly lastDay: number
  /** Bytes in dossiers that nobody has handed in: from this network, and from all. */
  readonly heldOfNetwork: number
  readonly held: number
}

/** A plain PDF for one purpose. The next one of the same purpose replaces it. */
export function addDossierUpload(
  facts: DossierUploadingFacts,
  { upload, content, network, now }: DossierUploading,
): Decision<Dossier> {
  const { dossier, others } = facts
  const refusal = stepRefusal(dossier, 'uploads', now)
  if (refusal !== null) return refusedBy(refusal)
  if (dossier === null) return refused('dossier-unknown')
  if (!neededUploads(dossier).includes(upload.purpose))
    return refused('dossier-step-unfit', { step: 'uploads' })
  if (content.length > raLimits.pdf) return refused('upload-too-large', { limit: raLimits.pdf })
  const full = roomRefusal(facts, content.length)
  if (full !== null) return refusedBy(full)
  if (!isPdf(content)) return refused('upload-not-pdf')
  if (hasActiveContent(content)) return refused('upload-unsafe')
  const pages = pageCount(content)
  if (pages > PAGES) return refused('upload-too-many-pages', { pages, limit: PAGES })
  const twice = others.some(({ purpose, digest }) => purpose !== upload.purpose && digest === upload.digest)
  if (twice) return refused('uploads-same')
  const after = withGiven(dossier, {}, 'uploads')
  return decided([{ kind: 'put-dossier-upload', upload, content, network, at: now }, put(after)], after)
}

function roomRefusal(
  { count, lastDay, heldOfNetwork, held }: DossierUploadingFacts,
  size: number,
): Refusal | null {
  const isMuch = count >= UPLOADS_A_DOSSIER || lastDay >= UPLOADS_OF_NETWORK
  if (isMuch || heldOfNetwork + size > HELD_OF_NETWORK) {
    return new Refusal('too-many-requests', { seconds: DAY / SECOND })
  }
  return held + size > HELD ? new Refusal('server-busy') : null
}
