import type { TokenId, TokenSession } from '../../../native/token.ts'
import type { Certificate } from '../../../pki/index.ts'
import type { IssuanceStep } from '../../../shared/models/index.ts'
import type { RaClient } from '../../../shared/ra-contract/index.ts'
import type { Authority } from '../../authority/index.ts'
import { leftBy, type Progress } from '../progress.ts'
import type { LeftBy } from '../records.ts'

/** What every step may use. */
export type Work = {
  readonly transactionId: string
  readonly progress: Progress
  readonly authority: Authority
  /** Speaks for the person who began it. */
  readonly owner: () => RaClient
  /** Whether a certificate is known to be another authority's: it is nobody's to clear away here. */
  readonly isForeign: (certificate: Certificate) => boolean
}

/** What a step inside the token's authenticated scope may use besides. */
export type TokenWork = Work & { readonly session: TokenSession; readonly tokenId: TokenId }

/** A step does one thing and tells what it left behind; done twice, it leaves the same. */
export type Step<S extends IssuanceStep, W extends Work = Work> = (work: W) => Promise<LeftBy<S>>

export const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
export const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))

/** The client that speaks for this one request, whoever is logged in now. */
export const requestClient = ({ authority, progress }: Work): RaClient =>
  authority.clientFor(leftBy(progress, 'request').resumeToken)
