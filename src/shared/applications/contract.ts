import { z } from 'zod'
import { httpsAddress } from '../announcements/feed.ts'
import { base, id, nothing } from '../contract/base.ts'

const name = z.string().trim().min(1).max(60)

export const applicationsContract = {
  addLink: base.input(z.object({ name, address: httpsAddress })).output(nothing),
  /** 收藏: a link of an issuer. */
  keepLink: base.input(z.object({ issuerId: id, linkId: id })).output(nothing),
  addProgram: base.input(z.object({ name, path: z.string().min(1).max(1000) })).output(nothing),
  /** The system's dialog; null if nothing was chosen, or if this shell has none. */
  chooseProgram: base.output(z.string().nullable()),
  /** Starts a program, or opens a page in the system's browser. */
  open: base.input(z.object({ applicationId: id })).output(nothing),
  remove: base.input(z.object({ applicationId: id })).output(nothing),
  /** Puts back what was removed last. */
  putBack: base.output(nothing),
  move: base
    .input(z.object({ applicationId: id, by: z.union([z.literal(-1), z.literal(1)]) }))
    .output(nothing),
  /** Puts 升级向导 back among them. */
  addWizard: base.output(nothing),
  /** Opens a link of an issuer in the system's browser. */
  openLink: base.input(z.object({ issuerId: id, linkId: id })).output(nothing),
  /**
   * 一键安装: fetches a program of the issuer's signed list, checks its size and hash and starts it. The hash is the
   * one that the person was shown.
   */
  install: base
    .input(z.object({ issuerId: id, programId: id, sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
    .output(nothing),
  cancelInstallation: base.output(nothing),
}
