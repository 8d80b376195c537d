import { describe, expect, it } from 'vitest'
import { createSoftNotices } from '../../../../src/main/tokens/soft-notices.ts'
import type { Notice } from '../../../../src/shared/models/index.ts'

const broken = { file: 'a.soft.json', code: 'soft-file-damaged' } as const
const newer = { file: 'b.soft.json', code: 'soft-file-newer' } as const
const other: Notice = {
  id: 'x',
  level: 'info',
  report: { code: 'pin-is-default', params: { name: 'Ukey' } },
}
const codes = (notices: readonly Notice[]) => notices.map(({ report }) => report.code)

describe('a soft certificate whose file cannot be used', () => {
  it('is told once, beside what else is told, until its file is whole again', () => {
    const notices = createSoftNotices()
    const first = notices([broken], [other])
    expect(codes(first)).toEqual(['pin-is-default', 'soft-file-damaged'])
    expect(notices([broken], [other])).toEqual([other])
    expect(codes(notices([broken, newer], first))).toEqual([...codes(first), 'soft-file-newer'])
    expect(notices([], first)).toEqual([other])
    expect(codes(notices([broken], []))).toEqual(['soft-file-damaged'])
  })
})
