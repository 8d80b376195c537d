import { z } from 'zod'
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
import { smallFileAt } from '../files/file-reading.ts'

export type WhichCertificate = { readonly issuerId: string; readonly serial: string }

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

/** A file that cannot be read only costs the typing. */
const read = (path: string): readonly Draft[] => {
  try {
    return draftFile.parse(JSON.parse(smallFileAt(path) ?? '')).drafts
  } catch {
    return []
  }
}

/** What was typed into wizards that were not submitted. It is on disk as soon as it is typed. */
export type UpgradeDrafts = {
  view(which: WhichCertificate): UpgradeDraft
  save(draft: WhichCertificate & { holder: string; form: UpgradeForm; moment: UpgradeMoment }): void
  discard(which: WhichCertificate): void
  mentions(): readonly UpgradeDraftMention[]
}

type Parts = { readonly path: string; readonly clock: () => Date; readonly changed: () => void }

export const createUpgradeDrafts = ({ path, clock, changed }: Parts): UpgradeDrafts => {
  let drafts = read(path)
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
