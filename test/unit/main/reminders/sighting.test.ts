import { describe, expect, it } from 'vitest'
import { afterSighting, withoutSerial } from '../../../../src/main/reminders/sighting.ts'
import { isWeekOffered, snoozed } from '../../../../src/main/reminders/snooze.ts'
import type { CertificatePair, CertificateView, TokenView } from '../../../../src/shared/models/index.ts'
import { daysBefore, memoryOf, remembered } from './remembered.ts'

const view = (more: Partial<CertificateView> = {}): CertificateView => ({
  id: 'token#1',
  tokenId: 'token',
  use: 'signing',
  holder: '王芳',
  issuer: 'CA',
  serial: '0A',
  keyType: 'SM2',
  notBefore: '2026-06-20T08:00:00.000Z',
  notAfter: '2027-06-20T08:00:00.000Z',
  daysLeft: 200,
  elapsed: 0.5,
  issuerId: 'demo',
  ...more,
})
const pair = (
  more: Partial<CertificateView> = {},
  state: CertificatePair['state'] = 'valid',
): CertificatePair => ({
  id: more.id ?? 'token#1',
  state,
  signing: view(more),
  encryption: null,
  usable: true,
})
const token = (pairs: readonly CertificatePair[], more: Partial<TokenView> = {}) =>
  ({ id: 'token', kind: 'ukey', label: '公司 Ukey', vendor: 'V', pairs, ...more }) as TokenView

describe('what is remembered of certificates', () => {
  it('stays when the Ukey is pulled out, with everything that was told', () => {
    const told = [
      { threshold: 60, at: daysBefore(60).toISOString(), day: '2027-04-21', again: false, doubtful: false },
    ]
    const seen = afterSighting(memoryOf(remembered({ told })), [token([pair()])])
    expect(seen.known).toEqual([remembered({ told })])
    expect(afterSighting(seen, []).known).toEqual([remembered({ told })])
  })

  it('goes with a soft certificate that was moved or replaced', () => {
    const soft = memoryOf(remembered({ tokenKind: 'soft' }))
    expect(afterSighting(soft, []).known).toEqual([])
  })

  it('is the latest of the holder’s certificates on a Ukey; the earlier ones have been renewed', () => {
    const renewed = pair({ id: 'token#2', serial: '0B', notAfter: '2028-06-20T08:00:00.000Z' })
    const { known } = afterSighting(memoryOf(remembered()), [token([renewed, pair()])])
    expect(known.map(({ serial }) => serial)).toEqual(['0B'])
  })

  it('is the first of two that end together, so a person is reminded of the same one each time', () => {
    const twin = pair({ id: 'token#2', serial: '0B' })
    const { known } = afterSighting(memoryOf(), [token([pair(), twin])])
    expect(known.map(({ serial }) => serial)).toEqual(['0A'])
  })

  it('leaves out what was revoked or replaced elsewhere', () => {
    expect(afterSighting(memoryOf(), [token([pair({}, 'revoked')])]).known).toEqual([])
    expect(withoutSerial(memoryOf(remembered()), '0A').known).toEqual([])
  })
})

describe('稍后提醒', () => {
  const now = daysBefore(20)
  it('lasts until the next morning or for a week, and not past the last day', () => {
    const tomorrow = new Date(snoozed(remembered(), 'tomorrow', now).restsUntil ?? '')
    expect([tomorrow.getHours(), tomorrow.getDate()]).toEqual([
      9,
      new Date(now.getTime() + 86_400_000).getDate(),
    ])
    const week = Date.parse(snoozed(remembered(), 'week', now).restsUntil ?? '')
    expect(Math.round((week - tomorrow.getTime()) / 86_400_000)).toBe(6)
    expect(isWeekOffered(remembered().notAfter, daysBefore(5))).toBe(false)
    const short = snoozed(remembered(), 'week', daysBefore(5))
    expect(Date.parse(short.restsUntil ?? '')).toBeLessThan(daysBefore(3).getTime())
    expect(snoozed(remembered(), 'never', now).silenced).toBe(true)
  })
})
