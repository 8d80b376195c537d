import type { DossierForm } from '../../shared/identity/form.ts'
import { emptyDossierForm } from '../../shared/identity/form.ts'
import type { DossierStanding, DossierView } from '../../shared/models/index.ts'
import type { RaDossier } from '../../shared/ra-contract/index.ts'
import type { KeptDossier } from './dossier-file.ts'

const standingOf = (dossier: RaDossier, { pages }: KeptDossier): DossierStanding => {
  const { number, state, missing, phone, email, handler, review, expiresAt, organisationCode } = dossier
  return {
    ...{ number, state, missing, phone, email, handler, review, expiresAt, organisationCode },
    uploads: dossier.uploads.map(({ purpose, fileName, size }) => ({
      ...{ purpose, fileName, size },
      pages: pages[purpose] ?? null,
    })),
  }
}

export const viewOf = (dossier: RaDossier, kept: KeptDossier, keeps: boolean): DossierView => {
  const { key, purpose, kind, owner, form, moment, savedAt } = kept
  return {
    ...{ key, purpose, kind, owner, form, moment, savedAt, keeps },
    standing: standingOf(dossier, kept),
  }
}

/** What a form begins with: what the old account knew. */
export const firstForm = ({ prefill, kind }: RaDossier): DossierForm => {
  if (prefill === null) return emptyDossierForm
  const name = prefill.name ?? ''
  const number = prefill.number ?? ''
  const contacts = { phone: prefill.phone ?? '', email: prefill.email ?? '' }
  const { person, entity } = emptyDossierForm
  return kind === 'person'
    ? {
        ...emptyDossierForm,
        ...contacts,
        person: { ...person, name, document: { ...person.document, number } },
      }
    : { ...emptyDossierForm, ...contacts, entity: { ...entity, name, creditCode: number } }
}
