import type { Language } from '../settings/model.ts'
import { en, zhCn } from './catalogue.ts'
import type { ErrorReport } from './codes.ts'
import type { ErrorText } from './entry.ts'
import { fill } from './figures.ts'

export type Explanation = ErrorText & { readonly hotline: string }

/** The whole text of an error in the person's language, with its code for the hotline. */
export const explain = ({ code, params }: ErrorReport, language: Language): Explanation => {
  const { title, happened, lost, next } = language === 'en' ? en[code] : zhCn[code]
  return {
    title: fill(title, params),
    happened: fill(happened, params),
    lost: fill(lost, params),
    next: fill(next, params),
    hotline: zhCn[code].hotline,
  }
}
