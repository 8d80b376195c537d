import { describe, expect, it } from 'vitest'
import type { Account, Code } from '../../../../../src/ra/records.ts'
import { countCall } from '../../../../../src/ra/rules/call.ts'
import { answerCode, type Sending, sendingOf } from '../../../../../src/ra/rules/identity/codes.ts'
import { askContact, proveContact } from '../../../../../src/ra/rules/identity/contact.ts'
import type { Dossier } from '../../../../../src/ra/rules/identity/dossier.ts'
import { countPaced, paceNames, takenName } from '../../../../../src/ra/rules/identity/pace.ts'
import { askReset, finishReset, type ResetTarget } from '../../../../../src/ra/rules/identity/reset.ts'
import { takenRefusal } from '../../../../../src/ra/rules/identity/taken.ts'
import { account, attempts, now, outcome, told, written } from '../samples.ts'
import { dossier } from './samples.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const code: Code = {
  ...{ id: 'code-1', purpose: 'identity', subject: 'subject-1', codeHash: 'right', triesLeft: 5 },
  ...{ sentAt: now, expiresAt: now + 1 },
}
const message = { id: 'm', channel: 'sms', to: '', text: '123456', createdAt: now } as const
const sending: Sending = { code, message, paced: '13800000002', network: '192.0.2.0', now }
const none = attempts(0)
const unsent = { before: null, toAddress: none, fromNetwork: none }
const person: Account = { ...account, kind: 'person', idType: 'resident-id', idNumber: '110105198804120040' }

describe('calls', () => {
  const counted = (takenUntil: number | null) => countCall({ takenUntil }, { name: 'c', perMinute: 7, now })
  const share = 8572

  it('take their share of a minute, and at most a minute in advance', () => {
    expect(counted(null)).toEqual({
      changes: [{ kind: 'count-call', name: 'c', takenUntil: now + share }],
      answer: null,
    })
    expect(counted(now - 5).changes).toMatchObject([{ takenUntil: now + share }])
    expect(counted(now + MINUTE - share).changes).toMatchObject([{ takenUntil: now + MINUTE }])
    const over = counted(now + MINUTE - share + 1)
    expect([outcome(over), over.changes]).toEqual([{ code: 'too-many-requests', seconds: 1 }, []])
    expect(outcome(counted(now + MINUTE))).toEqual({ code: 'too-many-requests', seconds: 9 })
  })

  it('wait no longer than their share if clocks differ, and begin anew if one was set back', () => {
    expect(outcome(counted(now + 2 * MINUTE))).toEqual({ code: 'too-many-requests', seconds: 9 })
    expect(counted(now + 2 * MINUTE + 1).changes).toMatchObject([{ takenUntil: now + share }])
  })
})

describe('the pace of codes', () => {
  const pace = { most: 2, length: 10_000 }
  const counted = (failures: number, left: number) =>
    countPaced('n', attempts(failures, 0, now + left), pace, now)

  it('counts within its time, which begins with the first', () => {
    expect(countPaced('n', none, pace, now)).toEqual({
      change: { kind: 'put-tries', name: 'n', attempts: attempts(1, 0, now + 10_000), at: now },
      refusal: null,
    })
    expect(counted(1, 10_000).change).toMatchObject({ attempts: attempts(2, 0, now + 10_000) })
    expect(counted(1, 10_000).refusal).toBeNull()
    expect(told(counted(2, 1001).refusal)).toEqual({ code: 'too-many-codes', seconds: 2 })
    for (const left of [0, 10_001]) {
      expect(counted(2, left).change).toMatchObject({ attempts: attempts(1, 0, now + 10_000) })
    }
  })

  it('has names that no address can forge', () => {
    expect(paceNames('a', 'b')).toEqual({ to: '["identity codes","a"]', from: '["identity codes from","b"]' })
    expect(takenName('a')).toBe('["identity taken","a"]')
  })
})

describe('a code for a proof', () => {
  it('goes out a minute after the one before, or when the clock was set back', () => {
    const following = (passed: number) => {
      const before = { ...code, sentAt: now - passed }
      return told(sendingOf({ ...unsent, before }, sending, '1').refusal)
    }
    expect(following(0)).toEqual({ code: 'code-too-soon', seconds: 60 })
    expect(following(59_999)).toEqual({ code: 'code-too-soon', seconds: 1 })
    expect(following(60_000)).toBeNull()
    expect(following(-1)).toBeNull()
  })

  it('goes to the address, or to nobody with the same work', () => {
    const kinds = ['put-tries', 'put-tries', 'put-code']
    const sent = sendingOf(unsent, sending, '13800000002')
    expect(sent.changes.map(({ kind }) => kind)).toEqual([...kinds, 'add-message'])
    expect(sent.changes[3]).toEqual({ kind: 'add-message', message: { ...message, to: '13800000002' } })
    const nobody = sendingOf(unsent, sending, null)
    expect(nobody.changes.map(({ kind }) => kind)).toEqual([...kinds, 'add-unsent'])
  })

  it('is the tenth of a day to one address, and the 200th of an hour from one network', () => {
    const to = (failures: number) => ({ ...unsent, toAddress: attempts(failures, 0, now + DAY) })
    expect(sendingOf(to(9), sending, '1').refusal).toBeNull()
    expect(told(sendingOf(to(10), sending, '1').refusal)).toEqual({ code: 'too-many-codes', seconds: 86_400 })
    const from = (failures: number) => ({ ...unsent, fromNetwork: attempts(failures, 0, now + HOUR) })
    expect(sendingOf(from(199), sending, '1').refusal).toBeNull()
    const over = sendingOf(from(200), sending, '1')
    expect(told(over.refusal)).toEqual({ code: 'too-many-codes', seconds: 3600 })
    expect(over.changes.map(({ kind }) => kind)).toEqual(['put-tries', 'put-tries'])
  })

  it('is used up when it is right, and costs a try when it is wrong', () => {
    const right = { codeHash: 'right', now }
    expect(answerCode(code, right)).toEqual({
      changes: [{ kind: 'remove-code', id: 'code-1' }],
      refusal: null,
    })
    const wrong = answerCode(code, { codeHash: 'wrong', now })
    expect(wrong.changes).toEqual([{ kind: 'code-tries', id: 'code-1', triesLeft: 4 }])
    expect(told(wrong.refusal)).toEqual({ code: 'identity-code-wrong', triesLeft: 4 })
    const last = answerCode({ ...code, triesLeft: 1, sentAt: now + 5 * MINUTE }, right)
    expect(last.refusal).toBeNull()
  })

  it.each([
    ['there is none', null],
    ['its time is over', { ...code, expiresAt: now }],
    ['it was sent under a clock set back since', { ...code, sentAt: now + 5 * MINUTE + 1 }],
    ['no try is left', { ...code, triesLeft: 0 }],
  ])('is stale if %s', (_, one) => {
    const { changes, refusal } = answerCode(one, { codeHash: 'right', now })
    expect([changes, told(refusal)]).toEqual([[], { code: 'identity-code-stale' }])
  })
})

describe('an address that is proved', () => {
  const asking = { ...sending, dossierId: 'dossier-1', channel: 'sms', address: '13800000002' } as const
  const proof = { dossierId: 'dossier-1', channel: 'sms', codeHash: 'right', now } as const
  const asked: Dossier = { ...dossier, given: { asked: { sms: '13800000002', mail: 'w@example.cn' } } }
  const facts = { dossier: asked, code, byPhone: null, byNumber: null, taken: none }

  it('is kept beside the other one when it is asked for', () => {
    const before = { ...dossier, given: { asked: { mail: 'w@example.cn' } } }
    const decision = askContact({ ...unsent, dossier: before }, asking)
    expect(written(decision)).toEqual(['put-tries', 'put-tries', 'put-code', 'add-message', 'put-dossier'])
    expect(outcome(decision)).toEqual(asked)
    const soon = askContact({ ...unsent, before: code, dossier }, asking)
    expect([outcome(soon), written(soon)]).toMatchObject([{ code: 'code-too-soon' }, []])
    expect(outcome(askContact({ ...unsent, dossier: null }, asking))).toEqual({ code: 'dossier-unknown' })
    const handler = { ...dossier, purpose: 'handler' } as const
    const unfit = { code: 'dossier-step-unfit', step: 'email' }
    expect(outcome(askContact({ ...unsent, dossier: handler }, { ...asking, channel: 'mail' }))).toEqual(
      unfit,
    )
  })

  it('is given with the code that went there', () => {
    expect(outcome(proveContact(facts, proof))).toMatchObject({ given: { phone: '13800000002' } })
    expect(written(proveContact(facts, proof))).toEqual(['remove-code', 'put-dossier'])
    const mail = outcome(proveContact(facts, { ...proof, channel: 'mail' }))
    expect(mail).toMatchObject({ given: { email: 'w@example.cn' } })
    expect(mail).not.toHaveProperty('given.phone')
    const never = proveContact({ ...facts, dossier }, proof)
    expect([outcome(never), written(never)]).toEqual([{ code: 'identity-code-stale' }, []])
    const wrong = proveContact(facts, { ...proof, codeHash: 'wrong' })
    expect([outcome(wrong), written(wrong)]).toEqual([
      { code: 'identity-code-wrong', triesLeft: 4 },
      ['code-tries'],
    ])
    expect(outcome(proveContact({ ...facts, dossier: null }, proof))).toEqual({ code: 'dossier-unknown' })
  })

  it('is no phone of another person: then what was asked is forgotten', () => {
    const known = { ...facts, byPhone: person }
    const decision = proveContact(known, proof)
    expect(outcome(decision)).toMatchObject({ code: 'identity-exists', login: 'phone' })
    expect(written(decision)).toEqual(['remove-code', 'put-dossier', 'put-tries'])
    expect(decision.changes[1]).toMatchObject({ dossier: { given: { asked: {} } } })
    const often = proveContact({ ...known, taken: attempts(5, 0, now + DAY) }, proof)
    expect(outcome(often)).toEqual({ code: 'too-many-codes', seconds: 86_400 })
    const fifth = proveContact({ ...known, taken: attempts(4, 0, now + DAY) }, proof)
    expect(outcome(fifth)).toMatchObject({ code: 'identity-exists' })
    expect(outcome(proveContact(known, { ...proof, channel: 'mail' }))).toMatchObject({ id: 'dossier-1' })
    const own = { ...known, dossier: { ...asked, accountId: person.id } }
    expect(outcome(proveContact(own, proof))).toMatchObject({ id: 'dossier-1' })
    for (const other of [{ kind: 'entity' as const }, { purpose: 'appeal' as const }]) {
      expect(outcome(proveContact({ ...known, dossier: { ...asked, ...other } }, proof))).toMatchObject(other)
    }
  })

  it('is told with the account that has it, masked', () => {
    const exists = { code: 'identity-exists', account: '示***' }
    const refusal = (byNumber: Account | null, byPhone: Account | null, own: string | null = null) =>
      told(takenRefusal({ byNumber, byPhone }, own))
    expect(refusal(person, person)).toEqual({ ...exists, which: '110***********0040', login: 'id-number' })
    expect(refusal(account, null)).toEqual({ ...exists, which: '911***********M07K', login: 'credit-code' })
    expect(refusal(null, person)).toEqual({ ...exists, which: '138****0002', login: 'phone' })
    expect(refusal({ ...person, closed: true }, null)).toEqual({ code: 'identity-retired' })
    expect(refusal(person, person, person.id)).toBeNull()
    expect(refusal({ ...person, idNumber: null }, null)).toMatchObject({ which: '' })
    expect(refusal(null, { ...person, phone: null })).toMatchObject({ which: '****' })
    expect(refusal(null, null)).toBeNull()
  })
})

describe('a password that was forgotten', () => {
  const asking = {
    ...sending,
    way: 'phone',
    login: '13800000002',
    contact: { channel: 'sms', address: '13800000002' },
  } as const
  const mailed = { ...person, email: 'W@example.cn' }
  const byMail = { ...asking, contact: { channel: 'mail', address: 'w@EXAMPLE.cn' } } as const
  const last = (one: Account | null, how: Parameters<typeof askReset>[1] = asking) =>
    askReset({ ...unsent, account: one }, how).changes.slice(3)
  const target = (accountId: string | null) => ({
    kind: 'put-reset',
    id: 'subject-1',
    at: now,
    target: { accountId },
  })

  it('gets a code only to the address on record, however it is written', () => {
    const sent = { kind: 'add-message', message: { to: '13800000002' } }
    expect(last(person)).toMatchObject([sent, target('account-1')])
    expect(last(mailed, byMail)).toMatchObject([{ message: { to: 'w@EXAMPLE.cn' } }, target('account-1')])
    const nobody = [{ kind: 'add-unsent' }, target(null)]
    expect(last(null)).toMatchObject(nobody)
    expect(last({ ...person, closed: true })).toMatchObject(nobody)
    expect(last({ ...person, phone: '13800000009' })).toMatchObject(nobody)
    expect(last(person, byMail)).toMatchObject(nobody)
    expect(outcome(askReset({ ...unsent, before: code, account: person }, asking))).toMatchObject({
      code: 'code-too-soon',
    })
  })

  const finished = (way: ResetTarget['way'], one: Account | null = person, codeHash = 'right') =>
    finishReset(
      { target: { way, login: 'l', accountId: 'account-1' }, code, account: one },
      { resetId: 'r', codeHash, passwordHash: 'new', now },
    )

  it('is changed, of the account or of its old login, and ends all sessions', () => {
    const rest = [
      { kind: 'end-sessions', accountId: 'account-1', except: null },
      { kind: 'expire-dossiers', accountId: 'account-1' },
    ]
    expect(finished('phone')).toEqual({
      changes: [
        { kind: 'remove-code', id: 'code-1' },
        { kind: 'put-account', account: { ...person, passwordHash: 'new' } },
        ...rest,
        {
          kind: 'audit',
          at: now,
          actor: 'account account-1',
          action: 'password reset: phone',
          subject: 'account-1',
        },
      ],
      answer: null,
    })
    expect(finished('legacy').changes[1]).toEqual({
      kind: 'legacy-password',
      accountId: 'account-1',
      passwordHash: 'new',
    })
  })

  it('stays for nobody, for a closed account, and for a wrong code', () => {
    const stale = { code: 'identity-code-stale' }
    expect(outcome(finished('phone', null))).toEqual(stale)
    expect(outcome(finished('phone', { ...person, closed: true }))).toEqual(stale)
    const answer = { resetId: 'r', codeHash: 'right', passwordHash: 'new', now }
    expect(outcome(finishReset({ target: null, code, account: person }, answer))).toEqual(stale)
    expect(written(finished('phone', person, 'wrong'))).toEqual(['code-tries'])
  })
})
