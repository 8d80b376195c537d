import { describe, expect, it } from 'vitest'
import { assistantTone, concernsOf, serviceState } from '../../../../src/shared/health/assistant-health.ts'
import { tokenHealth } from '../../../../src/shared/health/token-health.ts'
import type { Connection, Snapshot } from '../../../../src/shared/models/index.ts'
import { trayIconState } from '../../../../src/shared/tray/tray-menu.ts'
import { asksForPin, paused, running, waits } from '../../../ui/scenes/transactions.ts'
import { cutOff } from '../../../ui/scenes/waits.ts'
import { company, pair, pinWith, snapshotWith, soft, trademark, ukey } from '../../../world.ts'

const at = (rest: Partial<Snapshot> = {}): Snapshot => ({
  ...snapshotWith(rest),
  revision: 1,
  at: '2026-11-20T02:20:00.000Z',
})
const holding = (...pairs: Parameters<typeof pair>[]) => ukey({ pairs: pairs.map((one) => pair(...one)) })
const valid: Parameters<typeof pair> = ['valid', { id: 'new', tokenId: 'ukey-1', days: 300 }]
const expired: Parameters<typeof pair> = ['expired', { id: 'old', tokenId: 'ukey-1', days: -40 }]

const untrusted = { code: 'certificate-untrusted', params: {} } as const
const unpaid = {
  for: 'payment',
  since: '',
  order: { number: '1', items: [], totalFen: 1, receivedFen: 0, ways: null },
} as const
const reviewed = { for: 'review', since: '', expected: null } as const

describe('the health of a token', () => {
  it('is that of the valid pair, not of the old one beside it', () => {
    expect(tokenHealth(holding(expired, valid))).toMatchObject({ tone: 'good', cause: 'pair' })
  })

  it('is broken while the PIN is locked, however good the certificate', () => {
    const token = ukey({ pin: pinWith({ locked: true }), pairs: [pair(...valid)] })
    expect(tokenHealth(token)).toMatchObject({ tone: 'bad', cause: 'locked' })
  })

  it('says the last try before an expiry, and keeps the graver tone of the two', () => {
    const lastTry = pinWith({ lastTry: true })
    expect(tokenHealth(ukey({ pin: lastTry, pairs: [pair(...valid)] }))).toMatchObject({ tone: 'soon' })
    expect(tokenHealth(ukey({ pin: lastTry, pairs: [pair(...expired)] }))).toMatchObject({
      tone: 'bad',
      cause: 'last-try',
    })
  })

  it('of an empty token is no reason for alarm', () => {
    expect(tokenHealth(ukey({ pairs: [] }))).toMatchObject({ tone: 'quiet', cause: 'empty' })
  })
})

describe('the health of the assistant', () => {
  const online: Connection = {
    state: 'online',
    reason: null,
    checkedAt: null,
    clockSkewSeconds: 0,
  }
  const snapshots: readonly (readonly [string, Partial<Snapshot>, 'good' | 'soon' | 'bad'])[] = [
    ['nothing plugged in', {}, 'good'],
    ['a valid pair beside an old expired one', { tokens: [holding(expired, valid)] }, 'good'],
    ['the last try of a PIN', { tokens: [ukey({ pin: pinWith({ lastTry: true }) })] }, 'soon'],
    ['a locked PIN', { tokens: [soft(), ukey({ pin: pinWith({ locked: true }) })] }, 'bad'],
    ['a certificate that is not valid yet', { tokens: [holding(['not-yet-valid', valid[1]])] }, 'good'],
    ['a certificate without its key', { tokens: [holding([valid[0], valid[1], { usable: false }])] }, 'good'],
    ['an expired certificate', { tokens: [holding(expired)] }, 'bad'],
    ['a notice to read', { notices: [notice('info')] }, 'good'],
    ['a notice of what failed', { notices: [notice('problem')] }, 'bad'],
    ['a business that runs', { transactions: [running('csr')] }, 'good'],
    ['a business that was stopped', { transactions: [paused('collect', untrusted)] }, 'soon'],
    ['a business that waits for its payment', { transactions: [waits('await', unpaid)] }, 'good'],
    ['a business that waits for its review', { transactions: [waits('await', reviewed)] }, 'good'],
    ['a business that waits for the network', { transactions: [waits('collect', cutOff)] }, 'good'],
    ['a business that waits for the PIN', { transactions: [waits('write-signing', asksForPin)] }, 'soon'],
    ['a wrong clock', { connections: { [trademark.id]: { ...online, clockSkewSeconds: -5_460 } } }, 'soon'],
  ]

  it.each(snapshots)('with %s is the same in tray and rail', (_, rest, tone) => {
    const snapshot = at({ connections: { [trademark.id]: online }, ...rest })
    expect(assistantTone(snapshot)).toBe(tone)
    const icons = { good: snapshot.tokens.length > 0 ? 'normal' : 'empty', soon: 'attention', bad: 'error' }
    expect(trayIconState(snapshot)).toBe(icons[tone])
    expect(serviceState(snapshot)).toBe(tone === 'good' ? 'online' : 'attention')
  })

  it.each([
    ['a replaced certificate', 'revoked', 'good'],
    ['a replaced certificate that has expired', 'expired', 'good'],
    ['another broken certificate', 'mismatched', 'bad'],
  ] as const)('with %s of a holder who has one in force is as it should be', (_what, state, tone) => {
    const old = soft({ pairs: [pair(state, { id: 'c8', tokenId: 'soft-1', days: 9, holder: company })] })
    expect(assistantTone(at({ tokens: [ukey(), old] }))).toBe(tone)
  })

  it('names broken things before those that are only due soon', () => {
    const other = pair('valid', { id: 'c9', tokenId: 'a', days: 90, holder: '王芳' })
    const doubtful = ukey({ id: 'a', pin: pinWith({ lastTry: true }), pairs: [other] })
    const tokens = [doubtful, { ...holding(expired), id: 'b' }]
    expect(concernsOf(at({ tokens })).map(({ tone }) => tone)).toEqual(['bad', 'soon'])
  })
})

function notice(level: Snapshot['notices'][number]['level']): Snapshot['notices'][number] {
  const report = { code: 'settings-damaged', params: { file: 'settings.json.bad' } } as const
  const still = { action: { kind: 'none' }, dismissable: true, announced: false } as const
  return { id: level, source: 'settings-file', level, report, ...still }
}
