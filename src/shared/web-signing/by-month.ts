import type { SiteUse } from './model.ts'

export type MonthOfUses = {
  /** 2026-11, by the calendar of this computer. */
  readonly month: string
  readonly count: number
}

const monthOf = (at: Date): string => `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}`

/** Logging in and signing are both signatures to a site; connecting and decrypting are not. */
const isSignature = ({ purpose }: SiteUse): boolean => purpose === 'sign' || purpose === 'sign-in'

/** How many signatures there were in each of the last twelve months, the present one last. */
export const signaturesByMonth = (uses: readonly SiteUse[], now: Date): readonly MonthOfUses[] => {
  const counts = new Map<string, number>()
  for (const use of uses) {
    const at = new Date(use.at)
    if (!isSignature(use) || Number.isNaN(at.getTime())) continue
    counts.set(monthOf(at), (counts.get(monthOf(at)) ?? 0) + 1)
  }
  return Array.from({ length: 12 }, (_, index) => {
    const month = monthOf(new Date(now.getFullYear(), now.getMonth() - 11 + index, 1))
    return { month, count: counts.get(month) ?? 0 }
  })
}
