import type { RaApplication, RaRequest } from '../../../shared/ra-contract/index.ts'

/** A request as the lists of the operator show it. */
export type RequestRow = {
  readonly request: RaRequest
  readonly accountName: string
  readonly application: RaApplication | null
}
