import { accountErrors as accountEn } from '../account/errors.en.ts'
import { accountErrors as account } from '../account/errors.zh-cn.ts'
import { announcementsErrors as announcementsEn } from '../announcements/errors.en.ts'
import { announcementsErrors as announcements } from '../announcements/errors.zh-cn.ts'
import { applicationsErrors as applicationsEn } from '../applications/errors.en.ts'
import { applicationsErrors as applications } from '../applications/errors.zh-cn.ts'
import { backupErrors as backupEn } from '../backup/errors.en.ts'
import { backupErrors as backup } from '../backup/errors.zh-cn.ts'
import { certificateStoreErrors as certificateStoreEn } from '../certificate-store/errors.en.ts'
import { certificateStoreErrors as certificateStore } from '../certificate-store/errors.zh-cn.ts'
import { certificatesErrors as certificatesEn } from '../certificates/errors.en.ts'
import { certificatesErrors as certificates } from '../certificates/errors.zh-cn.ts'
import { connectionErrors as connectionEn } from '../connection/errors.en.ts'
import { connectionErrors as connection } from '../connection/errors.zh-cn.ts'
import { consoleErrors as consoleEn } from '../console/errors.en.ts'
import { consoleErrors as consoleZh } from '../console/errors.zh-cn.ts'
import { decryptionRehearsalErrors as decryptionRehearsalEn } from '../decryption-rehearsal/errors.en.ts'
import { decryptionRehearsalErrors as decryptionRehearsal } from '../decryption-rehearsal/errors.zh-cn.ts'
import { diagnosisErrors as diagnosisEn } from '../diagnosis/errors.en.ts'
import { diagnosisErrors as diagnosis } from '../diagnosis/errors.zh-cn.ts'
import { documentsErrors as documentsEn } from '../documents/errors.en.ts'
import { documentsErrors as documents } from '../documents/errors.zh-cn.ts'
import { everywhereErrors as everywhereEn } from '../everywhere/errors.en.ts'
import { everywhereErrors as everywhere } from '../everywhere/errors.zh-cn.ts'
import { historyErrors as historyEn } from '../history/errors.en.ts'
import { historyErrors as history } from '../history/errors.zh-cn.ts'
import { identityErrors as identityEn } from '../identity/errors.en.ts'
import { identityErrors as identity } from '../identity/errors.zh-cn.ts'
import { issuanceErrors as issuanceEn } from '../issuance/errors.en.ts'
import { issuanceErrors as issuance } from '../issuance/errors.zh-cn.ts'
import { issuersErrors as issuersEn } from '../issuers/errors.en.ts'
import { issuersErrors as issuers } from '../issuers/errors.zh-cn.ts'
import { loopbackTrustErrors as loopbackTrustEn } from '../loopback-trust/errors.en.ts'
import { loopbackTrustErrors as loopbackTrust } from '../loopback-trust/errors.zh-cn.ts'
import { oldCertificatesErrors as oldCertificatesEn } from '../old-certificates/errors.en.ts'
import { oldCertificatesErrors as oldCertificates } from '../old-certificates/errors.zh-cn.ts'
import { operatorErrors as operatorEn } from '../operator/errors.en.ts'
import { operatorErrors as operator } from '../operator/errors.zh-cn.ts'
import { ordersErrors as ordersEn } from '../orders/errors.en.ts'
import { ordersErrors as orders } from '../orders/errors.zh-cn.ts'
import { pinErrors as pinEn } from '../pin/errors.en.ts'
import { pinErrors as pin } from '../pin/errors.zh-cn.ts'
import { policiesErrors as policiesEn } from '../policies/errors.en.ts'
import { policiesErrors as policies } from '../policies/errors.zh-cn.ts'
import { renewalErrors as renewalEn } from '../renewal/errors.en.ts'
import { renewalErrors as renewal } from '../renewal/errors.zh-cn.ts'
import { sealsErrors as sealsEn } from '../seals/errors.en.ts'
import { sealsErrors as seals } from '../seals/errors.zh-cn.ts'
import { settingsErrors as settingsEn } from '../settings/errors.en.ts'
import { settingsErrors as settings } from '../settings/errors.zh-cn.ts'
import { tokensErrors as tokensEn } from '../tokens/errors.en.ts'
import { tokensErrors as tokens } from '../tokens/errors.zh-cn.ts'
import { transactionsErrors as transactionsEn } from '../transactions/errors.en.ts'
import { transactionsErrors as transactions } from '../transactions/errors.zh-cn.ts'
import { unlockErrors as unlockEn } from '../unlock/errors.en.ts'
import { unlockErrors as unlock } from '../unlock/errors.zh-cn.ts'
import { updatesErrors as updatesEn } from '../updates/errors.en.ts'
import { updatesErrors as updates } from '../updates/errors.zh-cn.ts'
import { upgradeErrors as upgradeEn } from '../upgrade/errors.en.ts'
import { upgradeErrors as upgrade } from '../upgrade/errors.zh-cn.ts'
import { versionsErrors as versionsEn } from '../versions/errors.en.ts'
import { versionsErrors as versions } from '../versions/errors.zh-cn.ts'
import { webSigningErrors as webSigningEn } from '../web-signing/errors.en.ts'
import { webSigningErrors as webSigning } from '../web-signing/errors.zh-cn.ts'
import type { ErrorText } from './entry.ts'
import type { FiguresIn } from './figures.ts'

/** Chinese is the original: it defines which errors there are and which figures their sentences need. */
export const zhCn = {
  ...account,
  ...announcements,
  ...applications,
  ...backup,
  ...certificateStore,
  ...certificates,
  ...connection,
  ...consoleZh,
  ...decryptionRehearsal,
  ...diagnosis,
  ...documents,
  ...everywhere,
  ...history,
  ...identity,
  ...issuance,
  ...issuers,
  ...loopbackTrust,
  ...oldCertificates,
  ...operator,
  ...orders,
  ...pin,
  ...policies,
  ...renewal,
  ...seals,
  ...settings,
  ...tokens,
  ...transactions,
  ...unlock,
  ...updates,
  ...upgrade,
  ...versions,
  ...webSigning,
}

export type Catalogue = typeof zhCn

/** The figures in any of the four sentences of an error. */
export type Figures<Entry extends ErrorText> = FiguresIn<Entry[keyof ErrorText]>

/**
 * Makes an entry fail to compile if its English text uses a figure that the Chinese one lacks, because it would stay
 * empty.
 */
type English<Texts extends Readonly<Record<keyof Catalogue, ErrorText>>> = {
  readonly [Code in keyof Catalogue]: Figures<Texts[Code]> extends Figures<Catalogue[Code]>
    ? ErrorText
    : { readonly figuresThatChineseLacks: Exclude<Figures<Texts[Code]>, Figures<Catalogue[Code]>> }
}

const english = {
  ...accountEn,
  ...announcementsEn,
  ...applicationsEn,
  ...backupEn,
  ...certificateStoreEn,
  ...certificatesEn,
  ...connectionEn,
  ...consoleEn,
  ...decryptionRehearsalEn,
  ...diagnosisEn,
  ...documentsEn,
  ...everywhereEn,
  ...historyEn,
  ...identityEn,
  ...issuanceEn,
  ...issuersEn,
  ...loopbackTrustEn,
  ...oldCertificatesEn,
  ...operatorEn,
  ...ordersEn,
  ...pinEn,
  ...policiesEn,
  ...renewalEn,
  ...sealsEn,
  ...settingsEn,
  ...tokensEn,
  ...transactionsEn,
  ...unlockEn,
  ...updatesEn,
  ...upgradeEn,
  ...versionsEn,
  ...webSigningEn,
}

export const en: English<typeof english> = english
