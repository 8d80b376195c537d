import { dossierView } from '../accounts/identity/view.ts'
import { Refusal } from '../refusal.ts'
import type { Dossier } from '../rules/identity/dossier.ts'
import type { DossierFile } from '../store/identity.ts'
import { type Call, requireDossier } from './call.ts'

/** The dossier of a call, which its secret opens. */
export async function given(
  context: Call,
  { dossierId }: { readonly dossierId: string },
): Promise<{ readonly file: DossierFile; readonly dossierId: string; readonly now: number }> {
  return { file: await requireDossier(context, dossierId), dossierId, now: context.services.clock() }
}

/** The dossier as it stands after a call. */
export async function viewed({ services }: Call, { id, accountId }: Dossier) {
  const { store, clock } = services
  const file = await store.dossier(id)
  if (file === null) throw new Refusal('dossier-unknown')
  const legacy = accountId === null ? null : await store.legacyOf(accountId)
  return { dossier: dossierView(file, legacy, clock()) }
}
