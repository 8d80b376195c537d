import { describe, expect, it } from 'vitest'
import type { Account } from '../../../../../src/ra/records.ts'
import type { Dossier } from '../../../../../src/ra/rules/identity/dossier.ts'
import {
  finishRefusal,
  type SubmissionFacts,
  submitDossier,
  tell,
} from '../../../../../src/ra/rules/identity/submission.ts'
import { account, now, outcome, told, written } from '../samples.ts'
import { audited, fresh, person, whole } from './given.ts'
import { dossier } from './samples.ts'

const none = { byNumber: null, byPhone: null }
const handler: Account = { ...account, id: 'person-1', kind: 'person', applicantName: '王芳' }
const facts: SubmissionFacts = {
  ...{ dossier: whole.person, uploads: [], holders: none, handlerHolders: none, account: null, handler },
  ...{ agencies: [], practitioner: null },
}
const uploads = (['handler-proof', 'subject-proof'] as const).map((purpose) => {
  return { id: purpose, dossierId: 'dossier-1', purpose, name: 'a.pdf', size: 1, digest: purpose }
})
const submission = {
  dossierId: 'dossier-1',
  passwordHash: 'hash',
  fresh,
  dueAt: now + 5,
  sender: '演示',
  now,
}
const submit = (
  one: Dossier | null,
  other: Partial<SubmissionFacts> = {},
  passwordHash: string | null = 'hash',
) => submitDossier({ ...facts, dossier: one, ...other }, { ...submission, passwordHash })
const refusal = (one: Dossier, other: Partial<SubmissionFacts> = {}) =>
  told(finishRefusal({ ...facts, ...other }, one, now))

describe('a dossier that is submitted', () => {
  it('makes the account at once if nobody reviews it', () => {
    const done = submit(whole.person)
    expect(written(done)).toEqual(['put-account', 'put-identity', 'put-dossier', 'audit'])
    expect(done.changes[3]).toMatchObject({ actor: 'applicant', action: 'dossier done: registration person' })
    expect(outcome(done)).toMatchObject({ state: 'done', accountId: 'new-account' })
  })

  it.each(['done', 'awaiting-review'] as const)('and is %s already is answered again', (state) => {
    const late: Dossier = { ...dossier, state, expiresAt: now - 1 }
    expect(submit(late)).toEqual({ changes: [], answer: late })
  })

  it('is refused when it is unknown, its time is over, or a part is missing', () => {
    expect(outcome(submit(null))).toEqual({ code: 'dossier-unknown' })
    const late = submit({ ...whole.person, expiresAt: now })
    expect(outcome(late)).toEqual({ code: 'dossier-closed', state: 'expired' })
    const bare = submit({ ...whole.person, given: { person, phone: '1' } })
    expect([outcome(bare), written(bare)]).toEqual([{ code: 'dossier-step-missing', step: 'email' }, []])
  })

  it('is refused when somebody else was faster', () => {
    const taken = submit(whole.person, { holders: { ...none, byNumber: account } })
    expect([outcome(taken), written(taken)]).toMatchObject([{ code: 'identity-exists' }, []])
  })

  it('waits for its review with the password and what the account will be called', () => {
    const sentBack: Dossier = { ...whole.foreign, state: 'awaiting-correction', reason: 'r' }
    const after: Dossier = {
      ...{ ...sentBack, state: 'awaiting-review', dueAt: now + 5, reason: null, steps: [] },
      given: { ...whole.foreign.given, passwordHash: 'hash', fresh },
    }
    const text = '【演示】您的申请已提交审核，审核结果将以短信告知。办理编号 1。'
    expect(submit(sentBack, { uploads })).toEqual({
      changes: [
        { kind: 'put-dossier', dossier: after },
        {
          kind: 'add-message',
          message: {
            ...{ id: `dossier-1-awaiting-review-${now}`, channel: 'sms', to: '13800000001' },
            ...{ createdAt: now, text },
          },
        },
        audited('applicant', 'dossier handed in', '1'),
      ],
      answer: after,
    })
  })

  it('keeps the earlier password if none came with it', () => {
    const given = { ...whole.foreign.given, passwordHash: 'earlier' }
    const again = submit({ ...whole.foreign, given }, { uploads }, null)
    expect(outcome(again)).toMatchObject({ given: { passwordHash: 'earlier', fresh } })
  })
})

describe('what must hold when the account is made', () => {
  const known = { ...none, byPhone: { ...account, id: 'account-2' } }

  it('is nothing for an appeal', () => {
    const appeal: Dossier = { ...whole.appeal, accountId: 'account-1' }
    expect(refusal(appeal, { holders: known })).toBeNull()
  })

  it('is that its account is there and open', () => {
    const closed = { code: 'account-closed' }
    expect(refusal(whole.handler)).toEqual(closed)
    expect(refusal(whole.handler, { account: { ...account, closed: true } })).toEqual(closed)
    expect(refusal(whole.handler, { account })).toBeNull()
  })

  it('is that it is not complete, for a completion, and a legal entity, to become an agency', () => {
    const completion: Dossier = { ...whole.person, purpose: 'completion', accountId: 'account-1' }
    expect(refusal(completion, { account })).toEqual({ code: 'identity-complete' })
    expect(refusal(completion, { account: { ...account, complete: false } })).toBeNull()
    const unfit = { account: { ...account, kind: 'agency' as const } }
    expect(refusal(whole.agencyChange, unfit)).toEqual({ code: 'agency-change-unfit' })
  })

  it('is that a person is still of age with a document in force', () => {
    const document = { ...person.document, validity: { from: '2020-01-01', to: '2026-11-19' } }
    const old = { ...whole.person.given, person: { ...person, document } }
    const expired = { code: 'document-expired', field: 'person.document.validity' }
    expect(refusal({ ...whole.person, given: old })).toEqual(expired)
    expect(refusal({ ...whole.entity, given: { ...whole.entity.given, person: old.person } })).toBeNull()
    expect(refusal({ ...whole.person, given: {} })).toBeNull()
  })

  it('is that nobody else has the document or the phone, unless only a handler is added', () => {
    const exists = { code: 'identity-exists', login: 'phone' }
    expect(refusal(whole.person, { holders: known })).toMatchObject(exists)
    expect(refusal(whole.handler, { account, holders: known })).toBeNull()
    const own = { account, holders: { ...none, byNumber: account } }
    expect(refusal({ ...whole.entity, accountId: 'account-1' }, own)).toMatchObject({
      ...{ code: 'identity-exists', login: 'credit-code' },
    })
    const completion: Dossier = { ...whole.entity, purpose: 'completion', accountId: 'account-1' }
    const incomplete = { ...account, complete: false }
    expect(refusal(completion, { ...own, account: incomplete })).toBeNull()
  })
})

describe('the handler, when the account is made', () => {
  const missing = { code: 'dossier-step-missing', step: 'handler' }

  it('has an open and complete account', () => {
    expect(refusal(whole.entity)).toBeNull()
    expect(refusal(whole.entity, { handler: null })).toEqual(missing)
    expect(refusal(whole.entity, { handler: { ...handler, closed: true } })).toEqual(missing)
    expect(refusal(whole.entity, { handler: { ...handler, complete: false } })).toEqual(missing)
    expect(refusal(whole.person, { handler: null })).toBeNull()
  })

  it('who is registered on the spot is known to nobody yet', () => {
    const bound = { how: 'new', phone: '1', person, passwordHash: 'h' } as const
    const anew: Dossier = { ...whole.entity, given: { ...whole.entity.given, handler: bound } }
    expect(refusal(anew, { handler: null })).toBeNull()
    const handlerHolders = { ...none, byPhone: account }
    expect(refusal(anew, { handlerHolders })).toMatchObject({ code: 'identity-exists', login: 'phone' })
    expect(refusal(whole.entity, { handlerHolders })).toBeNull()
  })

  it('is on the list of an agency, also of one that has become an agency since', () => {
    const agency = { account: { ...account, kind: 'agency' as const } }
    const practitioner = { name: '王芳', number: '110105198804120040', agencyCode: '91110108MA01DEM07K' }
    const unlisted = { code: 'handler-not-practitioner' }
    expect(refusal(whole.handler, agency)).toEqual(unlisted)
    expect(refusal(whole.handler, { ...agency, practitioner })).toBeNull()
    expect(refusal(whole.agencyChange, { account })).toEqual(unlisted)
    const bound = { how: 'new', phone: '1', person: { ...person, name: '李四' }, passwordHash: 'h' } as const
    const other: Dossier = { ...whole.handler, given: { handler: bound } }
    expect(refusal(other, { ...agency, practitioner })).toEqual(unlisted)
    const namesake = { ...practitioner, name: '李四' }
    expect(refusal(other, { ...agency, practitioner: namesake })).toBeNull()
    const elsewhere = [{ id: 'account-1', applicantName: '示例公司' }]
    expect(refusal(whole.handler, { ...agency, practitioner, agencies: elsewhere })).toBeNull()
  })
})

describe('the message about a dossier', () => {
  it('has an id of at most 64 characters, and goes to nobody without a phone', () => {
    const [change] = tell({ ...whole.person, id: 'd'.repeat(60) }, '演示', '好。', now)
    expect(change).toMatchObject({
      message: { id: `${'d'.repeat(60)}-ope`, text: '【演示】好。办理编号 1。' },
    })
    expect(tell(dossier, '演示', '好。', now)).toEqual([])
  })
})
