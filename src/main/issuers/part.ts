import type { Ground } from '../house/ground.ts'
import type { Part } from '../house/part.ts'
import { chosenIssuer, type Issuer, type IssuerSet, issuerView } from './issuers.ts'

export type Issuers = {
  /** Where new business starts. */
  chosen(): Issuer
  isKnown(id: string): boolean
}

export const issuersPart = ({
  issuerSet,
  state,
  events,
}: Pick<Ground, 'state' | 'events'> & { readonly issuerSet: IssuerSet }): Part<Issuers> => {
  const chosen = () => chosenIssuer(issuerSet, state.current().settings.issuerId)
  events.on('settings-changed', ({ before, after }) => {
    if (before.issuerId === after.issuerId) return
    state.change({ issuer: issuerView(chosen()) })
    events.tell('issuer-changed', { issuerId: after.issuerId })
  })
  const isKnown = (id: string) => issuerSet.issuers.some((one) => one.id === id)
  return { service: { chosen, isKnown } }
}
