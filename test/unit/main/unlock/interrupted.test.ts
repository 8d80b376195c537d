import { describe, expect, it } from 'vitest'
import { createInterrupted } from '../../../../src/main/unlock/interrupted.ts'
import type { UnlockRecord } from '../../../../src/main/unlock/records.ts'
import type { UnlockFile } from '../../../../src/main/unlock/unlock-journal.ts'
import type { PresentToken } from '../../../../src/native/index.ts'

const now = '2026-03-01T08:00:00.000Z'
const at = now
const started = (change: object = {}): UnlockRecord => ({
  ...{ type: 'started', at, issuerId: 'known', who: 'account', tokenName: '我的 Ukey' },
  token: { tokenId: 't1', kind: 'ukey', vendor: 'v', serial: 's' },
  ...change,
})
const opened = (expiresAt = '2026-03-01T08:00:00.001Z'): UnlockRecord => ({
  ...{ type: 'opened', at, unlockId: 'u', channels: [], expiresAt },
})
const sent: UnlockRecord = { type: 'code-sent', at, sentTo: '1', againAt: at }
const redeeming: UnlockRecord = { type: 'redeeming', at }
const unlocking: UnlockRecord = { type: 'unlocking', at }

const fileOf = (...records: readonly UnlockRecord[]): UnlockFile =>
  ({ records: () => records }) as unknown as UnlockFile
const plugged = (id: string, locked: boolean): PresentToken =>
  ({ facts: { id, pin: { locked } } }) as unknown as PresentToken

/** What becomes of these unlockings after a restart, with these Ukeys. */
const restarted = (files: readonly UnlockFile[], tokens: readonly PresentToken[] = []) => {
  const told: (readonly [string, number])[] = []
  const present = [...tokens]
  const all = [...files]
  const interrupted = createInterrupted({
    keyring: { current: () => ({ tokens: present, drivers: [] }) as never },
    journal: {
      end: async (file, how) => void told.push([`end ${how}`, all.indexOf(file)]),
      notice: (code, file) => void told.push([code, all.indexOf(file)]),
    },
    isKnown: (issuerId) => issuerId === 'known',
    clock: () => new Date(now),
    foundDone: ({ started: { token } }) => void told.push([`done ${token.tokenId}`, -1]),
  })
  interrupted.take(files)
  return { ...interrupted, told, plug: (token: PresentToken) => present.push(token) }
}

describe('an unlocking that a restart interrupted', () => {
  it.each([
    ['was opened', [started(), opened()]],
    ['had its code sent', [started(), opened(), sent]],
  ])('can go on, once, if it %s', (_, records) => {
    const file = fileOf(...records)
    const { told, takeOver } = restarted([file])
    expect(told).toEqual([['unlock-interrupted', 0]])
    expect(takeOver('t2')).toBeNull()
    expect(takeOver('t1')).toBe(file)
    expect(takeOver('t1')).toBeNull()
    expect(told).toEqual([['unlock-interrupted', 0]])
  })

  it.each([
    ['was only begun', [started()]],
    ['was asked for by phone', [started({ who: 'phone' }), opened()]],
    ['is of an authority that is gone', [started({ issuerId: 'gone' }), opened()]],
    ['runs out this moment', [started(), opened(now)]],
  ])('is over without a word of loss if it %s, because no code was used up', (_, records) => {
    const { told, takeOver } = restarted([fileOf(...records)])
    expect(told).toEqual([['end interrupted', 0]])
    expect(takeOver('t1')).toBeNull()
  })

  it('is over with the code used up if that was being redeemed', () => {
    const { told, takeOver } = restarted([fileOf(started(), opened(), sent, redeeming)])
    expect(told).toEqual([
      ['unlock-used-up', 0],
      ['end interrupted', 0],
    ])
    expect(takeOver('t1')).toBeNull()
  })

  it('waits for its Ukey, which shows that it took the new PIN', () => {
    const { told, takeOver, tokensChanged, plug } = restarted(
      [fileOf(started(), opened(), sent, redeeming, unlocking)],
      [plugged('t2', true)],
    )
    tokensChanged()
    expect(takeOver('t1')).toBeNull()
    expect(told).toEqual([])
    plug(plugged('t1', false))
    tokensChanged()
    tokensChanged()
    expect(told).toEqual([
      ['unlock-found-done', 0],
      ['done t1', -1],
      ['end done', 0],
    ])
  })

  it('has used up its code if the Ukey is still locked', () => {
    const { told } = restarted(
      [fileOf(started(), opened(), sent, redeeming, unlocking)],
      [plugged('t1', true)],
    )
    expect(told).toEqual([
      ['unlock-used-up', 0],
      ['end interrupted', 0],
    ])
  })

  it('leaves the others of the last start as they are', () => {
    const other = started({ token: { tokenId: 't2', kind: 'ukey', vendor: 'v', serial: 's' } })
    const [one, two, three] = [fileOf(started(), opened()), fileOf(other, opened()), fileOf(other)]
    const { takeOver, told } = restarted([one, two, three])
    expect(told).toEqual([
      ['end interrupted', 2],
      ['unlock-interrupted', 0],
      ['unlock-interrupted', 1],
    ])
    expect(takeOver('t1')).toBe(one)
    expect(takeOver('t2')).toBe(two)
  })
})
