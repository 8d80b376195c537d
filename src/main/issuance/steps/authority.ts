import type { RaClient } from '../../../shared/ra-contract/index.ts'
import { leftBy } from '../../transactions/progress.ts'
import type { Work } from '../../transactions/step.ts'

export const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
/** The client that speaks for this one request, whoever is logged in now. */
export const requestClient = ({ authority, progress }: Work): RaClient =>
  authority.clientFor(leftBy(progress, 'request').resumeToken)
