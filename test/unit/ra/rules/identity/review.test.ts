import { describe, expect, it } from 'vitest'
import type { Account } from '../../../../../src/ra/records.ts'
import type { Dossier } from '../../../../../src/ra/rules/identity/dossier.ts'
import { type DossierVerdict, reviewDossier } from '../../../../../src/ra/rules/identity/review.ts'
import type { SubmissionFacts } from '../../../../../src/ra/rules/identity/submission.ts'
import { account, now, outcome, written } from '../samples.ts'
import { audited, fresh, whole } from './given.ts'

const DAY = 86_400_000
const none = { byNumber: null, byPhone: null }
const given = { ...whole.foreign.given, passwordHash: 'hash', fresh }
const waiting: Dossier = { ...whole.foreign, state: 'awaiting-review', given, expiresAt: now }
const handler: Account = { ...account, id: 'person-1', kind: 'person' }
const facts: SubmissionFacts = {
  ...{ dossier: waiting, uploads: [], holders: none, handlerHolders: none, account: null, handler },
  ...{ agencies: [], practitioner: null },
}
const reviewed = (verdict: DossierVerdict, other: Partial<SubmissionFacts> = {}) =>
  reviewDossier(
    { ...facts, ...other },
    { dossierId: 'dossier-1', verdict, operator: 'wang', sender: '演示', now },
  )
const approval = { verdict: 'approved', answer: null } as const
const message = (state: string, to: string, words: string) => ({
  kind: 'add-message',
  message: {
    ...{ id: `dossier-1-${state}-${now}`, channel: 'sms', to, createdAt: now },
    text: `【演示】${words}办理编号 1。`,
  },
})

describe('a review', () => {
  it('is only of a dossier that waits for it', () => {
    expect(outcome(reviewed(approval, { dossier: null }))).toEqual({ code: 'dossier-unknown' })
    const open = reviewed(approval, { dossier: { ...waiting, state: 'open' } })
    expect([outcome(open), written(open)]).toEqual([{ code: 'review-not-waiting', state: 'open' }, []])
  })

  it('that refuses says why, and the dossier keeps no secret', () => {
    const after: Dossier = {
      ...{ ...waiting, state: 'refused', reason: '不清晰', decidedBy: 'wang' },
      given: whole.foreign.given,
    }
    expect(reviewed({ verdict: 'refused', reason: '不清晰' })).toEqual({
      changes: [
        { kind: 'put-dossier', dossier: after },
        message('refused', '13800000001', '您的申请未通过审核，原因：不清晰。'),
        audited('operator wang', 'dossier refused', '1'),
      ],
      answer: after,
    })
  })

  it('that sends parts back gives thirty more days and names each part once', () => {
    const after: Dossier = {
      ...{ ...waiting, state: 'awaiting-correction', reason: '缺页', decidedBy: 'wang' },
      ...{ steps: ['uploads', 'entity'], expiresAt: now + 30 * DAY },
    }
    expect(
      reviewed({ verdict: 'correction', reason: '缺页', steps: ['uploads', 'entity', 'uploads'] }),
    ).toEqual({
      changes: [
        { kind: 'put-dossier', dossier: after },
        message(
          ...(['awaiting-correction', '13800000001'] as const),
          '您的申请需要补正：缺页。请打开证书助手补正后重新提交。',
        ),
        audited('operator wang', 'dossier sent back', '1'),
      ],
      answer: after,
    })
  })

  it('cannot send back parts that the dossier has not', () => {
    const unfit = reviewed({ verdict: 'correction', reason: 'r', steps: ['entity', 'person'] })
    expect([outcome(unfit), written(unfit)]).toEqual([
      { code: 'dossier-step-unfit', step: 'entity person' },
      [],
    ])
  })
})

describe('an approval', () => {
  it('makes the account and tells the code to log in with', () => {
    const done = reviewed({ verdict: 'approved', answer: '好' })
    expect(outcome(done)).toEqual({
      ...{ ...waiting, state: 'done', accountId: 'new-account', reason: '好', decidedBy: 'wang' },
      given: whole.foreign.given,
    })
    expect(written(done)).toEqual([
      ...['put-account', 'put-identity', 'add-handler', 'audit', 'put-dossier', 'audit', 'add-message'],
    ])
    expect(done.changes[0]).toMatchObject({ account: { passwordHash: 'hash', idNumber: 'ORG-1' } })
    expect(done.changes[5]).toEqual(
      audited('operator wang', 'dossier done: registration entity-without-code', '1 account new-account'),
    )
    const words = '您的申请已通过审核，机构代码 ORG-1，请使用机构代码和密码登录。'
    expect(done.changes[6]).toEqual(message('done', '13800000001', words))
  })

  it('is refused when somebody was faster, or something was never given', () => {
    const faster = reviewed(approval, { holders: { ...none, byNumber: account } })
    expect([outcome(faster), written(faster)]).toMatchObject([{ code: 'identity-exists' }, []])
    const nameless = reviewed(approval, { dossier: { ...waiting, given: whole.foreign.given } })
    expect(outcome(nameless)).toEqual({ code: 'dossier-step-missing', step: 'entity' })
    const { passwordHash: _, ...open } = given
    const unlocked = reviewed(approval, { dossier: { ...waiting, given: open } })
    expect([outcome(unlocked), written(unlocked)]).toEqual([
      { code: 'dossier-step-missing', step: 'person' },
      [],
    ])
  })
})

describe('an appeal that is granted', () => {
  const appeal: Dossier = { ...whole.appeal, state: 'awaiting-review', accountId: 'account-1' }
  const granted = (other: Partial<SubmissionFacts> = {}, answer: string | null = null) =>
    reviewed({ verdict: 'approved', answer }, { dossier: appeal, account, ...other })
  const after: Dossier = { ...appeal, state: 'done', decidedBy: 'wang' }
  const person: Account = { ...account, kind: 'person' }

  it('replaces a phone that was lost and ends the sessions', () => {
    expect(granted()).toEqual({
      changes: [
        { kind: 'put-account', account: { ...account, phone: '13800000009' } },
        { kind: 'end-sessions', accountId: 'account-1', except: null },
        audited('operator wang', 'phone replaced by appeal', 'account-1'),
        { kind: 'put-dossier', dossier: after },
        message('done', '13800000009', '您的申诉已处理：已通过。'),
        audited('operator wang', 'dossier appeal granted', '1'),
      ],
      answer: after,
    })
    const { appeal: cause } = whole.appeal.given
    const phoneless = granted({ dossier: { ...appeal, given: { appeal: cause } } })
    expect(phoneless.changes[0]).toEqual({ kind: 'put-account', account })
  })

  it('finds no account, or a closed one', () => {
    expect(outcome(granted({ account: null }))).toEqual({ code: 'not-found' })
    const closed = granted({ account: { ...account, closed: true } })
    expect([outcome(closed), written(closed)]).toEqual([{ code: 'not-found' }, []])
  })

  it('gives a person no phone that another person has', () => {
    const holders = { ...none, byPhone: { ...account, id: 'account-2' } }
    const taken = granted({ account: person, holders })
    expect([outcome(taken), written(taken)]).toMatchObject([{ code: 'identity-exists' }, []])
    const numbered = { ...none, byNumber: { ...account, id: 'account-2' } }
    expect(outcome(granted({ account: person, holders: numbered }))).toEqual(after)
    expect(outcome(granted({ account: person, holders: { ...none, byPhone: person } }))).toEqual(after)
    expect(outcome(granted({ holders }))).toEqual(after)
  })

  it('of another cause is answered in words', () => {
    const other: Dossier = {
      ...{ ...appeal, accountId: null },
      given: { ...whole.appeal.given, appeal: { ...whole.appeal.given.appeal, cause: 'taken' } },
    }
    const done = granted({ dossier: other, account: null }, '请重新注册')
    expect(written(done)).toEqual(['put-dossier', 'add-message', 'audit'])
    expect(done.changes[1]).toEqual(message('done', '13800000009', '您的申诉已处理：请重新注册。'))
  })
})
