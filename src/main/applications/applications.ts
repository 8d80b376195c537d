import { AssistantError } from '../../shared/errors/index.ts'
import type { IssuerLink, PinnedApplication } from '../../shared/models/index.ts'
import type { Place } from '../../shared/places/place.ts'
import type { Shell } from '../shell/shell.ts'
import { moved, withLink, withProgram, withWizard } from './application-list.ts'
import { readApplications, writeApplications } from './applications-file.ts'
import { programAt } from './program-path.ts'

type Shown = {
  readonly applications: readonly PinnedApplication[]
  readonly removedApplication: PinnedApplication | null
}

export type ApplicationsParts = {
  readonly path: string
  readonly linkOf: (issuerId: string, linkId: string) => IssuerLink | null
  readonly shell: Pick<Shell, 'openExternal' | 'startProgram'>
  readonly go: (place: Place) => void
  readonly show: (shown: Shown) => void
  /** Hears under which name a damaged file was set aside. */
  readonly damaged: (file: string) => void
}

export type ApplicationsService = {
  addLink(name: string, address: string): void
  keepLink(issuerId: string, linkId: string): void
  addProgram(name: string, path: string): void
  addWizard(): void
  open(id: string): Promise<void>
  openLink(issuerId: string, linkId: string): Promise<void>
  remove(id: string): void
  putBack(): void
  move(id: string, by: -1 | 1): void
}

type Removed = { readonly one: PinnedApplication; readonly at: number }

/** 我的应用. A change counts once it is on disk. */
export const createApplications = (parts: ApplicationsParts): ApplicationsService => {
  let list = readApplications(parts.path, parts.damaged)
  let removed: Removed | null = null
  const show = () => parts.show({ applications: list, removedApplication: removed?.one ?? null })
  const keep = (after: readonly PinnedApplication[], gone: Removed | null = removed): void => {
    if (after !== list) writeApplications(parts.path, after)
    list = after
    removed = gone
    show()
  }
  const find = (id: string): PinnedApplication => {
    const found = list.find((one) => one.id === id)
    if (found === undefined) throw new AssistantError('not-found')
    return found
  }
  const linkOf = (issuerId: string, linkId: string): IssuerLink => {
    const found = parts.linkOf(issuerId, linkId)
    if (found === null) throw new AssistantError('not-found')
    return found
  }
  show()
  return {
    addLink: (name, address) =>
      keep(withLink(list, { name: { zh: name, en: name }, address: new URL(address).href, from: null })),
    keepLink: (issuerId, linkId) => {
      const { name, address } = linkOf(issuerId, linkId)
      keep(withLink(list, { name, address, from: { issuerId, linkId } }))
    },
    addProgram: (name, path) => keep(withProgram(list, name, programAt(path))),
    addWizard: () => keep(withWizard(list)),
    open: async (id) => {
      const one = find(id)
      if (one.kind === 'upgrade-wizard') return parts.go({ page: 'upgrades' })
      if (one.kind === 'link') return parts.shell.openExternal(one.address)
      // Somebody may have put another file in its place.
      return parts.shell.startProgram(programAt(one.path))
    },
    openLink: async (issuerId, linkId) => parts.shell.openExternal(linkOf(issuerId, linkId).address),
    remove: (id) => {
      const at = list.indexOf(find(id))
      keep(list.toSpliced(at, 1), { one: find(id), at })
    },
    putBack: () => {
      if (removed === null) return
      keep(list.toSpliced(removed.at, 0, removed.one), null)
    },
    move: (id, by) => keep(moved(list, id, by)),
  }
}
