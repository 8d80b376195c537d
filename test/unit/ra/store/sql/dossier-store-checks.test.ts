import { describe, expect, it } from 'vitest'
import type { Given } from '../../../../../src/ra/rules/identity/dossier.ts'
import type { DossierReview } from '../../../../../src/ra/rules/identity/review.ts'
import { countersOf } from '../../../../../src/ra/rules/tries.ts'
import { registered, whole } from '../../rules/identity/given.ts'
import { now } from '../../rules/samples.ts'
import { memory } from './memory.ts'

type Values = Readonly<Record<string, string | number | null>>
const placeOf = (given: Given, row: Values = {}) => {
  const at = memory()
  at.insert('dossiers', { id: 'd', number: '1', expires_at: now + 1, given: JSON.stringify(given), ...row })
  return at
}
const code = registered.creditCode

describe('the register', () => {
  const guess = { name: `register ${code}`, network: '192.0.2.1', device: null, captcha: true, now }
  const check = { dossierId: 'd', registered, guess, now }
  const known = (row: Values = {}, dossier: Values = {}) => {
    const at = placeOf({}, { kind: 'entity', ...dossier })
    at.insert('register', {
      ...{ credit_code: code, name: registered.name, representative_name: '王芳', agency: 1 },
      ...{ representative_number: registered.representative.document.number, ...row },
    })
    return at
  }

  it('agrees with what it knows', async () => {
    expect((await known().store.checkRegister(check)).given.registered).toEqual(registered)
    const spaced = { ...registered, creditCode: ` ${code.toLowerCase()} ` }
    expect((await known().store.checkRegister({ ...check, registered: spaced })).given.registered).toEqual(
      registered,
    )
  })

  it('differs from anything else, which is counted', async () => {
    const at = known({ name: '别的公司' })
    await expect(at.store.checkRegister(check)).rejects.toMatchObject({ code: 'register-differs' })
    expect(at.rows('SELECT failures FROM attempts').length).toBeGreaterThan(0)
    const nobody = placeOf({}, { kind: 'entity' })
    await expect(nobody.store.checkRegister(check)).rejects.toMatchObject({ code: 'register-differs' })
  })

  it('is asked no more after too many tries', async () => {
    const at = known()
    at.insert('attempts', {
      name: countersOf(guess).here,
      failures: 5,
      pauses: 1,
      paused_until: now + 60_000,
    })
    await expect(at.store.checkRegister(check)).rejects.toMatchObject({ code: 'account-paused' })
  })

  it('tells whose account the code has', async () => {
    const at = known()
    at.insert('accounts', { id: 'a', kind: 'legal-entity', id_number: code })
    await expect(at.store.checkRegister(check)).rejects.toMatchObject({ code: 'identity-exists' })
  })

  it.each([
    [code, null],
    ['other', 'agency-not-on-record'],
  ])('lets an entity with the code %s become an agency: %s', async (id_number, refusal) => {
    const at = known({}, { purpose: 'agency-change', kind: 'agency', account_id: 'a' })
    at.insert('accounts', { id: 'a', kind: 'legal-entity', id_number })
    const checked = at.store.checkRegister(check)
    if (refusal === null) expect((await checked).given.registered).toEqual(registered)
    else await expect(checked).rejects.toMatchObject({ code: refusal })
  })
})

describe('an appeal', () => {
  const review: DossierReview = {
    ...{ dossierId: 'd', verdict: { verdict: 'approved', answer: null }, operator: 'o', sender: 's', now },
  } as const
  const appealed = (number: string = code) => {
    const { appeal, phone } = whole.appeal.given
    return placeOf({ appeal: { ...appeal, number }, phone }, { purpose: 'appeal', state: 'awaiting-review' })
  }

  it('gives the account of its number another phone', async () => {
    const at = appealed(` ${code.toLowerCase()}`)
    at.insert('accounts', { id: 'a', id_number: code, phone: 'old' })
    expect(await at.store.reviewDossier(review)).toMatchObject({ state: 'done', decidedBy: 'o' })
    expect(at.rows('SELECT phone FROM accounts')).toEqual([{ phone: '13800000009' }])
  })

  it('gives nobody the phone of another person', async () => {
    const at = appealed()
    at.insert('accounts', { id: 'a', id_number: code })
    at.insert('accounts', { id: 'b', phone: '13800000009' })
    await expect(at.store.reviewDossier(review)).rejects.toMatchObject({ code: 'identity-exists' })
  })

  it('is about a number that is known', async () => {
    await expect(appealed().store.reviewDossier(review)).rejects.toMatchObject({ code: 'not-found' })
    await expect(appealed().store.reviewDossier({ ...review, dossierId: 'x' })).rejects.toMatchObject({
      code: 'dossier-unknown',
    })
  })
})
