import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { captcha, loginChannel, loginCode, loginForm } from '../models/account.ts'
import { certificateDetails, revocationStatus } from '../models/certificate.ts'
import { settingsChange } from '../models/settings.ts'
import { route, snapshot } from '../models/snapshot.ts'
import { base, exportedFile, id, lastTry, nothing, pin, target } from './base.ts'
import { care } from './care.ts'

export const trayItem = z.enum([
  'show',
  'login',
  'logout',
  'issue',
  'refresh',
  'settings',
  'about',
  'quit',
  'token',
])

export const contract = {
  state: {
    /** The present snapshot at once, then every later one. */
    watch: base.output(eventIterator(snapshot)),
    refresh: base.output(nothing),
    dismissNotice: base.input(z.object({ noticeId: id })).output(nothing),
  },
  tray: {
    choose: base.input(z.object({ item: trayItem, tokenId: id.optional() })).output(nothing),
  },
  navigation: {
    go: base.input(z.object({ route })).output(nothing),
  },
  account: {
    captcha: base.output(captcha),
    login: base.input(loginForm).output(nothing),
    sendCode: base.input(z.object({ channel: loginChannel })).output(nothing),
    enterCode: base.input(z.object({ code: loginCode })).output(nothing),
    logout: base.output(nothing),
  },
  issuance: {
    start: base.input(z.object({ target, pin, lastTry })).output(z.object({ transactionId: z.string() })),
    resume: base.input(z.object({ transactionId: id, pin: pin.optional(), lastTry })).output(nothing),
    abandon: base.input(z.object({ transactionId: id })).output(nothing),
  },
  certificates: {
    details: base.input(z.object({ certificateId: id })).output(certificateDetails),
    revocation: base.input(z.object({ certificateId: id })).output(revocationStatus),
    export: base.input(z.object({ certificateId: id, format: z.enum(['der', 'pem']) })).output(exportedFile),
    openInSystem: base.input(z.object({ certificateId: id })).output(nothing),
  },
  ...care,
  prompt: {
    answer: base
      .input(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('pin'), promptId: id, pin, lastTry, certificateId: id.optional() }),
          z.object({ kind: z.literal('consent'), promptId: id, remember: z.boolean() }),
          z.object({ kind: z.literal('refuse'), promptId: id }),
        ]),
      )
      .output(nothing),
  },
  settings: {
    change: base.input(settingsChange).output(nothing),
    openDataFolder: base.output(nothing),
    licences: base.output(
      z.array(z.object({ name: z.string(), version: z.string(), licence: z.string() })).readonly(),
    ),
  },
}

export type Contract = typeof contract
export type TrayItemKind = z.infer<typeof trayItem>
