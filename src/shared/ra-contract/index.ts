import type { ContractRouterClient } from '@orpc/contract'
import { applications } from './application-opening.ts'
import { certificates } from './certificate.ts'
import { feed } from './feed.ts'
import { identity } from './identity.ts'
import { identityOperator } from './identity-operator.ts'
import { info } from './info.ts'
import { operator } from './operator.ts'
import { orders } from './order.ts'
import { renewals } from './renewal.ts'
import { requests } from './request.ts'
import { seals } from './seal.ts'
import { captcha, sessions } from './session.ts'
import { subscriptions } from './subscription.ts'
import { tokens } from './token.ts'
import { unlocks } from './unlock.ts'
import { upgrades } from './upgrade.ts'
import { uploads } from './upload.ts'

export const raPathPrefix = '/ra/v1'

/** The contract between a client and a registration authority. The types of both sides follow from it. */
export const raContract = {
  info,
  captcha,
  sessions,
  tokens,
  requests,
  renewals,
  upgrades,
  applications,
  orders,
  certificates,
  seals,
  unlocks,
  uploads,
  feed,
  subscriptions,
  identity,
  operator: { ...operator, ...identityOperator },
}

export type RaClient = ContractRouterClient<typeof raContract>

export type { AccountKind, RaAccount } from './account.ts'
export type {
  RaCertificate,
  RaCertificateStatus,
  RaCertificateUsage,
  RaRevocationReason,
} from './certificate.ts'
export type { ContactChannel, MaskedContact } from './contact.ts'
export {
  type RaErrorCode,
  type RaErrorData,
  type RaErrorKind,
  type RaErrorParams,
  type RaErrorParamsOf,
  raErrorCodes,
  raErrorKind,
  raErrorOf,
} from './errors.ts'
export type {
  RaCentre,
  RaOpenedSession,
  RaPrincipal,
} from './identity-account.ts'
export type { RaDossier, RaDossierState } from './identity-dossier.ts'
export type {
  RaDossierFile,
  RaLegacyAccount,
  RaPractitioner,
  RaRegisterEntry,
} from './identity-operator.ts'
export type {
  RaAppeal,
  RaDocument,
  RaForeignEntity,
  RaPerson,
  RaPlace,
  RaRegistered,
  RaRepresentative,
  UploadPurpose,
} from './identity-values.ts'
export type { RaBusinessOffer } from './info.ts'
export { base64Length, raLimits } from './limits.ts'
export type { RaRecovery } from './operator.ts'
export type { RaOrder, RaOrderState } from './order.ts'
export { defaultPauseSeconds, reportOfRefusal } from './refusal-report.ts'
export {
  confirmationMessage,
  type RaApplication,
  type RaBusiness,
  type RaCollected,
  type RaRequest,
  type RaRequestState,
} from './request.ts'
export type { RaSeal, RaSealState } from './seal.ts'
export type { RaSession, SessionScope } from './session.ts'
export type { RaToken } from './token.ts'
