import { describe, expect, it } from 'vitest'
import type { SiteUse } from '../../../../src/shared/models/index.ts'
import { signaturesByMonth } from '../../../../src/shared/web-signing/by-month.ts'

const now = new Date(2026, 10, 28, 12)
const use = (purpose: SiteUse['purpose'], at: Date | string): SiteUse =>
  ({ purpose, at: typeof at === 'string' ? at : at.toISOString() }) as SiteUse

describe('the signatures of the last twelve months', () => {
  it('are counted in the month in which they were made, the present one last', () => {
    const months = signaturesByMonth(
      [
        use('sign', now),
        use('sign-in', new Date(2026, 10, 1)),
        use('sign', new Date(2025, 11, 1)),
        use('sign', new Date(2025, 10, 30)),
      ],
      now,
    )
    expect(months).toHaveLength(12)
    expect(months.filter(({ count }) => count > 0)).toEqual([
      { month: '2025-12', count: 1 },
      { month: '2026-11', count: 2 },
    ])
    expect([months[0]?.month, months[1]?.month]).toEqual(['2025-12', '2026-01'])
  })

  it('are no connections, and nothing that was opened', () => {
    const uses = [use('connect', now), use('decrypt', now), use('sign', 'no time at all')]
    expect(signaturesByMonth(uses, now).every(({ count }) => count === 0)).toBe(true)
  })
})
