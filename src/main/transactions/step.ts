import type { TokenId, TokenSession } from '../../native/token.ts'
import type { Certificate } from '../../pki/index.ts'
import type { ErrorCode } from '../../shared/errors/index.ts'
import type { StepName, TokenKind, WaitFor } from '../../shared/models/index.ts'
import type { RaClient } from '../../shared/ra-contract/index.ts'
import type { Authority } from '../authority/index.ts'
import type { TransactionKeyring } from './keyring.ts'
import type { Back, Done, DoneOf, Ended, LeftBy, Started } from './records.ts'

/** Where a transaction stands: follows from its records and from nothing else. */
export type Progress = {
  readonly started: Started
  /** The steps of its business, in order. */
  readonly steps: readonly Step[]
  readonly done: { readonly [S in StepName]?: DoneOf<S> }
  /** The step to do next; null when all are done or the transaction has ended. */
  readonly next: Step | null
  readonly ended: Ended | null
}

/** What every step may use. */
export type Work = {
  readonly transactionId: string
  readonly progress: Progress
  readonly authority: Authority
  /** Speaks for the person who began it. */
  readonly owner: () => RaClient
  readonly keyring: TransactionKeyring
  /** Whether a certificate is known to be another authority's: it is nobody's to clear away here. */
  readonly isForeign: (certificate: Certificate) => boolean
}

/** What a step inside the token's authenticated scope may use besides. */
export type TokenWork = Work & { readonly session: TokenSession; readonly tokenId: TokenId }

/** A step that cannot be done yet answers with what it waits for. That is no error: it is asked again later. */
export type StepWait = WaitFor<'payment'> | WaitFor<'review'>

export type Act =
  | { readonly where: 'outside'; run(work: Work): Promise<Done['left'] | StepWait> }
  | { readonly where: 'token'; run(work: TokenWork): Promise<Done['left']> }

/** A step does one thing and tells what it left behind; done twice, it leaves the same. */
export type Step = {
  readonly name: StepName
  act(kind: TokenKind): Act
  /** What of an earlier step is not to be believed after this error: from there on everything is done again. */
  readonly back?: { readonly after: ErrorCode; readonly to: Back['to'] }
}

/** A step that needs no token. */
export const outside = <S extends StepName>(
  name: S,
  run: (work: Work) => Promise<LeftBy<S> | StepWait>,
): Step => ({ name, act: () => ({ where: 'outside', run }) })

/** A step inside the token's authenticated scope, so one that needs its PIN. */
export const onToken = <S extends StepName>(
  name: S,
  run: (work: TokenWork) => Promise<LeftBy<S>>,
  back?: Step['back'],
): Step => ({ name, act: () => ({ where: 'token', run }), ...(back ? { back } : {}) })

/** A step that a Ukey does in its scope and that is done outside for a soft token. */
export const onUkey = <S extends StepName>(
  name: S,
  run: (work: TokenWork) => Promise<LeftBy<S>>,
  runForSoft: (work: Work) => Promise<LeftBy<S>>,
): Step => ({
  name,
  act: (kind) => (kind === 'ukey' ? { where: 'token', run } : { where: 'outside', run: runForSoft }),
})
