import { z } from 'zod'
import { documentKinds } from './documents.ts'
import { appealCauses, entityTypes } from './kinds.ts'

export const longestTyped = 300

/** A text as it was typed. It may be wrong or half finished: a draft keeps it as it is. */
const typed = z.string().max(longestTyped).default('')

export const documentForm = z.readonly(
  z.object({
    kind: z.enum(documentKinds).default('resident-id'),
    number: typed,
    from: typed,
    to: typed,
    /** 长期: it has no last day. */
    longTerm: z.boolean().default(false),
  }),
)

export const placeForm = z.readonly(
  z.object({
    /** As far as it was chosen: two, four or six digits. */
    region: z.string().max(6).default(''),
    address: typed,
    postcode: typed,
  }),
)

export const personForm = z.readonly(
  z.object({ name: typed, document: documentForm.prefault({}), place: placeForm.prefault({}) }),
)

export const representativeForm = z.readonly(
  z.object({
    name: typed,
    nationality: z.string().max(2).default('CN'),
    document: documentForm.prefault({}),
  }),
)

/** What the first page of an entity or agency asks. */
export const entityForm = z.readonly(
  z.object({
    entityType: z.enum(entityTypes).default('enterprise'),
    name: typed,
    creditCode: typed,
    /** Only without 统一社会信用代码. */
    country: z.string().max(2).default(''),
    englishName: typed,
    representative: representativeForm.prefault({}),
  }),
)

export const handlerForm = z.readonly(
  z.object({
    how: z.enum(['registered', 'new']).default('registered'),
    login: typed,
    phone: typed,
    person: personForm.prefault({}),
  }),
)

export const appealForm = z.readonly(
  z.object({
    cause: z.enum(appealCauses).default('verification'),
    name: typed,
    number: typed,
    text: z.string().max(1000).default(''),
  }),
)

/** Everything that is typed into 注册, 信息补录, 变更为代理机构 or 人工申诉, apart from codes and passwords. */
export const dossierForm = z.readonly(
  z.object({
    person: personForm.prefault({}),
    entity: entityForm.prefault({}),
    place: placeForm.prefault({}),
    phone: typed,
    email: typed,
    handler: handlerForm.prefault({}),
    appeal: appealForm.prefault({}),
    /** The version of the agreement that was read and accepted; null until then. */
    agreementVersion: z.string().max(64).nullable().default(null),
  }),
)

export type DocumentForm = z.output<typeof documentForm>
export type PlaceForm = z.output<typeof placeForm>
export type PersonForm = z.output<typeof personForm>
export type EntityForm = z.output<typeof entityForm>
export type RepresentativeForm = z.output<typeof representativeForm>
export type HandlerForm = z.output<typeof handlerForm>
export type AppealForm = z.output<typeof appealForm>
export type DossierForm = z.output<typeof dossierForm>

export const emptyDossierForm: DossierForm = dossierForm.parse({})
