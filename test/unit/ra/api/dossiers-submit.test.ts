import { call } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { verifyPassword } from '../../../../src/ra/accounts/password.ts'
import { dossiersApi } from '../../../../src/ra/api/dossiers.ts'
import type { Given } from '../../../../src/ra/rules/identity/dossier.ts'
import { demoIdentityAgreement } from '../../../../src/ra/rules/identity/terms.ts'
import { person, registered, whole } from '../rules/identity/given.ts'
import { dossierId, given, placeOf } from './dossier-place.ts'
import { refused } from './place.ts'

const next = 'a good Password 7'

describe('a dossier that is submitted', () => {
  const input = { dossierId, agreementVersion: demoIdentityAgreement.version, password: next }
  const submit = (
    at: ReturnType<typeof placeOf>,
    more: { readonly agreementVersion?: string; readonly password?: string } = {},
  ) => call(dossiersApi.submit, { ...input, ...more }, { context: at.own })

  it('makes an account with its password', async () => {
    const at = placeOf(whole.person.given)
    expect((await submit(at)).dossier.state).toBe('done')
    const [{ password_hash: stored, user_name: name } = {}] = at.rows(
      'SELECT password_hash, user_name FROM accounts',
    )
    expect([await verifyPassword(next, String(stored)), /^u\d{12}$/.test(String(name))]).toEqual([true, true])
    expect(at.passed).toEqual(['logins 192.0.2.1'])
    expect(
      (await call(dossiersApi.submit, { ...input, password: 'x' }, { context: at.own })).dossier.state,
    ).toBe('done')
  })

  it('needs the agreement of today and a password', async () => {
    const at = placeOf(whole.person.given)
    const changed = ['agreement-changed', { version: demoIdentityAgreement.version }]
    expect(await refused(submit(at, { agreementVersion: 'old' }))).toEqual(changed)
    const { password: _, ...without } = input
    const asked = call(dossiersApi.submit, without, { context: at.own })
    expect(await refused(asked)).toEqual(['application-missing', { field: 'password' }])
  })

  it.each<[string, Given, string]>([
    ['the number of the document', whole.person.given, person.document.number],
    ['the phone', whole.person.given, '13800000001'],
    ['the credit code', { registered }, registered.creditCode],
    ['the name in the register', { registered: { ...registered, name: 'Example' } }, 'Example'],
    ['the name of a person', { person: { ...person, name: 'Somebody' } }, 'Somebody'],
    ['the name of an entity', { entity: { ...whole.foreign.given.entity, name: 'Abroad' } }, 'Abroad'],
  ])('has no password like %s', async (_, parts, known) => {
    expect(await refused(submit(placeOf(parts), { password: `${known}aB!7` }))).toEqual([
      ...['password-unfit', { fault: 'like-account' }],
    ])
  })

  it('without an account of its own needs none', async () => {
    const at = placeOf(whole.appeal.given, { purpose: 'appeal' })
    at.insert('dossier_uploads', { dossier_id: dossierId, purpose: 'appeal' })
    const { password: _, ...without } = input
    expect((await call(dossiersApi.submit, without, { context: at.own })).dossier.state).toBe(
      'awaiting-review',
    )
    expect(at.rows('SELECT due_at > 0 AS due FROM dossiers')).toEqual([{ due: 1 }])
    expect((await given(at))?.passwordHash).toBeUndefined()
    expect(at.rows('SELECT text FROM outbox')[0]?.text).toContain('【示例】')
  })
})
