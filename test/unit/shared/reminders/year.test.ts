import { describe, expect, it } from 'vitest'
import type { CertificatePair } from '../../../../src/shared/models/index.ts'
import { yearRows } from '../../../../src/shared/reminders/year.ts'
import { pair, snapshotWith, soft } from '../../../world.ts'

const reminderDays = [30, 7, 0, -1, 7]
const rowsOf = (...pairs: readonly CertificatePair[]) => {
  const snapshot = { ...snapshotWith({ tokens: [soft({ pairs })] }), revision: 1, at: '' }
  return yearRows({ ...snapshot, issuers: snapshot.issuers.map((one) => ({ ...one, reminderDays })) })
}
const ending = (days: number, state: 'valid' | 'expiring' | 'expired' | 'revoked' = 'valid') =>
  pair(state, { id: `${state}${days}`, tokenId: 'soft-1', days })

describe('the year that lies ahead', () => {
  it('has a reminder so many days before the end as the issuer says, each once, the earliest first', () => {
    const [row] = rowsOf(ending(40))
    expect(row).toMatchObject({ endsIn: 40, remindersIn: [10, 33, 40, 41], firstReminder: 30 })
  })

  it('has those of today and none that are past', () => {
    expect(rowsOf(ending(7, 'expiring'))[0]?.remindersIn).toEqual([0, 7, 8])
    expect(rowsOf(ending(-1, 'expired'))[0]?.remindersIn).toEqual([0])
    expect(rowsOf(ending(-2, 'expired'))[0]?.remindersIn).toEqual([])
  })

  it('begins with what ends first, and leaves out what nobody has to look after', () => {
    expect(rowsOf(ending(90), ending(5, 'expiring'), ending(40)).map(({ endsIn }) => endsIn)).toEqual([
      5, 40, 90,
    ])
    expect(rowsOf(ending(90), ending(50, 'revoked')).map(({ endsIn }) => endsIn)).toEqual([90])
  })
})
