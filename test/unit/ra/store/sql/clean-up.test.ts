import { describe, expect, it } from 'vitest'
import { DAY, HOUR } from '../../../../../src/ra/clock.ts'
import { DEVICE_KEPT } from '../../../../../src/ra/rules/device.ts'
import { cleanUp } from '../../../../../src/ra/store/sql/clean-up.ts'
import { now } from '../../rules/samples.ts'
import { memory } from './memory.ts'

type Row = Readonly<Record<string, number | string>>

describe('what only mattered for a time', () => {
  it.each<[string, Row, boolean]>([
    ['sessions', { expires_at: now }, true],
    ['sessions', { expires_at: now + 1 }, false],
    ['operator_sessions', { expires_at: now }, true],
    ['operator_sessions', { expires_at: now + 1 }, false],
    ['devices', { used_at: now - DEVICE_KEPT }, true],
    ['devices', { used_at: now - DEVICE_KEPT + 1 }, false],
    ['devices', { used_at: now + DEVICE_KEPT }, true],
    ['devices', { used_at: now + DEVICE_KEPT - 1 }, false],
    ['codes', { expires_at: now }, true],
    ['codes', { expires_at: now + 1 }, false],
    ['attempts', { changed_at: now - DAY, paused_until: now }, true],
    ['attempts', { changed_at: now - DAY + 1, paused_until: now }, false],
    ['attempts', { changed_at: now - DAY, paused_until: now + 1 }, false],
    ['unsent', { created_at: now - DAY }, true],
    ['unsent', { created_at: now - DAY + 1 }, false],
    ['resets', { asked_at: now - DAY }, true],
    ['resets', { asked_at: now - DAY + 1 }, false],
    ['used_captchas', { expires_at: now - HOUR }, true],
    ['used_captchas', { expires_at: now - HOUR + 1 }, false],
    ['calls', { taken_until: now }, true],
    ['calls', { taken_until: now + 1 }, false],
    ['calls', { taken_until: now + HOUR }, false],
    ['calls', { taken_until: now + HOUR + 1 }, true],
  ])('of %s with %o goes: %s', (table, row, goes) => {
    const { ask, insert, rows, sql } = memory()
    insert(table, row)
    ask(cleanUp(sql, now))
    expect(rows(`SELECT 1 FROM ${table}`)).toHaveLength(goes ? 0 : 1)
  })

  it('of dossiers is forgotten', () => {
    const { ask, insert, rows, sql } = memory()
    insert('dossiers', { expires_at: now })
    ask(cleanUp(sql, now))
    expect(rows('SELECT state FROM dossiers')).toEqual([{ state: 'expired' }])
  })

  it.each([
    ['opened', now, 'expired'],
    ['authorised', now, 'expired'],
    ['opened', now + 1, 'opened'],
    ['authorised', now + 1, 'authorised'],
    ['done', now, 'done'],
    ['failed', now, 'failed'],
  ])('of an unlocking that is %s until %i leaves it %s', (state, expires_at, after) => {
    const { ask, insert, rows, sql } = memory()
    const secret = Uint8Array.of(1)
    insert('unlocks', { state, expires_at, sealed_secret: secret })
    ask(cleanUp(sql, now))
    expect(rows('SELECT state, sealed_secret FROM unlocks')).toEqual([
      { state: after, sealed_secret: after === 'expired' ? null : secret },
    ])
  })
})
