import { AssistantError } from '../../shared/errors/index.ts'
import { type DossierForm, emptyDossierForm, longestTyped } from '../../shared/identity/form.ts'
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

/** What an authority says about another dossier is not taken for this one. */
export const answerAbout = <Answer extends { readonly dossier: RaDossier }>(
  { key, purpose, kind }: KeptDossier,
  answer: Answer,
): Answer => {
  const { dossier } = answer
  if (dossier.id === key && dossier.purpose === purpose && dossier.kind === kind) return answer
  throw new AssistantError('authority-answer-unreadable')
}

export const viewOf = (dossier: RaDossier, kept: KeptDossier): DossierView => {
  const { key, purpose, kind, owner, form, moment } = kept
  return {
    ...{ key, purpose, kind, owner, form, moment },
    standing: standingOf(dossier, kept),
  }
}

/** An authority may have kept more than a field takes. */
const typed = (known: string | null): string => (known ?? '').slice(0, longestTyped)

/** What a form begins with: what the old account knew. */
export const firstForm = ({ prefill, kind }: RaDossier): DossierForm => {
  if (prefill === null) return emptyDossierForm
  const [name, number] = [typed(prefill.name), typed(prefill.number)]
  const contacts = { phone: typed(prefill.phone), email: typed(prefill.email) }
  const { person, entity } = emptyDossierForm
  return kind === 'person'
    ? {
        ...emptyDossierForm,
        ...contacts,
        person: { ...person, name, document: { ...person.document, number } },
      }
    : { ...emptyDossierForm, ...contacts, entity: { ...entity, name, creditCode: number } }
}
