import { randomUUID } from 'node:crypto'
import { AssistantError } from '../../shared/errors/index.ts'
import type { PinnedApplication } from '../../shared/models/index.ts'

/** More than anybody finds again. */
export const mostApplications = 200

export const wizardId = 'upgrade-wizard'
const wizard: PinnedApplication = { kind: 'upgrade-wizard', id: wizardId }

/** 我的应用 at the start, as the manual has it. */
export const firstApplications: readonly PinnedApplication[] = [wizard]

type List = readonly PinnedApplication[]

const added = (list: List, one: PinnedApplication): List => {
  if (list.length >= mostApplications)
    throw new AssistantError('applications-many', { most: mostApplications })
  return [...list, one]
}

type LinkWish = Omit<Extract<PinnedApplication, { readonly kind: 'link' }>, 'kind' | 'id'>

/** An address that is there already stays where it is. */
export const withLink = (list: List, wish: LinkWish): List =>
  list.some((one) => one.kind === 'link' && one.address === wish.address)
    ? list
    : added(list, { kind: 'link', id: randomUUID(), ...wish })

export const withProgram = (list: List, name: string, path: string): List =>
  list.some((one) => one.kind === 'program' && one.path === path)
    ? list
    : added(list, { kind: 'program', id: randomUUID(), name, path })

export const withWizard = (list: List): List =>
  list.some(({ id }) => id === wizardId) ? list : added(list, wizard)

/** One place to the left or to the right; at the end nothing moves. */
export const moved = (list: List, id: string, by: -1 | 1): List => {
  const at = list.findIndex((one) => one.id === id)
  const [one, other] = [list[at], list[at + by]]
  if (one === undefined || other === undefined) return list
  return list.with(at, other).with(at + by, one)
}
