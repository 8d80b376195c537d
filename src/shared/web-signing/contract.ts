import { z } from 'zod'
import { base, exportedFile, nothing } from '../contract/base.ts'
import { webOrigin } from '../prompt/origin.ts'
import { carrierName, siteScopes, siteUse } from './model.ts'

const site = z.object({ origin: webOrigin })

export const webSigningContract = {
  /** The master switch. Off means that no page reaches the assistant. */
  switchAll: base.input(z.object({ on: z.boolean() })).output(nothing),
  switchCarrier: base.input(z.object({ carrier: carrierName, on: z.boolean() })).output(nothing),
  /** Approves a site beforehand, or changes what it may do. */
  approve: base.input(site.extend({ scopes: siteScopes })).output(nothing),
  /** 撤销: the site's pages are disconnected, and it has to ask again. */
  withdraw: base.input(site).output(nothing),
  /** Newest first. Without an origin, of all sites. */
  uses: base.input(z.object({ origin: webOrigin.optional() })).output(z.array(siteUse).readonly()),
  exportUses: base.input(z.object({ origin: webOrigin.optional() })).output(exportedFile),
}
