import { describe, expect, it } from 'vitest'
import type { Account } from '../../../../../src/ra/records.ts'
import {
  changePassword,
  closeAccount,
  type Owner,
  removeHandler,
} from '../../../../../src/ra/rules/identity/centre.ts'
import { account, now, outcome, written } from '../samples.ts'
import { audited } from './given.ts'

const owner: Owner = { accountId: 'account-1', handlerId: null, now }
const own = (action: string, subject = 'account-1') => audited('account account-1', action, subject)
const both: Account = { ...account, email: 'w@example.cn' }
const password = { ...owner, passwordHash: 'new', seenHash: null, tokenHash: 'token' }

describe('the removal of a handler', () => {
  const removed = (kind: Account['kind'], handlers: readonly string[]) =>
    removeHandler({ account: { ...account, kind }, handlers }, { ...owner, personId: 'person-1' })

  it('is written and noted', () => {
    expect(removed('legal-entity', ['person-1'])).toEqual({
      changes: [
        { kind: 'remove-handler', accountId: 'account-1', personId: 'person-1' },
        own('handler removed', 'person-1'),
      ],
      answer: null,
    })
  })

  it('of somebody who is none changes nothing', () => {
    expect(removed('agency', ['person-2'])).toEqual({ changes: [], answer: null })
  })

  it('leaves an agency one, not an entity', () => {
    const last = removed('agency', ['person-1'])
    expect([outcome(last), written(last)]).toEqual([{ code: 'handler-last' }, []])
    expect(written(removed('agency', ['person-1', 'person-2']))).toEqual(['remove-handler', 'audit'])
  })
})

describe('another password', () => {
  it('ends the other sessions and what was begun in them', () => {
    expect(changePassword({ account }, password)).toEqual({
      changes: [
        { kind: 'put-account', account: { ...account, passwordHash: 'new' } },
        { kind: 'end-sessions', accountId: 'account-1', except: 'token' },
        { kind: 'expire-dossiers', accountId: 'account-1' },
        own('password changed'),
      ],
      answer: null,
    })
  })

  it('is refused if the one that was compared has been changed since', () => {
    const late = changePassword({ account: { ...account, passwordHash: 'other' } }, password)
    expect([outcome(late), written(late)]).toEqual([{ code: 'session-ended' }, []])
  })
})

describe('the closing of an account', () => {
  it('keeps its number, frees the rest and ends all that hangs on it', () => {
    const closing = { ...both, passwordHash: 'h' }
    expect(closeAccount({ account: closing, unfinished: [] }, owner)).toEqual({
      changes: [
        {
          kind: 'put-account',
          account: { ...closing, closed: true, phone: null, email: null, passwordHash: null },
        },
        { kind: 'remove-handlers', accountId: 'account-1' },
        { kind: 'remove-principals', personId: 'account-1' },
        { kind: 'end-sessions', accountId: 'account-1', except: null },
        { kind: 'expire-dossiers', accountId: 'account-1' },
        own('account closed by its owner'),
      ],
      answer: null,
    })
  })

  it('is refused before its completion and while something is unfinished', () => {
    const incomplete = closeAccount({ account: { ...account, complete: false }, unfinished: [] }, owner)
    expect([outcome(incomplete), written(incomplete)]).toEqual([
      { code: 'dossier-step-missing', step: 'person' },
      [],
    ])
    const unfinished = [
      { kind: 'order', name: '0120261120' },
      { kind: 'request', name: 'request-1' },
    ] as const
    const busy = closeAccount({ account, unfinished }, owner)
    expect([outcome(busy), written(busy)]).toEqual([
      { code: 'closing-unfinished', count: 2, name: '0120261120' },
      [],
    ])
  })
})
