import { accountContract } from '../account/contract.ts'
import { announcementsContract } from '../announcements/contract.ts'
import { applicationsContract } from '../applications/contract.ts'
import { authorityContract } from '../authority/contract.ts'
import { backupContract } from '../backup/contract.ts'
import { browserExtensionContract } from '../browser-extension/contract.ts'
import { certificateStoreContract } from '../certificate-store/contract.ts'
import { certificatesContract } from '../certificates/contract.ts'
import { decryptionRehearsalContract } from '../decryption-rehearsal/contract.ts'
import { diagnosisContract } from '../diagnosis/contract.ts'
import { documentsContract } from '../documents/contract.ts'
import { helpContract } from '../help/contract.ts'
import { historyContract } from '../history/contract.ts'
import { identityContract } from '../identity/contract.ts'
import { issuanceContract } from '../issuance/contract.ts'
import { issuersContract } from '../issuers/contract.ts'
import { loopbackTrustContract } from '../loopback-trust/contract.ts'
import { noticesContract } from '../notices/contract.ts'
import { notificationsContract } from '../notifications/contract.ts'
import { oldCertificatesContract } from '../old-certificates/contract.ts'
import { ordersContract } from '../orders/contract.ts'
import { pinContract } from '../pin/contract.ts'
import { navigationContract } from '../places/contract.ts'
import { promptContract } from '../prompt/contract.ts'
import { remindersContract } from '../reminders/contract.ts'
import { renewalContract } from '../renewal/contract.ts'
import { replacementContract } from '../replacement/contract.ts'
import { sealsContract } from '../seals/contract.ts'
import { settingsContract } from '../settings/contract.ts'
import { stateContract } from '../snapshot/contract.ts'
import { subscriptionContract } from '../subscription/contract.ts'
import { tokensContract } from '../tokens/contract.ts'
import { transactionsContract } from '../transactions/contract.ts'
import { trayContract } from '../tray/contract.ts'
import { unlockContract } from '../unlock/contract.ts'
import { updatesContract } from '../updates/contract.ts'
import { upgradeContract } from '../upgrade/contract.ts'
import { webSigningContract } from '../web-signing/contract.ts'

/** What windows may ask of the main process, one slice for each business. */
export const contract = {
  account: accountContract,
  announcements: announcementsContract,
  applications: applicationsContract,
  authority: authorityContract,
  backup: backupContract,
  browserExtension: browserExtensionContract,
  certificateStore: certificateStoreContract,
  certificates: certificatesContract,
  decryptionRehearsal: decryptionRehearsalContract,
  diagnosis: diagnosisContract,
  documents: documentsContract,
  help: helpContract,
  history: historyContract,
  identity: identityContract,
  issuance: issuanceContract,
  issuers: issuersContract,
  loopbackTrust: loopbackTrustContract,
  navigation: navigationContract,
  notices: noticesContract,
  notifications: notificationsContract,
  oldCertificates: oldCertificatesContract,
  orders: ordersContract,
  pin: pinContract,
  prompt: promptContract,
  reminders: remindersContract,
  renewal: renewalContract,
  replacement: replacementContract,
  seals: sealsContract,
  settings: settingsContract,
  state: stateContract,
  subscription: subscriptionContract,
  tokens: tokensContract,
  transactions: transactionsContract,
  tray: trayContract,
  unlock: unlockContract,
  updates: updatesContract,
  upgrade: upgradeContract,
  webSigning: webSigningContract,
}

export type Contract = typeof contract
export type { NewPinStrength, PinEntry, PinTries, SentPin } from '../pin/entry.ts'
export type { PromptAnswer, SentAnswer } from '../prompt/contract.ts'
export type { RenewalCorrection, RenewalWish } from '../renewal/contract.ts'
export type { ReplacementWish } from '../replacement/contract.ts'
export type { TrayItemKind } from '../tray/contract.ts'
export type { UnlockWho } from '../unlock/contract.ts'
export type { UpgradeWish } from '../upgrade/contract.ts'
