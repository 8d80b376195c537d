import type { Language } from '../../shared/models/index.ts'

/** The picture shows so many days from today on. */
export const yearLength = 365

/** The day that lies so many days ahead, by the calendar. */
export const dayIn = (today: Date, days: number): Date =>
  new Date(today.getFullYear(), today.getMonth(), today.getDate() + days)

const monthName = (first: Date, language: Language): string =>
  language === 'zh-CN'
    ? `${first.getMonth() + 1}月`
    : new Intl.DateTimeFormat('en', { month: 'short' }).format(first)

/** The first of each month in the year ahead, with its distance in days. */
export const monthsFrom = (
  today: Date,
  language: Language,
): readonly { readonly name: string; readonly day: number }[] =>
  Array.from({ length: 12 }, (_, index) => {
    const first = new Date(today.getFullYear(), today.getMonth() + index + 1, 1)
    const day = Math.round((first.getTime() - dayIn(today, 0).getTime()) / 86_400_000)
    return { name: monthName(first, language), day }
  }).filter(({ day }) => day < yearLength - 8)
