import type { Language } from '../settings/model.ts'
import { en, zhCn } from './catalogue.ts'
import type { ErrorCode } from './codes.ts'

export type HotlineEntry = { readonly hotline: string; readonly title: string; readonly next: string }

const codes = Object.keys(zhCn) as readonly ErrorCode[]

/** A sentence without the figures that only an error that happened has. */
const withoutFigures = (text: string): string => text.replace(/\{[^}]*\}/g, '…')

const shape = /^[a-z][0-9]{0,2}$/i

/** The errors whose hotline code begins like this, in the order of their codes. */
export const errorsByHotline = (
  beginning: string,
  language: Language,
  most: number,
): readonly HotlineEntry[] => {
  const typed = beginning.trim().toUpperCase()
  if (!shape.test(typed)) return []
  const texts = language === 'en' ? en : zhCn
  return codes
    .filter((code) => zhCn[code].hotline.startsWith(typed))
    .map((code) => ({
      hotline: zhCn[code].hotline,
      title: withoutFigures(texts[code].title),
      next: withoutFigures(texts[code].next),
    }))
    .toSorted((one, other) => one.hotline.localeCompare(other.hotline))
    .slice(0, most)
}
