import type { StepId } from '../diagnosis/step-ids.ts'
import type { Texts } from '../text/index.ts'

export const settingsSections = ['user', 'general', 'certificates', 'service', 'about'] as const
export type SettingsSection = (typeof settingsSections)[number]

/** What the address of a page can contain after the page's name. */
export type Details = {
  readonly none: object
  readonly token: { readonly tokenId: string }
  readonly 'token-or-none': { readonly tokenId: string | null }
  readonly certificate: { readonly certificateId: string }
  readonly 'certificate-or-none': { readonly certificateId: string | null }
  readonly transaction: { readonly transactionId: string }
  readonly upgrade: { readonly upgradeId: string }
  readonly dossier: { readonly dossierKey: string }
  readonly 'issuer-or-none': { readonly issuerId: string | null }
  readonly section: { readonly section: SettingsSection }
  readonly 'step-or-none': { readonly step: StepId | null }
  readonly 'search-or-none': { readonly search: string | null }
  readonly article: { readonly articleId: string }
  readonly document: { readonly documentId: string }
}

type Page = {
  readonly detail: keyof Details
  readonly title: (words: Texts) => string
  /** The item of the rail that is lit on this page; null if none is. */
  readonly below:
    | 'home'
    | 'certificates'
    | 'documents'
    | 'business'
    | 'service'
    | 'diagnosis'
    | 'settings'
    | 'login'
    | 'centre'
    | 'old-account'
    | null
  /** The page's own item in the rail. */
  readonly rail?: {
    readonly end: 'top' | 'bottom'
    readonly icon: 'home' | 'certificate' | 'document' | 'counter' | 'question' | 'checklist' | 'sliders'
    readonly word: (words: Texts) => string
  }
  /** Only the assistant itself can send a window there. */
  readonly own?: true
}

/**
 * The one table of pages. Places, their addresses, the rail, window titles and the targets of notifications and the
 * tray follow from it. `src/renderer/pages.tsx` shows each page and does not compile if one is missing.
 */
export const pages = {
  home: {
    detail: 'none',
    title: (words) => words.home.title,
    below: 'home',
    rail: { end: 'top', icon: 'home', word: (words) => words.frame.home },
  },
  certificates: {
    detail: 'none',
    title: (words) => words.certificates.title,
    below: 'certificates',
    rail: { end: 'top', icon: 'certificate', word: (words) => words.frame.certificates },
  },
  certificate: {
    detail: 'certificate',
    title: (words) => words.certificates.details,
    below: 'certificates',
  },
  issue: { detail: 'token-or-none', title: (words) => words.issuance.title, below: 'certificates' },
  /** 证书续期: all certificates that are here, and the renewals that are not finished. */
  renewals: { detail: 'none', title: (words) => words.renewal.title, below: 'certificates' },
  /** The application for the renewal of one certificate, at the authority of that certificate. */
  renewal: { detail: 'certificate', title: (words) => words.renewal.title, below: 'certificates' },
  /** A renewal that was submitted: payment, review, installation. */
  'renewal-progress': {
    detail: 'transaction',
    title: (words) => words.renewal.progress.title,
    below: 'certificates',
  },
  /** 升级向导: the certificates that can be upgraded, and the wizards that are not finished. */
  upgrades: { detail: 'none', title: (words) => words.upgrade.title, below: 'certificates' },
  /** The wizard of one certificate until it is submitted. */
  upgrade: { detail: 'certificate', title: (words) => words.upgrade.title, below: 'certificates' },
  /** The wizard after that: its three ticks and the summary. */
  'upgrade-progress': { detail: 'upgrade', title: (words) => words.upgrade.title, below: 'certificates' },
  pin: { detail: 'token', title: (words) => words.pin.change, below: 'certificates' },
  unlock: { detail: 'token', title: (words) => words.unlock.title, below: 'certificates' },
  replacement: { detail: 'issuer-or-none', title: (words) => words.replacement.title, below: 'certificates' },
  /** 能否解密: a file, or the certificate that the person came from. */
  'decryption-rehearsal': {
    detail: 'certificate-or-none',
    title: (words) => words.decryptionRehearsal.title,
    below: 'certificates',
  },
  backup: { detail: 'token-or-none', title: (words) => words.backup.title, below: 'certificates' },
  /** The backup page, opened at its restore form. */
  restore: { detail: 'none', title: (words) => words.backup.title, below: 'certificates' },
  history: { detail: 'token-or-none', title: (words) => words.history.title, below: 'certificates' },
  /** 签名与加密: files to verify, sign, encrypt and decrypt. */
  documents: {
    detail: 'none',
    title: (words) => words.documentsPage.title,
    below: 'documents',
    rail: { end: 'top', icon: 'document', word: (words) => words.documentsPage.title },
  },
  /** What was found in one file of the list. */
  document: { detail: 'document', title: (words) => words.documentsPage.details.title, below: 'documents' },
  /** The roots that verification trusts. */
  'document-roots': {
    detail: 'none',
    title: (words) => words.documentsPage.roots.title,
    below: 'documents',
  },
  /** 业务办理: what can be done with each certificate, the pages of authorities, drivers. */
  business: {
    detail: 'none',
    title: (words) => words.business.title,
    below: 'business',
    rail: { end: 'top', icon: 'counter', word: (words) => words.business.rail },
  },
  applications: { detail: 'none', title: (words) => words.applications.title, below: 'business' },
  announcements: { detail: 'none', title: (words) => words.announcements.title, below: 'home' },
  /** 注册 for notices. */
  subscription: { detail: 'none', title: (words) => words.subscription.title, below: 'business' },
  login: { detail: 'issuer-or-none', title: (words) => words.account.title, below: 'login' },
  /** 用户服务: questions, hotlines and service points; with what the person searched for. */
  service: {
    detail: 'search-or-none',
    title: (words) => words.help.title,
    below: 'service',
    rail: { end: 'top', icon: 'question', word: (words) => words.help.title },
  },
  /** One article of 用户服务. */
  article: { detail: 'article', title: (words) => words.help.article, below: 'service' },
  /** What the assistant notified. The rail has its own way there. */
  notifications: {
    detail: 'none',
    title: (words) => words.notifications.title,
    below: null,
  },
  /** 系统检测, with the step that the person came for. */
  diagnosis: {
    detail: 'step-or-none',
    title: (words) => words.diagnosis.title,
    below: 'diagnosis',
    rail: { end: 'top', icon: 'checklist', word: (words) => words.frame.diagnosis },
  },
  registration: {
    detail: 'issuer-or-none',
    title: (words) => words.identity.titles.registration,
    below: 'login',
  },
  forgotten: {
    detail: 'issuer-or-none',
    title: (words) => words.identityCentre.forgotten.title,
    below: 'login',
  },
  appeal: { detail: 'issuer-or-none', title: (words) => words.identity.titles.appeal, below: 'login' },
  /** 信息补录 of the account that acts. */
  completion: {
    detail: 'issuer-or-none',
    title: (words) => words.identity.titles.completion,
    below: 'centre',
  },
  /** 注册, 信息补录, 变更为代理机构, 绑定经办人 or 人工申诉 that was begun. */
  dossier: { detail: 'dossier', title: (words) => words.identity.dossierTitle, below: 'centre' },
  centre: {
    detail: 'issuer-or-none',
    title: (words) => words.identityCentre.centre.title,
    below: 'centre',
  },
  'old-account': {
    detail: 'issuer-or-none',
    title: (words) => words.identityCentre.old.title,
    below: 'old-account',
  },
  settings: {
    detail: 'section',
    title: (words) => words.settings.title,
    below: 'settings',
    rail: { end: 'bottom', icon: 'sliders', word: (words) => words.frame.settings },
  },
  /** The small window that asks for a PIN or a consent. */
  prompt: { detail: 'none', title: (words) => words.everywhere.product, below: null, own: true },
} as const satisfies Readonly<Record<string, Page>>

export type PageName = keyof typeof pages
export const pageNames = Object.keys(pages) as readonly PageName[]

/** The row of a page, including the fields that only some rows have. */
export const pageOf = (name: PageName): Page => pages[name]

export const isPageName = (name: string): name is PageName => Object.hasOwn(pages, name)
