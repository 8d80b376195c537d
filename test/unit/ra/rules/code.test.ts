import { describe, expect, it } from 'vitest'
import type { Attempts, Code } from '../../../../src/ra/records.ts'
import { answerCaptcha } from '../../../../src/ra/rules/captcha.ts'
import { redeemCode, sendCode } from '../../../../src/ra/rules/code.ts'
import { type Asking, askForCode, sendingCountersOf } from '../../../../src/ra/rules/sending-limit.ts'
import { attempts, device, now, outcome, written } from './samples.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const code: Code = {
  ...{ id: 'code-1', purpose: 'login', subject: 'account-1', codeHash: 'right', triesLeft: 5 },
  ...{ sentAt: now, expiresAt: now + 1 },
}

describe('a code', () => {
  const message = { id: 'm', channel: 'sms', to: '1', text: '123456', createdAt: now } as const
  const following = (passed: number) =>
    sendCode({ before: { ...code, sentAt: now - passed } }, { code, message, spacing: 60_000 })

  it('follows the one before only after a while', () => {
    const first = sendCode({ before: null }, { code, message, spacing: 60_000 })
    expect(first).toEqual({
      changes: [
        { kind: 'put-code', code },
        { kind: 'add-message', message },
      ],
      answer: null,
    })
    expect(outcome(following(0))).toEqual({ code: 'code-too-soon', seconds: 60 })
    expect(outcome(following(59_999))).toEqual({ code: 'code-too-soon', seconds: 1 })
    expect(outcome(following(58_999))).toEqual({ code: 'code-too-soon', seconds: 2 })
    expect(written(following(1))).toEqual([])
    expect(outcome(following(60_000))).toBeNull()
  })

  it('is not held up by a clock that was set back', () => expect(outcome(following(-1))).toBeNull())

  const redeemed = (one: Code | null, codeHash = 'right', usedAt: number | null = null) =>
    redeemCode({ code: one, device: usedAt === null ? null : device(0, usedAt) }, { codeHash, now })

  it('is used up when it is right', () => {
    expect(redeemed(code)).toEqual({ changes: [{ kind: 'remove-code', id: 'code-1' }], answer: null })
  })

  it.each([
    ['there is none', null],
    ['its time is over', { ...code, expiresAt: now }],
    ['no try is left', { ...code, triesLeft: 0 }],
  ])('is stale if %s', (_, one) => {
    expect(outcome(redeemed(one))).toEqual({ code: 'code-stale' })
    expect(written(redeemed(one))).toEqual([])
  })

  it('costs a try when it is wrong, of a known device, too', () => {
    const counted = { kind: 'code-tries', id: 'code-1', triesLeft: 4 }
    expect(outcome(redeemed(code, 'wrong'))).toEqual({ code: 'code-wrong', triesLeft: 4 })
    expect(redeemed(code, 'wrong').changes).toEqual([counted])
    expect(redeemed(code, 'wrong', now).changes).toEqual([
      counted,
      { kind: 'put-device', device: device(1, now) },
    ])
    expect(redeemed(code, 'wrong', now - 180 * DAY).changes).toEqual([counted])
    expect(outcome(redeemed({ ...code, triesLeft: 1 }, 'wrong'))).toEqual({
      code: 'code-wrong',
      triesLeft: 0,
    })
  })
})

describe('asking for codes', () => {
  const asking: Asking = {
    ...{ accountId: 'account-1', purpose: 'login', network: '192.0.2.0', now },
    device: { ownerId: 'account-1', hash: 'device-1' },
  }
  const none = attempts(0)
  const running = (failures: number, left: number) => attempts(failures, 0, now + left)
  const strange = (here: Attempts, everywhere: Attempts = none) =>
    askForCode({ here, everywhere, byDevice: none, device: null }, asking)
  const known = (byDevice: Attempts) =>
    askForCode({ here: none, everywhere: none, byDevice, device: device(0, now) }, asking)

  it('is counted by purpose, for the account, the address and the device', () => {
    expect(sendingCountersOf(asking)).toEqual({
      everywhere: '["login codes account-1"]',
      here: '["login codes account-1","192.0.2.0"]',
      byDevice: '["login codes account-1","device","device-1"]',
    })
    expect(sendingCountersOf({ ...asking, device: null }).byDevice).toBe(
      '["login codes account-1","device",""]',
    )
  })

  it('begins an hour here and a day for the account', () => {
    const { here, everywhere } = sendingCountersOf(asking)
    expect(strange(none)).toEqual({
      changes: [
        { kind: 'put-tries', name: here, attempts: running(1, HOUR), at: now },
        { kind: 'put-tries', name: everywhere, attempts: running(1, DAY), at: now },
      ],
      answer: null,
    })
  })

  it('is allowed five times an hour from one address, and uses up nothing of the account then', () => {
    expect(outcome(strange(running(4, HOUR)))).toBeNull()
    const sixth = strange(running(5, HOUR))
    expect(outcome(sixth)).toEqual({ code: 'too-many-codes', seconds: 3600 })
    expect(sixth.changes).toMatchObject([{ attempts: running(6, HOUR) }])
    expect(outcome(strange(running(5, 1)))).toEqual({ code: 'too-many-codes', seconds: 1 })
  })

  it('begins anew when the hour is over, or is longer than an hour', () => {
    expect(strange(running(5, 0)).changes[0]).toMatchObject({ attempts: running(1, HOUR) })
    expect(strange(running(5, HOUR + 1)).changes[0]).toMatchObject({ attempts: running(1, HOUR) })
  })

  it('is allowed twenty times a day for one account, and to a known device apart from it', () => {
    expect(outcome(strange(none, running(19, DAY)))).toBeNull()
    const over = strange(none, running(20, DAY))
    expect(outcome(over)).toEqual({ code: 'too-many-codes', seconds: 86_400 })
    expect(written(over)).toEqual(['put-tries', 'put-tries'])
    const { byDevice } = sendingCountersOf(asking)
    expect(known(none).changes).toEqual([
      { kind: 'put-tries', name: byDevice, attempts: running(1, DAY), at: now },
    ])
    expect(outcome(known(running(19, DAY)))).toBeNull()
    expect(outcome(known(running(20, 1500)))).toEqual({ code: 'too-many-codes', seconds: 2 })
  })
})

describe('a captcha', () => {
  const answer = { key: 'k', expiresAt: now + 1, isRight: true, now }
  const used = [{ kind: 'use-captcha', key: 'k', expiresAt: now + 1 }]

  it('is good for one answer in its time, right or wrong', () => {
    expect(answerCaptcha({ isUsed: false }, answer)).toEqual({ changes: used, answer: null })
    const wrong = answerCaptcha({ isUsed: false }, { ...answer, isRight: false })
    expect([outcome(wrong), wrong.changes]).toEqual([{ code: 'captcha-wrong' }, used])
    for (const stale of [
      answerCaptcha({ isUsed: true }, answer),
      answerCaptcha({ isUsed: false }, { ...answer, expiresAt: now }),
    ]) {
      expect([outcome(stale), stale.changes]).toEqual([{ code: 'captcha-stale' }, []])
    }
  })
})
