import type { Remembered, ReminderMemory } from '../../../../src/main/reminders/memory.ts'

export const thresholds = [60, 30, 15, 7, 3, 1, 0, -1] as const
export const rules = { thresholds: () => thresholds, quietHours: null } as const
export const dayMs = 86_400_000

export const remembered = (more: Partial<Remembered> = {}): Remembered => ({
  id: 'token#1',
  tokenId: 'token',
  tokenName: '公司 Ukey',
  tokenKind: 'ukey',
  holder: '王芳',
  issuerId: 'demo',
  serial: '0A',
  notAfter: '2027-06-20T08:00:00.000Z',
  told: [],
  restsUntil: null,
  chosen: null,
  silenced: false,
  ...more,
})

export const memoryOf = (...known: readonly Remembered[]): ReminderMemory => ({
  format: 1,
  clock: null,
  known,
})

/** The moment so many days and a little before the end. */
export const daysBefore = (days: number, hours = 1): Date =>
  new Date(Date.parse('2027-06-20T08:00:00.000Z') - days * dayMs - hours * 3_600_000)
