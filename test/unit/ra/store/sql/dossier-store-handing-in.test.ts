import { describe, expect, it } from 'vitest'
import type { Given } from '../../../../../src/ra/rules/identity/dossier.ts'
import type { Submission } from '../../../../../src/ra/rules/identity/submission.ts'
import { bound, entity, fresh, person, registered, whole } from '../../rules/identity/given.ts'
import { now } from '../../rules/samples.ts'
import { type Memory, memory } from './memory.ts'

type Values = Readonly<Record<string, string | number | null>>
const placeOf = (given: Given, row: Values = {}) => {
  const at = memory()
  at.insert('dossiers', { id: 'd', number: '1', expires_at: now + 1, given: JSON.stringify(given), ...row })
  return at
}
const code = registered.creditCode

describe('a dossier that is handed in', () => {
  const submission: Submission = {
    ...{ dossierId: 'd', passwordHash: 'h', fresh, dueAt: now + 9, sender: '示例', now },
  }
  const submit = ({ store }: Memory) => store.submitDossier(submission)
  const personal = () => placeOf(whole.person.given)

  it('makes the account of a person', async () => {
    const at = personal()
    expect(await submit(at)).toMatchObject({ state: 'done', accountId: 'new-account' })
    expect(at.rows('SELECT id, id_number FROM accounts')).toEqual([
      { id: 'new-account', id_number: person.document.number },
    ])
    await expect(at.store.submitDossier({ ...submission, dossierId: 'x' })).rejects.toMatchObject({
      code: 'dossier-unknown',
    })
  })

  it.each<[string, Values]>([
    ['id-number', { id_number: person.document.number }],
    ['phone', { phone: '13800000001' }],
  ])('makes none if another person is known by %s', async (login, row) => {
    const at = personal()
    at.insert('accounts', row)
    await expect(submit(at)).rejects.toMatchObject({ code: 'identity-exists', params: { login } })
  })

  const organised = (row: Values = { complete: 1 }) => {
    const at = placeOf(whole.entity.given, { kind: 'entity' })
    at.insert('accounts', { id: 'person-1', phone: '13800000003', ...row })
    return at
  }

  it('makes the account of an entity, and binds its handler', async () => {
    const at = organised()
    expect(await submit(at)).toMatchObject({ state: 'done', accountId: 'new-account' })
    expect(at.rows('SELECT account_id, person_id, agency FROM handlers')).toEqual([
      { account_id: 'new-account', person_id: 'person-1', agency: 0 },
    ])
  })

  it('does not mind that a person has the phone of an entity, but that its code is known', async () => {
    const at = organised({ phone: '13800000001' })
    expect(await submit(at)).toMatchObject({ state: 'done' })
    const known = organised()
    known.insert('accounts', { kind: 'legal-entity', id_number: code })
    await expect(submit(known)).rejects.toMatchObject({
      code: 'identity-exists',
      params: { login: 'credit-code' },
    })
  })

  it('needs the handler to be there still', async () => {
    const at = organised({ closed: 1 })
    await expect(submit(at)).rejects.toMatchObject({
      code: 'dossier-step-missing',
      params: { step: 'handler' },
    })
  })

  const newOne = { how: 'new', phone: '13800000004', person, passwordHash: 'h' } as const
  it.each<[string, Values]>([
    ['id-number', { id_number: person.document.number }],
    ['phone', { phone: '13800000004' }],
  ])('registers no handler who is known by %s', async (login, row) => {
    const at = placeOf({ ...whole.entity.given, handler: newOne }, { kind: 'entity' })
    at.insert('accounts', row)
    await expect(submit(at)).rejects.toMatchObject({ code: 'identity-exists', params: { login } })
  })

  const agency = (practitioner: Values, handler: Given['handler'] = bound) => {
    const at = placeOf(
      { ...whole.entity.given, ...(handler === undefined ? {} : { handler }) },
      { kind: 'agency' },
    )
    if (handler?.how === 'registered')
      at.insert('accounts', { id: 'person-1', id_number: person.document.number, phone: '13800000003' })
    at.insert('practitioners', {
      ...{ number: person.document.number, agency_code: code, name: '王芳', ...practitioner },
    })
    return at
  }

  it.each<[Values, Given['handler'], boolean]>([
    [{}, bound, true],
    [{ number: '1' }, bound, false],
    [{ agency_code: '1' }, bound, false],
    [{}, newOne, true],
    [{ number: '1' }, newOne, false],
  ])('takes as an agency’s handler a practitioner with %o', async (practitioner, handler, isTaken) => {
    const submitted = submit(agency(practitioner, handler))
    if (isTaken) expect(await submitted).toMatchObject({ state: 'done' })
    else await expect(submitted).rejects.toMatchObject({ code: 'handler-not-practitioner' })
  })

  it('takes no handler of another agency', async () => {
    const at = agency({})
    at.insert('accounts', { id: 'other', kind: 'agency' })
    at.insert('handlers', { account_id: 'other', person_id: 'person-1' })
    await expect(submit(at)).rejects.toMatchObject({ code: 'handler-elsewhere' })
  })

  it('binds another handler of an agency by the code of its account', async () => {
    const at = placeOf({ handler: bound }, { purpose: 'handler', kind: 'agency', account_id: 'a' })
    at.insert('accounts', { id: 'a', kind: 'agency', id_number: 'CODE' })
    at.insert('accounts', { id: 'person-1', id_number: 'N' })
    await expect(submit(at)).rejects.toMatchObject({ code: 'handler-not-practitioner' })
    at.insert('practitioners', { number: 'N', agency_code: 'CODE', name: '王芳' })
    expect(await submit(at)).toMatchObject({ state: 'done' })
  })

  it('lacks the uploads that it does not have', async () => {
    const at = placeOf({ ...whole.foreign.given, entity }, { kind: 'entity-without-code' })
    at.insert('accounts', { id: 'person-1' })
    await expect(submit(at)).rejects.toMatchObject({ params: { step: 'uploads' } })
    for (const purpose of ['handler-proof', 'subject-proof'])
      at.insert('dossier_uploads', { dossier_id: 'd', purpose })
    expect(await submit(at)).toMatchObject({ state: 'awaiting-review' })
  })
})
