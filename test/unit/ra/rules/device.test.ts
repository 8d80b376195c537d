import { describe, expect, it } from 'vitest'
import { countDevice, isKnown, rememberDevice } from '../../../../src/ra/rules/device.ts'
import { exchangeSession, openOperatorSession, openSession } from '../../../../src/ra/rules/session.ts'
import { device, now, outcome, written } from './samples.ts'

const DAY = 24 * 3_600_000

describe('a device', () => {
  it('is known for less than 180 days, on either side of a clock that was set back', () => {
    expect(isKnown(null, now)).toBe(false)
    expect(isKnown(device(0, now - 180 * DAY + 1), now)).toBe(true)
    expect(isKnown(device(0, now - 180 * DAY), now)).toBe(false)
    expect(isKnown(device(0, now + 180 * DAY - 1), now)).toBe(true)
    expect(isKnown(device(0, now + 180 * DAY), now)).toBe(false)
  })

  it('is forgotten with its fifth wrong answer', () => {
    expect(countDevice(device(3, 7))).toEqual({ kind: 'put-device', device: device(4, 7) })
    expect(countDevice(device(4, 7))).toEqual({
      kind: 'remove-device',
      device: { ownerId: 'account-1', hash: 'device-1' },
    })
  })

  const key = { ownerId: 'account-1', hash: 'new' }
  const put = { kind: 'put-device', device: { ...key, wrong: 0, usedAt: now } }
  const away = (days: number) => device(1, now - days * DAY, `away-${days}`)

  it('is remembered without its wrong answers, beside fifteen others', () => {
    const fifteen = Array.from({ length: 15 }, (_, i) => away(i))
    expect(rememberDevice(fifteen, key, now)).toEqual([put])
    expect(rememberDevice([...fifteen, device(4, now, 'new')], key, now)).toEqual([put])
  })

  it('takes the place of the one that was away longest', () => {
    const sixteen = [away(90), ...Array.from({ length: 14 }, (_, i) => away(i)), away(40)]
    expect(rememberDevice(sixteen, key, now)).toEqual([
      put,
      { kind: 'remove-device', device: { ownerId: 'account-1', hash: 'away-90' } },
    ])
    const future = [...Array.from({ length: 15 }, (_, i) => away(i)), device(0, now + 20 * DAY, 'ahead')]
    expect(rememberDevice(future, key, now)[1]).toMatchObject({ device: { hash: 'ahead' } })
  })
})

describe('a session', () => {
  const session = {
    ...{ tokenHash: 'token', accountId: 'account-1', handlerId: null, scope: 'full' as const },
    ...{ clientHash: null, expiresAt: now + 1 },
  }
  const key = { ownerId: 'account-1', hash: 'device-1' }
  const opening = { session, device: key, now }

  it('remembers its device, unless it has none or names alone opened it', () => {
    expect(written(openSession({ devices: [] }, opening))).toEqual(['add-session', 'put-device'])
    expect(written(openSession({ devices: [] }, { ...opening, device: null }))).toEqual(['add-session'])
    const byNames = { ...opening, session: { ...session, scope: 'code' as const } }
    expect(openSession({ devices: [] }, byNames)).toEqual({
      changes: [{ kind: 'add-session', session: byNames.session, at: now }],
      answer: null,
    })
  })

  it('gives way to another only while it is open and its person may act', () => {
    const facts = { devices: [], isOpen: true, mayAct: true }
    const exchange = { ...opening, before: 'old' }
    expect(exchangeSession(facts, exchange).changes[0]).toEqual({ kind: 'end-session', tokenHash: 'old' })
    expect(written(exchangeSession(facts, exchange))).toEqual(['end-session', 'add-session', 'put-device'])
    expect(outcome(exchangeSession(facts, exchange))).toBeNull()
    const ended = exchangeSession({ ...facts, isOpen: false, mayAct: false }, exchange)
    expect([outcome(ended), written(ended)]).toEqual([{ code: 'session-ended' }, []])
    const strange = exchangeSession({ ...facts, mayAct: false }, exchange)
    expect([outcome(strange), written(strange)]).toEqual([{ code: 'not-found' }, []])
  })

  it('of an operator remembers the device that it shows', () => {
    const own = { session: { tokenHash: 't', operatorId: 'o', expiresAt: 1 }, device: key, now }
    expect(written(openOperatorSession({ devices: [] }, own))).toEqual(['add-operator-session', 'put-device'])
    expect(openOperatorSession({ devices: [] }, { ...own, device: null })).toEqual({
      changes: [{ kind: 'add-operator-session', session: own.session }],
      answer: null,
    })
  })
})
