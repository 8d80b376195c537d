import type { RefusalCode } from '../../shared/web-signing/wire.ts'
import { en } from './words.en.ts'
import { zhCn } from './words.zh-cn.ts'

/** Why a request has no answer: what the assistant refused, or why it was not reached. */
export type FailureCode =
  | RefusalCode
  /** No assistant answers, and none has ever answered this site in this browser. */
  | 'not-installed'
  /** No assistant answers, but one did before, or the extension found it asleep. */
  | 'not-running'
  /** The browser asked the person whether the page may reach programs on this computer, and the answer was no. */
  | 'permission-denied'
  /** The page stands in a frame that may not reach programs on this computer. */
  | 'framed'
  /** The page came over plain HTTP, so the browser does not let it reach programs on this computer. */
  | 'insecure-page'
  /** The connection ended before the answer. */
  | 'closed'

export type Language = 'zh-CN' | 'en'
/** What happened, and what to do next. */
export type Explanation = readonly [happened: string, next: string]
export type FailureWords = Readonly<Record<FailureCode, Explanation>>

const words: Readonly<Record<Language, FailureWords>> = { 'zh-CN': zhCn, en }

/** What people can read about a failure. */
export const explain = (code: FailureCode, language: Language, seconds = 0): string =>
  words[language][code].join(language === 'en' ? ' ' : '').replace('{seconds}', String(seconds))

/** The language of the page, else that of the browser. */
export const languageOfPage = (): Language =>
  /^en/i.test(globalThis.document?.documentElement.lang || globalThis.navigator?.language) ? 'en' : 'zh-CN'

/** A request that has no answer. `message` is a sentence to show; `code` is for the page's own logic. */
export class AssistantFailure extends Error {
  override readonly name = 'AssistantFailure'
  readonly code: FailureCode
  /** For `wait`: how long. */
  readonly retryAfterSeconds: number | null

  constructor(code: FailureCode, language: Language, retryAfterSeconds: number | null = null) {
    super(explain(code, language, retryAfterSeconds ?? 0))
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
  }
}
