import { account as accountEn } from '../account/words.en.ts'
import { account } from '../account/words.zh-cn.ts'
import { announcements as announcementsEn } from '../announcements/words.en.ts'
import { announcements } from '../announcements/words.zh-cn.ts'
import { applications as applicationsEn } from '../applications/words.en.ts'
import { applications } from '../applications/words.zh-cn.ts'
import { authority as authorityEn } from '../authority/words.en.ts'
import { authority } from '../authority/words.zh-cn.ts'
import { backup as backupEn } from '../backup/words.en.ts'
import { backup } from '../backup/words.zh-cn.ts'
import { browserExtension as browserExtensionEn } from '../browser-extension/words.en.ts'
import { browserExtension } from '../browser-extension/words.zh-cn.ts'
import { business as businessEn } from '../business/words.en.ts'
import { business } from '../business/words.zh-cn.ts'
import { certificateFields as certificateFieldsEn } from '../certificates/field-words.en.ts'
import { certificateFields } from '../certificates/field-words.zh-cn.ts'
import { certificates as certificatesEn } from '../certificates/words.en.ts'
import { certificates } from '../certificates/words.zh-cn.ts'
import { consoleProgram as consoleProgramEn } from '../console/words.en.ts'
import { consoleProgram } from '../console/words.zh-cn.ts'
import { decryptionRehearsal as decryptionRehearsalEn } from '../decryption-rehearsal/words.en.ts'
import { decryptionRehearsal } from '../decryption-rehearsal/words.zh-cn.ts'
import { diagnosis as diagnosisEn } from '../diagnosis/words.en.ts'
import { diagnosis } from '../diagnosis/words.zh-cn.ts'
import { documentsPage as documentsPageEn } from '../documents/documents-page-words.en.ts'
import { documentsPage } from '../documents/documents-page-words.zh-cn.ts'
import { documentPages as documentPagesEn } from '../documents/page-words.en.ts'
import { documentPages } from '../documents/page-words.zh-cn.ts'
import { documentReport as documentReportEn } from '../documents/report-words.en.ts'
import { documentReport } from '../documents/report-words.zh-cn.ts'
import { verification as verificationEn } from '../documents/verification-words.en.ts'
import { verification } from '../documents/verification-words.zh-cn.ts'
import { documents as documentsEn } from '../documents/words.en.ts'
import { documents } from '../documents/words.zh-cn.ts'
import { everywhere as everywhereEn } from '../everywhere/words.en.ts'
import { everywhere } from '../everywhere/words.zh-cn.ts'
import { finder as finderEn } from '../finder/words.en.ts'
import { finder } from '../finder/words.zh-cn.ts'
import { frame as frameEn } from '../frame/words.en.ts'
import { frame } from '../frame/words.zh-cn.ts'
import { help as helpEn } from '../help/words.en.ts'
import { help } from '../help/words.zh-cn.ts'
import { history as historyEn } from '../history/words.en.ts'
import { history } from '../history/words.zh-cn.ts'
import { home as homeEn } from '../home/words.en.ts'
import { home } from '../home/words.zh-cn.ts'
import { identityCentre as identityCentreEn } from '../identity/centre-words.en.ts'
import { identityCentre } from '../identity/centre-words.zh-cn.ts'
import { identity as identityEn } from '../identity/words.en.ts'
import { identity } from '../identity/words.zh-cn.ts'
import { issuance as issuanceEn } from '../issuance/words.en.ts'
import { issuance } from '../issuance/words.zh-cn.ts'
import { issuers as issuersEn } from '../issuers/words.en.ts'
import { issuers } from '../issuers/words.zh-cn.ts'
import { loopbackTrust as loopbackTrustEn } from '../loopback-trust/words.en.ts'
import { loopbackTrust } from '../loopback-trust/words.zh-cn.ts'
import { notices as noticesEn } from '../notices/words.en.ts'
import { notices } from '../notices/words.zh-cn.ts'
import { notifications as notificationsEn } from '../notifications/words.en.ts'
import { notifications } from '../notifications/words.zh-cn.ts'
import { oldCertificates as oldCertificatesEn } from '../old-certificates/words.en.ts'
import { oldCertificates } from '../old-certificates/words.zh-cn.ts'
import { orders as ordersEn } from '../orders/words.en.ts'
import { orders } from '../orders/words.zh-cn.ts'
import { pin as pinEn } from '../pin/words.en.ts'
import { pin } from '../pin/words.zh-cn.ts'
import { policies as policiesEn } from '../policies/words.en.ts'
import { policies } from '../policies/words.zh-cn.ts'
import { prompt as promptEn } from '../prompt/words.en.ts'
import { prompt } from '../prompt/words.zh-cn.ts'
import { reminders as remindersEn } from '../reminders/words.en.ts'
import { reminders } from '../reminders/words.zh-cn.ts'
import { renewal as renewalEn } from '../renewal/words.en.ts'
import { renewal } from '../renewal/words.zh-cn.ts'
import { replacement as replacementEn } from '../replacement/words.en.ts'
import { replacement } from '../replacement/words.zh-cn.ts'
import { seals as sealsEn } from '../seals/words.en.ts'
import { seals } from '../seals/words.zh-cn.ts'
import type { Language } from '../settings/model.ts'
import { settings as settingsEn } from '../settings/words.en.ts'
import { settings } from '../settings/words.zh-cn.ts'
import { subscription as subscriptionEn } from '../subscription/words.en.ts'
import { subscription } from '../subscription/words.zh-cn.ts'
import { tokens as tokensEn } from '../tokens/words.en.ts'
import { tokens } from '../tokens/words.zh-cn.ts'
import { transactions as transactionsEn } from '../transactions/words.en.ts'
import { transactions } from '../transactions/words.zh-cn.ts'
import { tray as trayEn } from '../tray/words.en.ts'
import { tray } from '../tray/words.zh-cn.ts'
import { unlock as unlockEn } from '../unlock/words.en.ts'
import { unlock } from '../unlock/words.zh-cn.ts'
import { updates as updatesEn } from '../updates/words.en.ts'
import { updates } from '../updates/words.zh-cn.ts'
import { upgrade as upgradeEn } from '../upgrade/words.en.ts'
import { upgrade } from '../upgrade/words.zh-cn.ts'
import { webSigning as webSigningEn } from '../web-signing/words.en.ts'
import { webSigning } from '../web-signing/words.zh-cn.ts'

const zhCn = {
  account,
  announcements,
  applications,
  authority,
  backup,
  browserExtension,
  business,
  certificateFields,
  certificates,
  consoleProgram,
  decryptionRehearsal,
  diagnosis,
  documentReport,
  documents,
  documentsPage,
  documentPages,
  verification,
  everywhere,
  frame,
  finder,
  help,
  history,
  home,
  identity,
  identityCentre,
  issuance,
  issuers,
  loopbackTrust,
  notices,
  notifications,
  oldCertificates,
  orders,
  pin,
  policies,
  prompt,
  reminders,
  renewal,
  replacement,
  seals,
  settings,
  subscription,
  tokens,
  transactions,
  tray,
  unlock,
  updates,
  upgrade,
  webSigning,
}

/** Chinese is the original: English does not compile unless it has the same texts. */
export type Texts = typeof zhCn

const en: Texts = {
  account: accountEn,
  announcements: announcementsEn,
  applications: applicationsEn,
  authority: authorityEn,
  backup: backupEn,
  browserExtension: browserExtensionEn,
  business: businessEn,
  certificateFields: certificateFieldsEn,
  certificates: certificatesEn,
  consoleProgram: consoleProgramEn,
  decryptionRehearsal: decryptionRehearsalEn,
  diagnosis: diagnosisEn,
  documentReport: documentReportEn,
  documents: documentsEn,
  documentsPage: documentsPageEn,
  documentPages: documentPagesEn,
  verification: verificationEn,
  everywhere: everywhereEn,
  frame: frameEn,
  finder: finderEn,
  help: helpEn,
  history: historyEn,
  home: homeEn,
  identity: identityEn,
  identityCentre: identityCentreEn,
  issuance: issuanceEn,
  issuers: issuersEn,
  loopbackTrust: loopbackTrustEn,
  notices: noticesEn,
  notifications: notificationsEn,
  oldCertificates: oldCertificatesEn,
  orders: ordersEn,
  pin: pinEn,
  policies: policiesEn,
  prompt: promptEn,
  reminders: remindersEn,
  renewal: renewalEn,
  replacement: replacementEn,
  seals: sealsEn,
  settings: settingsEn,
  subscription: subscriptionEn,
  tokens: tokensEn,
  transactions: transactionsEn,
  tray: trayEn,
  unlock: unlockEn,
  updates: updatesEn,
  upgrade: upgradeEn,
  webSigning: webSigningEn,
}

export const texts = (language: Language): Texts => (language === 'en' ? en : zhCn)
