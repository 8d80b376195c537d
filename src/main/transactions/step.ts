import type { TokenId, TokenSession } from '../../native/token.ts'
import type { Certificate } from '../../pki/index.ts'
import type { ErrorCode } from '../../shared/errors/index.ts'
import type { StepName, TokenKind, WaitFor } from '../../shared/models/index.ts'
import type { RaClient } from '../../shared/ra-contract/index.ts'
import type { Authority } from '../authority/index.ts'
import type { TransactionKeyring } from './keyring.ts'
import type { Back, Done, DoneOf, Ended, LeftBy, Started } from './records.ts'

/** The state of a transaction. It follows from its records alone. */
export type Progress = {
  readonly started: Started
  /** The steps of its business, in order. */
  readonly steps: readonly Step[]
  readonly done: { readonly [S in StepName]?: DoneOf<S> }
  /** The step to do next; null if all are done or the transaction has ended. */
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
  /** Whether a certificate is known to be another authority's. Such a one must not be removed here. */
  readonly isForeign: (certificate: Certificate) => boolean
  /** Tells what the authority took out of force (SHA-256), so that nobody is shown it as valid until it is asked. */
  readonly superseded: (fingerprints: readonly string[]) => void
}

/** What a step inside the token's authenticated scope may use as well. */
export type TokenWork = Work & { readonly session: TokenSession; readonly tokenId: TokenId }

/**
 * The answer of a step that cannot be done yet: what it waits for. That is no error, and the step is asked again later.
 */
export type StepWait = WaitFor<'payment'> | WaitFor<'review'> | WaitFor<'correction'>

export type Act =
  | { readonly where: 'outside'; run(work: Work): Promise<Done['left'] | StepWait> }
  | { readonly where: 'token'; run(work: TokenWork): Promise<Done['left']> }

/** A step does one thing and returns what it left behind. If it is done twice, the result is the same. */
export type Step = {
  readonly name: StepName
  act(kind: TokenKind, progress: Progress): Act
  /** After this error, the result of an earlier step is not trusted, and everything from there on is done again. */
  readonly back?: { readonly after: ErrorCode; readonly to: Back['to'] }
}

/** A step that needs no token. */
export const outside = <S extends StepName>(
  name: S,
  run: (work: Work) => Promise<LeftBy<S> | StepWait>,
): Step => ({ name, act: () => ({ where: 'outside', run }) })

/** A step inside the token's authenticated scope, so it needs the token's PIN. */
export const onToken = <S extends StepName>(
  name: S,
  run: (work: TokenWork) => Promise<LeftBy<S>>,
  back?: Step['back'],
): Step => ({ name, act: () => ({ where: 'token', run }), ...(back ? { back } : {}) })

/** A step that is done inside the token's scope for a Ukey and outside of it for a soft token. */
export const onUkey = <S extends StepName>(
  name: S,
  run: (work: TokenWork) => Promise<LeftBy<S>>,
  runForSoft: (work: Work) => Promise<LeftBy<S>>,
): Step => ({
  name,
  act: (kind) => (kind === 'ukey' ? { where: 'token', run } : { where: 'outside', run: runForSoft }),
})

/** A step that may have nothing to do with the token. Then it asks for no PIN. */
export const onTokenIf = <S extends StepName>(
  name: S,
  isNeeded: (progress: Progress) => boolean,
  run: (work: TokenWork) => Promise<LeftBy<S>>,
  otherwise: LeftBy<S>,
): Step => ({
  name,
  act: (_, progress) =>
    isNeeded(progress) ? { where: 'token', run } : { where: 'outside', run: async () => otherwise },
})
