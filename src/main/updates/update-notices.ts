import type { ErrorReport, UpdatesState } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { neededBusiness } from '../../shared/updates/manifest.ts'
import { highestNeeded } from '../../shared/updates/versions.ts'
import type { Told } from '../notices/notices.ts'

const toUpdates = {
  kind: 'go',
  verb: 'see-update',
  place: { page: 'settings', section: 'about' },
} as const

const urgently = { level: 'attention', announced: true } as const
const quietly = { level: 'info', announced: true } as const

const told = (key: string, report: ErrorReport, rest: Pick<Told, 'level' | 'announced'>): Told => ({
  ...{ key, report, ...rest },
  action: toUpdates,
  dismissable: true,
})

/** The key of the notice that a version was taken back. */
export const takenBackKey = (version: string): string => `taken-back ${version}`

const neededNotice = ({ needed }: UpdatesState, running: string, words: Texts): readonly Told[] => {
  const businesses = neededBusiness.options.filter((one) => needed[one] !== undefined)
  const wanted = highestNeeded(running, Object.values(needed))
  if (wanted === null) return []
  const names = businesses.map((one) => words.transactions.businesses[one]).join(words.updates.between)
  const report = { code: 'update-needed', params: { businesses: names, wanted, version: running } } as const
  return [told(`needed ${wanted}`, report, urgently)]
}

const offerNotice = ({ offer, stage, bringer }: UpdatesState, auto: boolean): readonly Told[] => {
  if (offer === null) return []
  const { version } = offer
  if (stage.is === 'ready')
    return [told(`ready ${version}`, { code: 'update-ready', params: { version } }, quietly)]
  const isOnlyTold = stage.is === 'offered' && (bringer !== null || !auto)
  return isOnlyTold
    ? [told(`available ${version}`, { code: 'update-available', params: { version } }, quietly)]
    : []
}

/** What the first page says about versions. */
export const updateNotices = (
  view: UpdatesState,
  about: {
    readonly running: string
    readonly auto: boolean
    /** The version that was taken back, until the person has read of it. */
    readonly takenBack: string | null
    readonly words: Texts
  },
): readonly Told[] => {
  const { takenBack: version, running, auto, words } = about
  const back =
    version === null
      ? []
      : [
          {
            ...told(takenBackKey(version), { code: 'update-taken-back', params: { version } }, urgently),
            action: { kind: 'none' } as const,
          },
        ]
  const needed = neededNotice(view, running, words)
  // Both lead to the same version, so the one with the reason is enough.
  return [...back, ...needed, ...(needed.length > 0 ? [] : offerNotice(view, auto))]
}
