import { z } from 'zod'
import { base, id, nothing } from '../contract/base.ts'

export const trayItem = z.enum([
  'show',
  'login',
  'logout',
  'issue',
  'renewals',
  'upgrades',
  'documents',
  'refresh',
  'diagnosis',
  'settings',
  'about',
  'quit',
  'token',
  'sites',
  'unlock',
])

export const trayContract = {
  choose: base.input(z.object({ item: trayItem, tokenId: id.optional() })).output(nothing),
}

export type TrayItemKind = z.infer<typeof trayItem>
