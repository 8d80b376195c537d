import type { DossierPurpose } from '../../shared/identity/kinds.ts'
import type { AccountKind } from '../../shared/ra-contract/account.ts'
import type { RaDossierState } from '../../shared/ra-contract/identity-dossier.ts'
import type { RaPractitioner, RaRegisterEntry } from '../../shared/ra-contract/identity-operator.ts'
import type { Account, Page, Search, Session } from '../records.ts'
import type {
  Unfinished as AccountUnfinished,
  ContactChange,
  ContactChangeAsking,
  HandlerRemoval,
  Owner,
  PasswordChange,
} from '../rules/identity/centre.ts'
import type { ContactAsking, ContactProof } from '../rules/identity/contact.ts'
import type { Dossier, DossierUpload } from '../rules/identity/dossier.ts'
import type { HandlerAsking, HandlerBinding } from '../rules/identity/handler.ts'
import type { LegacyLink, LegacyListed, LegacyLogin } from '../rules/identity/legacy.ts'
import type { LegacyNaming, NoticeSending } from '../rules/identity/notice.ts'
import type { DossierOpening } from '../rules/identity/opening.ts'
import type { PartPutting } from '../rules/identity/parts.ts'
import type {
  Imported,
  PractitionerImport,
  RegisterCheck,
  RegisterImport,
} from '../rules/identity/register.ts'
import type { ResetAsking, ResetFinish } from '../rules/identity/reset.ts'
import type { DossierReview } from '../rules/identity/review.ts'
import type { Submission } from '../rules/identity/submission.ts'
import type { DossierUploading } from '../rules/identity/uploads.ts'

export type DossierFile = {
  readonly dossier: Dossier
  readonly uploads: readonly DossierUpload[]
  readonly account: Account | null
}

export type OpenedSession = Pick<Session, 'tokenHash' | 'scope' | 'expiresAt'> & {
  readonly handlerName: string | null
  readonly openedAt: number
}

/** What the authority stores of 统一身份认证, as whole operations like those of the store. */
export interface IdentityOperations {
  // dossiers
  openDossier(opening: DossierOpening): Promise<Dossier>
  dossier(id: string): Promise<DossierFile | null>
  dossiers(
    search: Search,
    state: RaDossierState | null,
    purpose: DossierPurpose | null,
  ): Promise<Page<DossierFile>>
  abandonDossier(step: { readonly dossierId: string; readonly now: number }): Promise<void>
  askContact(asking: ContactAsking): Promise<Dossier>
  proveContact(proof: ContactProof): Promise<Dossier>
  putPart(putting: PartPutting): Promise<Dossier>
  checkRegister(check: RegisterCheck): Promise<Dossier>
  addDossierUpload(uploading: DossierUploading): Promise<Dossier>
  dossierUpload(id: string): Promise<{ readonly name: string; readonly content: Uint8Array } | null>
  askHandler(asking: HandlerAsking): Promise<Dossier>
  bindHandler(binding: HandlerBinding): Promise<Dossier>
  submitDossier(submission: Submission): Promise<Dossier>
  reviewDossier(review: DossierReview): Promise<Dossier>

  // registers
  importRegister(rows: RegisterImport): Promise<Imported>
  importPractitioners(rows: PractitionerImport): Promise<Imported>
  register(search: Search): Promise<Page<RaRegisterEntry>>
  practitioners(search: Search): Promise<Page<RaPractitioner>>

  // accounts
  legacyOf(accountId: string): Promise<LegacyLogin | null>
  /** `several`: only those whose holder has more than one. */
  legacyLogins(search: Search, which: 'several' | 'all'): Promise<Page<LegacyListed>>
  linkLegacy(link: LegacyLink): Promise<void>
  nameLegacy(naming: LegacyNaming): Promise<{ readonly others: readonly string[]; readonly messages: number }>
  handlersOf(
    accountId: string,
  ): Promise<readonly { readonly person: Account; readonly boundAt: number | null }[]>
  /** For whom a person may act; those that are closed come last. */
  principalsOf(personId: string): Promise<readonly Account[]>
  removeHandler(removal: HandlerRemoval): Promise<void>
  unfinishedOf(accountId: string, now: number): Promise<readonly AccountUnfinished[]>
  askContactChange(asking: ContactChangeAsking): Promise<void>
  changeContact(change: ContactChange): Promise<void>
  changePassword(change: PasswordChange): Promise<void>
  sessionsOf(accountId: string, now: number): Promise<readonly OpenedSession[]>
  /** Ends the session of this account whose token has this hash. */
  endSession(accountId: string, tokenHash: string): Promise<void>
  closeAccount(owner: Owner): Promise<void>
  askReset(asking: ResetAsking): Promise<void>
  finishReset(finish: ResetFinish): Promise<void>
  noticeFigures(
    occasion: string,
    kinds: readonly AccountKind[],
  ): Promise<{
    readonly due: number
    readonly withoutMail: number
    readonly sent: number
    readonly first: Account | null
  }>
  /** To so many accounts that have not had it; returns how many got it now. */
  sendNotice(
    sending: Omit<NoticeSending, 'accounts'> & {
      readonly kinds: readonly AccountKind[]
      readonly limit: number
    },
  ): Promise<number>
}
