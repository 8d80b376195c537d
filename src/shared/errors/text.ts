import type { Language } from '../settings/model.ts'
import { hotlineCodes } from './codes.ts'
import { errorsEn } from './en.ts'
import type { ErrorReport } from './report.ts'
import { errorsZhCn } from './zh-cn.ts'

/** The four things every error tells; `{name}` is filled from the report's params. */
export type ErrorText = {
  readonly title: string
  readonly happened: string
  readonly lost: string
  readonly next: string
}

const fill = (sentence: string, params: ErrorReport['params']): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '–'))

/** The whole sentence of an error in the person's language, with its code for the hotline. */
export const explain = (
  report: ErrorReport,
  language: Language,
): ErrorText & { readonly hotline: string } => {
  const text = (language === 'en' ? errorsEn : errorsZhCn)[report.code]
  const filled = Object.fromEntries(
    Object.entries(text).map(([part, sentence]) => [part, fill(sentence, report.params)]),
  ) as ErrorText
  return { ...filled, hotline: hotlineCodes[report.code] }
}
