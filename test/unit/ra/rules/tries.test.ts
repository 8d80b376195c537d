import { describe, expect, it } from 'vitest'
import type { Attempts } from '../../../../src/ra/records.ts'
import {
  acceptRight,
  countersOf,
  countWrong,
  type Guess,
  tryRefusal,
} from '../../../../src/ra/rules/tries.ts'
import { attempts, device, now, outcome, told } from './samples.ts'

const MINUTE = 60_000
const guess: Guess = { name: 'user demo', network: '192.0.2.0', device: null, captcha: false, now }
const solved = { ...guess, captcha: true }
const none = attempts(0)
const stranger = (here: Attempts, everywhere: Attempts = none) => ({ here, everywhere, device: null })
const owner = (wrong: number, usedAt = now) => ({
  here: none,
  everywhere: none,
  device: device(wrong, usedAt),
})
const wanted = { code: 'captcha-wanted' }

describe('an answer of a stranger', () => {
  it.each([
    ['at first', stranger(attempts(1)), null],
    ['after two wrong ones from here', stranger(attempts(2)), wanted],
    ['after nine wrong ones from everywhere', stranger(none, attempts(9)), null],
    ['after ten wrong ones from everywhere', stranger(none, attempts(10)), wanted],
    ['after a pause here', stranger(attempts(0, 1)), wanted],
    ['after a pause everywhere', stranger(none, attempts(0, 1)), wanted],
  ])('%s needs a captcha only where it must', (_, facts, refusal) => {
    expect(told(tryRefusal(facts, guess))).toEqual(refusal)
    expect(tryRefusal(facts, solved)).toBeNull()
  })

  it.each([
    ['begun just now', 60 * MINUTE, 3600],
    ['with a little left', 1, 1],
    ['with a second and a little left', 1001, 2],
  ])('is not looked at in a pause %s, even with a captcha', (_, left, seconds) => {
    const paused = attempts(0, 1, now + left)
    expect(told(tryRefusal(stranger(paused), solved))).toEqual({ code: 'account-paused', seconds })
    expect(told(tryRefusal(stranger(none, paused), solved))).toEqual({ code: 'account-paused', seconds })
  })

  it('is looked at when the pause is over, or is longer than pauses are', () => {
    expect(tryRefusal(stranger(attempts(0, 1, now)), solved)).toBeNull()
    expect(tryRefusal(stranger(attempts(0, 1, now + 60 * MINUTE + 1)), solved)).toBeNull()
  })

  it('waits for the longer of two pauses', () => {
    const facts = stranger(attempts(0, 1, now + 5000), attempts(0, 1, now + 9000))
    expect(told(tryRefusal(facts, guess))).toEqual({ code: 'account-paused', seconds: 9 })
  })
})

describe('an answer from a device of the owner', () => {
  it('is looked at while strangers are paused', () => {
    const facts = { ...owner(0), here: attempts(0, 1, now + 1), everywhere: attempts(0, 1, now + 1) }
    expect(tryRefusal(facts, guess)).toBeNull()
  })

  it('needs a captcha from the third wrong answer on', () => {
    expect(tryRefusal(owner(1), guess)).toBeNull()
    expect(told(tryRefusal(owner(2), guess))).toEqual(wanted)
    expect(tryRefusal(owner(2), solved)).toBeNull()
  })

  it('tells how often it may still be wrong, and then counts as that of a stranger', () => {
    expect(outcome(countWrong(owner(0), guess))).toBe(4)
    expect(outcome(countWrong(owner(3), solved))).toBe(1)
    expect(outcome(countWrong(owner(4), solved))).toBe(4)
    expect(countWrong(owner(0), guess).changes[2]).toEqual({ kind: 'put-device', device: device(1, now) })
  })
})

describe('a wrong answer', () => {
  it('is counted under names that nobody can make look like one another', () => {
    expect(countersOf(guess)).toEqual({ everywhere: '["user demo"]', here: '["user demo","192.0.2.0"]' })
    expect(countWrong(stranger(none), guess)).toEqual({
      changes: [
        { kind: 'put-tries', name: '["user demo"]', attempts: attempts(1), at: now },
        { kind: 'put-tries', name: '["user demo","192.0.2.0"]', attempts: attempts(1), at: now },
      ],
      answer: 4,
    })
  })

  it('tells the smaller of what is left here and everywhere', () => {
    expect(outcome(countWrong(stranger(attempts(3)), solved))).toBe(1)
    expect(outcome(countWrong(stranger(none, attempts(48)), solved))).toBe(1)
  })

  it.each([
    [0, 1],
    [1, 5],
    [2, 15],
    [3, 60],
    [9, 60],
  ])('after %i pauses, the fifth earns one of %i minutes', (pauses, minutes) => {
    const decision = countWrong(stranger(attempts(4, pauses)), solved)
    expect(outcome(decision)).toEqual({ code: 'account-paused', seconds: minutes * 60 })
    expect(decision.changes[1]).toMatchObject({
      attempts: attempts(0, pauses + 1, now + minutes * MINUTE),
    })
  })

  it('is the fiftieth from everywhere: the name pauses', () => {
    const { changes } = countWrong(stranger(none, attempts(49)), solved)
    expect(changes[0]).toMatchObject({ attempts: attempts(0, 1, now + MINUTE) })
    expect(changes[1]).toMatchObject({ attempts: attempts(1) })
  })

  it('that is not looked at is not counted', () => {
    expect(countWrong(stranger(attempts(2)), guess)).toMatchObject({ changes: [], answer: wanted })
  })
})

describe('a right answer', () => {
  const cleared = (name: string) => ({ kind: 'put-tries', name, attempts: none, at: now })

  it('clears what was counted, and writes nothing where nothing was', () => {
    const { everywhere, here } = countersOf(guess)
    expect(acceptRight(stranger(none), guess)).toEqual({ changes: [], answer: null })
    expect(acceptRight(stranger(attempts(1)), guess).changes).toEqual([cleared(here)])
    expect(acceptRight(stranger(none, attempts(1)), guess).changes).toEqual([cleared(everywhere)])
    expect(acceptRight(stranger(attempts(0, 1)), solved).changes).toEqual([cleared(here)])
  })

  it('from a device of the owner leaves alone what strangers did elsewhere, and a pause here', () => {
    const facts = { ...owner(0), everywhere: attempts(9) }
    expect(acceptRight(facts, guess).changes).toEqual([])
    expect(acceptRight({ ...facts, here: attempts(1) }, guess).changes).toEqual([
      cleared(countersOf(guess).here),
    ])
    expect(acceptRight({ ...facts, here: attempts(1, 1, now + 1) }, guess).changes).toEqual([])
  })

  it('is not taken while its name is paused', () => {
    const decision = acceptRight(stranger(attempts(0, 1, now + 1)), solved)
    expect(decision.changes).toEqual([])
    expect(outcome(decision)).toEqual({ code: 'account-paused', seconds: 1 })
  })
})
