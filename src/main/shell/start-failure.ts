import { explain, reportOf } from '../../shared/errors/index.ts'
import type { ErrorReport, Language } from '../../shared/models/index.ts'

/** The language of the terminal, for words to a person there. */
export const terminalLanguage = (): Language =>
  Intl.DateTimeFormat().resolvedOptions().locale.startsWith('zh') ? 'zh-CN' : 'en'

export type StartFailure =
  | { readonly kind: 'flag'; readonly flag: string }
  | { readonly kind: 'flag-value'; readonly flag: string }
  | { readonly kind: 'report'; readonly report: ErrorReport }

const usage = '--port N --no-open --home DIR --captcha-answer TEXT --hidden --quit'

/** One line that says what is wrong and what to do. */
export const startFailureLine = (failure: StartFailure, language: Language): string => {
  const zh = language === 'zh-CN'
  switch (failure.kind) {
    case 'flag':
      return zh
        ? `不认识的参数 ${failure.flag}。可用：${usage}`
        : `Unknown option ${failure.flag}. Known: ${usage}`
    case 'flag-value':
      return zh
        ? `参数 ${failure.flag} 的值不对。可用：${usage}`
        : `Wrong value for ${failure.flag}. Known: ${usage}`
    case 'report': {
      const { happened, next, hotline } = explain(failure.report, language)
      const facts = Object.values(failure.report.params).join(' ')
      const untold = facts !== '' && !happened.includes(facts)
      if (zh) return `${happened}${untold ? `（${facts}）` : ''}${next} [${hotline}]`
      return `${happened}${untold ? ` (${facts})` : ''} ${next} [${hotline}]`
    }
  }
}

/** Thrown if the product cannot start. The start prints the line and ends with code 2. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
  readonly failure: StartFailure

  constructor(failure: StartFailure) {
    super(failure.kind)
    this.failure = failure
  }
}

/** What a person is told about anything that kept the product from starting. */
export const startFailureOf = (error: unknown): StartFailure =>
  error instanceof CannotStart ? error.failure : { kind: 'report', report: reportOf(error) }
