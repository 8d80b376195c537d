import { describe, expect, it } from 'vitest'
import type { Account, Code } from '../../../../../src/ra/records.ts'
import type { Decision } from '../../../../../src/ra/rules/decision.ts'
import {
  askContactChange,
  type ContactChange,
  type ContactChangeAsking,
  type ContactChangeFacts,
  changeContact,
  changePassword,
  closeAccount,
  type Owner,
  presentAddress,
  removeHandler,
} from '../../../../../src/ra/rules/identity/centre.ts'
import { account, attempts, now, outcome, written } from '../samples.ts'
import { audited } from './given.ts'

const owner: Owner = { accountId: 'account-1', handlerId: null, now }
const person: Account = { ...account, kind: 'person' }
const own = (action: string, subject = 'account-1') => audited('account account-1', action, subject)
const both: Account = { ...account, email: 'w@example.cn' }
const code: Code = {
  ...{ id: 'present', purpose: 'identity', subject: 's', codeHash: 'old-code', triesLeft: 5 },
  ...{ sentAt: now, expiresAt: now + 1 },
}
const message = { id: 'm', channel: 'sms', to: '', text: '123456', createdAt: now } as const
const none = { before: null, toAddress: attempts(0), fromNetwork: attempts(0) }

const asking: ContactChangeAsking = {
  ...{ ...owner, code, message, paced: 'p', network: 'n', channel: 'sms', address: null },
}
const asked = (one: Account | null, other: Partial<ContactChangeAsking> = {}) =>
  askContactChange({ ...none, account: one }, { ...asking, ...other })

const change: ContactChange = { ...owner, channel: 'sms', presentHash: 'old-code', newHash: 'new-code' }
const facts: ContactChangeFacts = {
  ...{ account: both, presentCode: code, newCode: { ...code, id: 'new', codeHash: 'new-code' } },
  ...{ address: '13900000000', byPhone: null },
}
const changed = (other: Partial<ContactChangeFacts>, wish: Partial<ContactChange> = {}) =>
  changeContact({ ...facts, ...other }, { ...change, ...wish })

const password = { ...owner, passwordHash: 'new', seenHash: null, tokenHash: 'token' }

describe('what only the owner of an account may do', () => {
  it.each<[string, (account: Account | null, handlerId: string | null) => Decision<null>]>([
    [
      'removing a handler',
      (one, handlerId) =>
        removeHandler({ account: one, handlers: ['p'] }, { ...owner, handlerId, personId: 'p' }),
    ],
    ['asking for another phone', (one, handlerId) => asked(one, { handlerId })],
    ['another phone', (one, handlerId) => changed({ account: one }, { handlerId })],
    ['another password', (one, handlerId) => changePassword({ account: one }, { ...password, handlerId })],
    ['closing', (one, handlerId) => closeAccount({ account: one, unfinished: [] }, { ...owner, handlerId })],
  ])('is %s: not a handler, nobody without account, and nobody of a closed one', (_, act) => {
    const ended = { code: 'session-ended' }
    expect([outcome(act(null, null)), written(act(null, null))]).toEqual([ended, []])
    expect(outcome(act({ ...account, closed: true }, null))).toEqual(ended)
    expect(outcome(act({ ...account, closed: true }, 'h'))).toEqual(ended)
    expect([outcome(act(account, 'h')), written(act(account, 'h'))]).toEqual([
      { code: 'account-owner-wanted' },
      [],
    ])
    expect(outcome(act(account, null))).toBeNull()
  })
})

describe('the wish for another phone or mail address', () => {
  it('goes to the present address, or to the other one if there is none', () => {
    const { phone } = account
    expect(presentAddress(both, 'sms')).toBe(phone)
    expect(presentAddress(both, 'mail')).toBe('w@example.cn')
    expect(presentAddress(account, 'mail')).toBe(phone)
    expect(presentAddress({ ...both, phone: null }, 'sms')).toBe('w@example.cn')
    expect(presentAddress({ ...both, phone: null, email: null }, 'sms')).toBeNull()
  })

  it('sends a code to the present address and notes nothing more', () => {
    const sent = asked(both)
    expect(written(sent)).toEqual(['put-tries', 'put-tries', 'put-code', 'add-message'])
    expect(sent.changes[3]).toEqual({ kind: 'add-message', message: { ...message, to: '13800000002' } })
    expect(sent.answer).toBeNull()
  })

  it('sends a code to the new address and notes it', () => {
    const sent = asked(both, { address: '13900000000' })
    expect(sent.changes.slice(3)).toEqual([
      { kind: 'add-message', message: { ...message, to: '13900000000' } },
      { kind: 'put-contact-change', accountId: 'account-1', channel: 'sms', address: '13900000000' },
    ])
  })

  it('is refused without an address, and too soon after another code', () => {
    const bare = asked({ ...account, phone: null }, { channel: 'mail' })
    expect([outcome(bare), written(bare)]).toEqual([{ code: 'contact-missing', channel: 'mail' }, []])
    const soon = askContactChange({ ...none, before: code, account }, { ...asking, address: 'a' })
    expect([outcome(soon), written(soon)]).toEqual([{ code: 'code-too-soon', seconds: 60 }, []])
    const often = { ...none, toAddress: attempts(99, 0, now + 1), account }
    expect(written(askContactChange(often, asking))).toEqual(['put-tries', 'put-tries'])
  })
})

describe('the change of a phone or mail address', () => {
  const used = [
    { kind: 'remove-code', id: 'present' },
    { kind: 'remove-code', id: 'new' },
  ]

  it('uses both codes up and is noted', () => {
    expect(changed({})).toEqual({
      changes: [
        ...used,
        { kind: 'put-account', account: { ...both, phone: '13900000000' } },
        own('sms changed'),
      ],
      answer: null,
    })
    const mail = changed({ address: 'n@example.cn', byPhone: person }, { channel: 'mail' })
    expect(mail.changes.slice(2)).toEqual([
      { kind: 'put-account', account: { ...both, email: 'n@example.cn' } },
      own('mail changed'),
    ])
  })

  it('counts each code that is wrong and uses none up', () => {
    const wrongNew = changed({}, { newHash: 'x' })
    expect(outcome(wrongNew)).toEqual({ code: 'identity-code-wrong', triesLeft: 4 })
    expect(wrongNew.changes).toEqual([{ kind: 'code-tries', id: 'new', triesLeft: 4 }])
    const wrongPresent = changed({}, { presentHash: 'x' })
    expect(wrongPresent.changes).toEqual([{ kind: 'code-tries', id: 'present', triesLeft: 4 }])
    const stale = changed({ newCode: null }, { presentHash: 'x' })
    expect([outcome(stale), written(stale)]).toMatchObject([{ code: 'identity-code-wrong' }, ['code-tries']])
  })

  it('needs to know where the new code went', () => {
    const lost = changed({ address: null })
    expect([outcome(lost), written(lost)]).toEqual([{ code: 'identity-code-stale' }, []])
  })

  it('is refused to a person whose phone another one has: they log in with it', () => {
    const other = { ...person, id: 'account-2', phone: '13900000000' }
    const taken = changed({ account: person, byPhone: other })
    expect(outcome(taken)).toMatchObject({ code: 'identity-exists', login: 'phone' })
    expect(taken.changes).toEqual(used)
    expect(outcome(changed({ account: person, byPhone: person }))).toBeNull()
    expect(outcome(changed({ byPhone: other }))).toBeNull()
    expect(outcome(changed({ account: person, byPhone: other }, { channel: 'mail' }))).toBeNull()
  })
})
