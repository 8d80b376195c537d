import { z } from 'zod'
import { httpsAddress } from '../../shared/announcements/feed.ts'
import { type PinnedApplication, pinnedApplication } from '../../shared/models/index.ts'
import { visibleName } from '../../shared/visible.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallJsonAt } from '../files/file-reading.ts'
import { firstApplications, mostApplications } from './application-list.ts'

const short = (text: string): boolean => text.length <= 200

const isBearable = (one: PinnedApplication): boolean => {
  switch (one.kind) {
    case 'upgrade-wizard':
      return true
    case 'link':
      return httpsAddress.safeParse(one.address).success && short(one.name.zh) && short(one.name.en)
    case 'program':
      return short(one.name) && one.path.length <= 1000
  }
}

const hasOneOfEach = (list: readonly PinnedApplication[]): boolean =>
  new Set(list.map(({ id }) => id)).size === list.length

const file = z.object({
  format: z.literal(1),
  applications: z.array(pinnedApplication.refine(isBearable)).max(mostApplications).refine(hasOneOfEach),
})

/** A person may have written into the file, so hidden characters in names are written out. */
const readable = (one: PinnedApplication): PinnedApplication => {
  if (one.kind === 'program') return { ...one, name: visibleName(one.name) }
  if (one.kind === 'link')
    return { ...one, name: { zh: visibleName(one.name.zh), en: visibleName(one.name.en) } }
  return one
}

/** What a person has pinned. `damaged` hears the name under which an unreadable file was set aside. */
export const readApplications = (
  path: string,
  damaged: (file: string) => void,
): readonly PinnedApplication[] =>
  smallJsonAt(path, file, damaged)?.applications.map(readable) ?? firstApplications

export const writeApplications = (path: string, applications: readonly PinnedApplication[]): void =>
  writeAtomically(path, `${JSON.stringify({ format: 1, applications }, null, 2)}\n`)
