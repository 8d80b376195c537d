import type { RaClient } from '../../../shared/ra-contract/index.ts'
import { leftBy } from '../../transactions/progress.ts'
import type { Work } from '../../transactions/step.ts'

export const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
export const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))

/** The client that speaks for this one request, whoever is logged in now. */
export const requestClient = ({ authority, progress }: Work): RaClient =>
  authority.clientFor(leftBy(progress, 'request').resumeToken)
