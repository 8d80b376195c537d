import { join } from 'node:path'
import type { Ground } from '../house/ground.ts'
import { createChainCache } from './chain-cache.ts'
import { issuersHandlers } from './handlers.ts'
import { chosenIssuer, type Issuer, type IssuerSet, issuerDetails, issuerView } from './issuers.ts'
import { createKnownAuthorities, type KnownAuthorities } from './known-authorities.ts'

export type Issuers = KnownAuthorities & {
  /** Where new business starts. */
  chosen(): Issuer
  /** null if there is no such issuer, or no longer one. */
  find(id: string | null): Issuer | null
}

/** The issuing authorities as data, and the issuer of each certificate. */
export const issuersPart = ({
  home,
  issuerSet,
  state,
  events,
}: Pick<Ground, 'home' | 'state' | 'events'> & { readonly issuerSet: IssuerSet }) => {
  const chosen = () => chosenIssuer(issuerSet, state.current().settings.issuerId)
  events.on('settings-changed', ({ before, after }) => {
    if (before.issuerId === after.issuerId) return
    state.change({ issuer: issuerView(chosen()) })
    events.tell('issuer-changed', { issuerId: after.issuerId })
  })
  const find = (id: string | null) => issuerSet.issuers.find((one) => one.id === id) ?? null
  const authorities = createKnownAuthorities(issuerSet, createChainCache(join(home, 'authorities')))
  const service: Issuers = { ...authorities, chosen, find }
  const details = (id: string) => {
    const issuer = find(id)
    return issuer && issuerDetails(issuer)
  }
  return { service, handlers: issuersHandlers({ details }) }
}
