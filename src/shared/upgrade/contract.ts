import { z } from 'zod'
import { base, id, nothing, whichCertificate } from '../contract/base.ts'
import { pinEntry, tries } from '../pin/entry.ts'
import { renewalTerm } from '../renewal/model.ts'
import { target } from '../targets/model.ts'
import { upgradeForm, upgradeMoment } from './form.ts'
import { openableApplication, sealPictureBefore, upgradeDraft, upgradeOffer } from './model.ts'

const upgrade = z.object({ upgradeId: id })

const wish = whichCertificate.extend({
  holder: z.string().max(300),
  form: upgradeForm,
  /** The sum that the person saw. */
  expectedTotalFen: z.int().min(0),
  target,
  pin: pinEntry,
  tries,
})

export const upgradeContract = {
  /** Whether it may be upgraded now. */
  check: base.input(whichCertificate).output(upgradeOffer),
  /** What the authority knows about the holder under this number, for the holder to check, and the terms. */
  details: base
    .input(whichCertificate.extend({ customerType: z.string().max(32), number: z.string().max(64) }))
    .output(
      z.object({
        details: z.array(z.readonly(z.object({ label: z.string(), value: z.string() }))).readonly(),
        terms: z.array(renewalTerm).readonly(),
      }),
    ),
  draft: base.input(whichCertificate).output(upgradeDraft),
  saveDraft: base
    .input(whichCertificate.extend({ holder: z.string().max(300), form: upgradeForm, moment: upgradeMoment }))
    .output(nothing),
  discardDraft: base.input(whichCertificate).output(nothing),
  /** The first tick, 证书升级. */
  start: base.input(wish).output(upgrade),
  /** The second tick, 印章更新. The prompt window asks for the PIN. */
  updateSeal: base.input(upgrade).output(nothing),
  leaveSeal: base.input(upgrade).output(nothing),
  sealBefore: base.input(upgrade.extend({ number: z.string().max(300) })).output(sealPictureBefore),
  /** The third tick, 应用开通. */
  applications: base.input(upgrade).output(z.array(openableApplication).readonly()),
  openApplications: base.input(upgrade.extend({ ids: z.array(id).max(100) })).output(nothing),
  /** Sends once more what was chosen before the authority could not be reached. */
  resend: base.input(upgrade).output(nothing),
  /** The summary was read. */
  finish: base.input(upgrade).output(nothing),
}

export type UpgradeWish = z.output<typeof wish>
