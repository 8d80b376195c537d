import { z } from 'zod'
import type { WhichCertificate } from '../../shared/contract/base.ts'
import {
  emptyUpgradeForm,
  type UpgradeDraft,
  type UpgradeDraftMention,
  type UpgradeForm,
  type UpgradeMoment,
  upgradeForm,
  upgradeMoment,
} from '../../shared/models/index.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { smallJsonAt } from '../files/file-reading.ts'

const draft = z.readonly(
  z.object({
    issuerId: z.string(),
    serial: z.string(),
    holder: z.string(),
    savedAt: z.iso.datetime(),
    form: upgradeForm,
    moment: upgradeMoment,
  }),
)
const draftFile = z.readonly(z.object({ format: z.literal(1), drafts: z.array(draft).readonly() }))
type Draft = z.infer<typeof draft>

/** What was typed into wizards that were not submitted. It is on disk as soon as it is typed. */
export type UpgradeDrafts = {
  view(which: WhichCertificate): UpgradeDraft
  save(draft: WhichCertificate & { holder: string; form: UpgradeForm; moment: UpgradeMoment }): void
  discard(which: WhichCertificate): void
  mentions(): readonly UpgradeDraftMention[]
}

type Parts = {
  readonly path: string
  readonly clock: () => Date
  readonly changed: () => void
  /** Called with the name of a damaged file that was set aside: it only costs the typing. */
  readonly damaged?: (file: string) => void
}

export const createUpgradeDrafts = ({ path, clock, changed, damaged }: Parts): UpgradeDrafts => {
  let drafts: readonly Draft[] = smallJsonAt(path, draftFile, damaged)?.drafts ?? []
  const isOf =
    ({ issuerId, serial }: WhichCertificate) =>
    (one: Draft) =>
      one.issuerId === issuerId && one.serial === serial
  const keep = (next: readonly Draft[]): void => {
    writeAtomically(path, `${JSON.stringify({ format: 1, drafts: next }, null, 1)}\n`, 0o600)
    drafts = next
    changed()
  }
  const without = (which: WhichCertificate) => drafts.filter((one) => !isOf(which)(one))
  return {
    view: (which) => {
      const found = drafts.find(isOf(which))
      return found
        ? { form: found.form, moment: found.moment, savedAt: found.savedAt }
        : { form: emptyUpgradeForm, moment: 'certificate', savedAt: null }
    },
    save: ({ issuerId, serial, holder, form, moment }) => {
      const savedAt = clock().toISOString()
      keep([...without({ issuerId, serial }), { issuerId, serial, holder, savedAt, form, moment }])
    },
    discard: (which) => {
      if (drafts.some(isOf(which))) keep(without(which))
    },
    mentions: () => drafts.map(({ issuerId, serial }) => ({ issuerId, serial })),
  }
}
