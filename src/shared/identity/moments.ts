import { type DossierKind, type DossierPurpose, type DossierStep, stepsOf } from './kinds.ts'

/** The pages of a dossier. `known`: 我已知悉. */
export const dossierMoments = [
  'known',
  'person',
  'register',
  'entity',
  'appeal',
  'contact',
  'details',
  'uploads',
  'handler',
  'finish',
] as const
export type DossierMoment = (typeof dossierMoments)[number]

type About = { readonly purpose: DossierPurpose; readonly kind: DossierKind }

/** The steps that are done on a page, if the dossier has them. */
const stepsOn: Readonly<Record<DossierMoment, readonly DossierStep[]>> = {
  known: [],
  person: ['person'],
  register: ['register'],
  entity: ['entity', 'uploads'],
  appeal: ['appeal'],
  contact: ['phone', 'email'],
  details: ['details', 'phone', 'email'],
  uploads: ['uploads'],
  handler: ['handler'],
  finish: [],
}

/** The steps of this dossier that are done on this page. */
export const stepsAt = (about: About, moment: DossierMoment): readonly DossierStep[] => {
  const all = stepsOf(about)
  return stepsOn[moment].filter((step) => all.includes(step))
}

/** The pages that a dossier has, in order. */
export const momentsOf = (about: About): readonly DossierMoment[] => {
  const { purpose, kind } = about
  if (purpose === 'appeal') return ['appeal', 'contact', 'uploads', 'finish']
  if (purpose === 'handler') return ['handler', 'finish']
  if (purpose === 'agency-change') return ['known', 'register', 'handler', 'finish']
  if (kind === 'person') return ['person', 'contact', 'finish']
  if (kind === 'entity-without-code') return ['entity', 'details', 'handler', 'finish']
  const entity = ['register', 'details', 'handler', 'finish'] as const
  return kind === 'agency' ? ['known', ...entity] : entity
}

/** The first page with something that is still missing: where a person goes on. */
export const momentFor = (about: About, missing: readonly DossierStep[]): DossierMoment =>
  momentsOf(about).find((moment) => stepsAt(about, moment).some((step) => missing.includes(step))) ?? 'finish'
