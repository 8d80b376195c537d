import type { DossierKind, DossierPurpose, DossierStep } from '../../../shared/identity/kinds.ts'
import { stepsOf } from '../../../shared/identity/kinds.ts'
import type { RaDossierState } from '../../../shared/ra-contract/identity-dossier.ts'
import type {
  RaAppeal,
  RaForeignEntity,
  RaPerson,
  RaPlace,
  RaRegistered,
  UploadPurpose,
} from '../../../shared/ra-contract/identity-values.ts'
import { DAY } from '../../clock.ts'
import { Refusal } from '../../refusal.ts'
import type { Change } from '../change.ts'

/** How long an applicant may take, and how long the answer can be read afterwards. */
export const DOSSIER_LIVES = 30 * DAY

/** 经办人: registered already, or registered on the spot when the dossier is submitted; he has his password then. */
export type GivenHandler =
  | { readonly how: 'registered'; readonly personId: string; readonly name: string; readonly phone: string }
  | {
      readonly how: 'new'
      readonly phone: string
      readonly person: RaPerson
      readonly passwordHash: string | null
    }

/** Who was asked for a code as a handler. personId null: nobody whom the authority knows; he gets no code. */
export type AskedHandler =
  | { readonly how: 'registered'; readonly personId: string | null }
  | { readonly how: 'new'; readonly phone: string }

/** What is made before the transaction and used once. */
export type Fresh = {
  /** Ids and user names for the account, and for a handler who is registered on the spot. */
  readonly account: { readonly id: string; readonly userName: string }
  readonly handler: { readonly id: string; readonly userName: string }
  /** 机构代码 of an entity without credit code. */
  readonly organisationCode: string
}

/** What was given so far. `phone` and `email` are proved; `asked` are those to which a code went. */
export type Given = {
  readonly person?: RaPerson
  /** Confirmed by the register. */
  readonly registered?: RaRegistered
  readonly entity?: RaForeignEntity
  readonly place?: RaPlace
  readonly appeal?: RaAppeal
  readonly phone?: string
  readonly email?: string
  readonly handler?: GivenHandler
  /** Kept while a person at the authority decides: the password, and what the account will be called. */
  readonly passwordHash?: string
  readonly fresh?: Fresh
  readonly asked?: {
    readonly sms?: string | undefined
    readonly mail?: string | undefined
    readonly handler?: AskedHandler | undefined
  }
}

/** What an account told about its holder when it was made or completed. */
export type Identity = Pick<Given, 'person' | 'registered' | 'entity' | 'place'>

export type DossierUpload = {
  readonly id: string
  readonly dossierId: string
  readonly purpose: UploadPurpose
  readonly name: string
  readonly size: number
  /** Of the content, to find the same file in two places. */
  readonly digest: string
}

export type Dossier = {
  readonly id: string
  readonly number: string
  readonly purpose: DossierPurpose
  readonly kind: DossierKind
  readonly state: RaDossierState
  /** The account that is completed, becomes an agency or gets a handler; the new account once there is one. */
  readonly accountId: string | null
  readonly clientHash: string | null
  readonly given: Given
  /** Why it was sent back or refused, or what an appeal was answered. */
  readonly reason: string | null
  /** The parts to correct. */
  readonly steps: readonly DossierStep[]
  readonly decidedBy: string | null
  readonly dueAt: number | null
  readonly openedAt: number
  readonly expiresAt: number
}

/** Which parts are still to be done, in order. */
export function missingSteps(dossier: Dossier, uploads: readonly DossierUpload[]): readonly DossierStep[] {
  const { given } = dossier
  const done: Readonly<Record<DossierStep, boolean>> = {
    appeal: given.appeal !== undefined,
    person: given.person !== undefined,
    register: given.registered !== undefined,
    entity: given.entity !== undefined,
    details: given.place !== undefined,
    phone: given.phone !== undefined,
    email: given.email !== undefined,
    uploads: neededUploads(dossier).every((purpose) => uploads.some((one) => one.purpose === purpose)),
    handler: given.handler !== undefined,
  }
  return stepsOf(dossier).filter((step) => !done[step] || dossier.steps.includes(step))
}

export function neededUploads({
  purpose,
  kind,
}: Pick<Dossier, 'purpose' | 'kind'>): readonly UploadPurpose[] {
  if (purpose === 'appeal') return ['appeal']
  return kind === 'entity-without-code' ? ['handler-proof', 'subject-proof'] : []
}

/** Why this part cannot be given now; null: it can. */
export function stepRefusal(dossier: Dossier | null, step: DossierStep, now: number): Refusal | null {
  const closed = closedRefusal(dossier, now)
  if (closed !== null || dossier === null) return closed
  return stepsOf(dossier).includes(step) ? null : new Refusal('dossier-step-unfit', { step })
}

/** Why nothing can be changed now. */
export function closedRefusal(dossier: Dossier | null, now: number): Refusal | null {
  if (dossier === null) return new Refusal('dossier-unknown')
  const state = stateAt(dossier, now)
  return state === 'open' || state === 'awaiting-correction' ? null : new Refusal('dossier-closed', { state })
}

/** The time of one that was not handed in runs out; one that is reviewed waits for its review. */
export function stateAt({ state, expiresAt }: Dossier, now: number): RaDossierState {
  const lapses = state === 'open' || state === 'awaiting-correction'
  return lapses && expiresAt <= now ? 'expired' : state
}

/** With more given, and this part no longer to be corrected. */
export function withGiven(dossier: Dossier, given: Partial<Given>, step: DossierStep | null): Dossier {
  return {
    ...dossier,
    given: { ...dossier.given, ...given },
    steps: dossier.steps.filter((one) => one !== step),
  }
}

/** What stays when it is over: no password, and nothing that was only for the way. */
export function withoutSecrets({ passwordHash: _, fresh: __, asked: ___, ...given }: Given): Given {
  const { handler } = given
  return handler?.how === 'new' ? { ...given, handler: { ...handler, passwordHash: null } } : given
}

export function put(dossier: Dossier): Change {
  return { kind: 'put-dossier', dossier }
}
