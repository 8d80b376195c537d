import type { Snapshot } from '../../shared/models/index.ts'
import { chosenIssuer, type IssuerSet, issuerView } from './issuers.ts'

export const firstIssuers = (set: IssuerSet, chosenId: string): Pick<Snapshot, 'issuer' | 'issuers'> => ({
  issuer: issuerView(chosenIssuer(set, chosenId)),
  issuers: set.issuers.map(issuerView),
})
