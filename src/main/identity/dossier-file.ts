import { z } from 'zod'
import { isAssistantError } from '../../shared/errors/index.ts'
import { dossierForm } from '../../shared/identity/form.ts'
import { dossierKind, dossierMoment, dossierPurpose, uploadPurpose } from '../../shared/models/index.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { setAside, smallJsonAt } from '../files/file-reading.ts'
import type { SystemKeyStore } from '../shell/shell.ts'

const keptDossier = z.readonly(
  z.object({
    issuerId: z.string(),
    /** The id by which its authority knows it. */
    key: z.string(),
    /** Opens it at the authority. */
    secret: z.string(),
    number: z.string(),
    purpose: dossierPurpose,
    kind: dossierKind,
    owner: z.string().nullable(),
    form: dossierForm,
    moment: dossierMoment,
    savedAt: z.iso.datetime(),
    /** It is over. It stays until the person has seen its end. */
    done: z.boolean(),
    /** The pages of the files that were handed in. */
    pages: z.partialRecord(uploadPurpose, z.int().nullable()).readonly(),
  }),
)

const content = z.array(keptDossier).readonly()

/** Everything in it is sealed by the system: only this user on this machine opens it. */
const file = z.object({ format: z.literal(1), sealed: z.base64() })

export type KeptDossier = z.infer<typeof keptDossier>

/** What was kept. A file that cannot be read only costs the typing; it is set aside. */
export const readDossiers = (
  path: string,
  store: SystemKeyStore,
  damaged?: (file: string) => void,
): readonly KeptDossier[] => {
  const found = smallJsonAt(path, file, damaged)
  if (found === null) return []
  try {
    return content.parse(JSON.parse(store.open(Buffer.from(found.sealed, 'base64'))))
  } catch {
    const aside = setAside(path, new Date())
    if (aside !== null) damaged?.(aside)
    return []
  }
}

const sealedBy = (store: SystemKeyStore, kept: readonly KeptDossier[]): string | null => {
  try {
    return Buffer.from(store.seal(JSON.stringify(kept))).toString('base64')
  } catch {
    return null // treated as if there were no key store
  }
}

/**
 * Writes them if the system seals them. A full disk keeps nobody from going on: they are then in this process alone, as
 * without a key store. Returns whether they are on disk.
 */
export const writeDossiers = (
  path: string,
  store: SystemKeyStore | null,
  kept: readonly KeptDossier[],
): boolean => {
  const sealed = store && sealedBy(store, kept)
  if (sealed === null) return false
  try {
    writeAtomically(path, `${JSON.stringify({ format: 1, sealed })}\n`, 0o600)
    return true
  } catch (error) {
    if (!isAssistantError(error)) throw error
    return false
  }
}
