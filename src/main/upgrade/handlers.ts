import type { PictureType } from '../../shared/models/index.ts'
import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { UpgradeDrafts } from './upgrade-drafts.ts'
import type { UpgradeService } from './upgrade-service.ts'

export type UpgradeWindowService = UpgradeService & {
  readonly drafts: Pick<UpgradeDrafts, 'view' | 'save' | 'discard'>
  readonly sealBefore: (
    upgradeId: string,
    number: string,
  ) => { readonly mediaType: PictureType; readonly base64: string } | null
}

export const upgradeHandlers = (upgrade: UpgradeWindowService): Slice<'upgrade'> => ({
  upgrade: {
    check: api.upgrade.check.handler(({ input }) => upgrade.check(input)),
    details: api.upgrade.details.handler(({ input }) => upgrade.details(input)),
    draft: api.upgrade.draft.handler(({ input }) => upgrade.drafts.view(input)),
    saveDraft: api.upgrade.saveDraft.handler(({ input }) => upgrade.drafts.save(input)),
    discardDraft: api.upgrade.discardDraft.handler(({ input }) => upgrade.drafts.discard(input)),
    start: api.upgrade.start.handler(({ input }) => upgrade.start(input)),
    updateSeal: api.upgrade.updateSeal.handler(({ input }) => upgrade.updateSeal(input.upgradeId)),
    leaveSeal: api.upgrade.leaveSeal.handler(({ input }) => upgrade.leaveSeal(input.upgradeId)),
    sealBefore: api.upgrade.sealBefore.handler(({ input }) =>
      upgrade.sealBefore(input.upgradeId, input.number),
    ),
    applications: api.upgrade.applications.handler(({ input }) => upgrade.applications(input.upgradeId)),
    openApplications: api.upgrade.openApplications.handler(({ input }) =>
      upgrade.openApplications(input.upgradeId, input.ids),
    ),
    resend: api.upgrade.resend.handler(({ input }) => upgrade.resend(input.upgradeId)),
    finish: api.upgrade.finish.handler(({ input }) => upgrade.finish(input.upgradeId)),
  },
})
