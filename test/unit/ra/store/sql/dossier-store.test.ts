import { describe, expect, it } from 'vitest'
import type { Given } from '../../../../../src/ra/rules/identity/dossier.ts'
import type { DossierOpening } from '../../../../../src/ra/rules/identity/opening.ts'
import { takenName } from '../../../../../src/ra/rules/identity/pace.ts'
import type { Store } from '../../../../../src/ra/store/store.ts'
import { person } from '../../rules/identity/given.ts'
import { now } from '../../rules/samples.ts'
import { memory } from './memory.ts'
import { codeRow, sending } from './sending.ts'

type Values = Readonly<Record<string, string | number | null>>

/** A dossier that is open, as it stands in the table. */
const placeOf = (given: Given = {}, row: Values = {}) => {
  const at = memory()
  at.insert('dossiers', { id: 'd', number: '1', expires_at: now + 1, given: JSON.stringify(given), ...row })
  return at
}
const opening: DossierOpening = {
  ...{ id: 'new', numbers: ['1', '2', '3'], purpose: 'registration', kind: 'person' },
  ...{ accountId: null, clientHash: 'c', now },
}
const early = Date.parse('2020-01-01T00:00:00Z')

describe('a dossier that is opened', () => {
  it('takes the first number that is free', async () => {
    const { store, insert, held } = placeOf()
    expect(await store.openDossier(opening)).toMatchObject({
      id: 'new',
      number: '2',
      clientHash: 'c',
    })
    insert('dossiers', { number: '3' })
    await expect(store.openDossier({ ...opening, id: 'x' })).rejects.toMatchObject({
      code: 'server-busy',
    })
    expect(held).toEqual(['everything', 'everything'])
  })

  const completion: DossierOpening = { ...opening, purpose: 'completion', accountId: 'a' }
  const old = () => {
    const at = placeOf()
    at.insert('accounts', { id: 'a', complete: 0, created_at: early })
    return at
  }
  const complete = ({ store }: ReturnType<typeof old>) => store.openDossier(completion)

  it('is for the account that asks', async () => {
    expect(await complete(old())).toMatchObject({ id: 'new', accountId: 'a' })
    await expect(complete(placeOf())).rejects.toMatchObject({ code: 'session-ended' })
  })

  it('looks at the old login of the account and its siblings', async () => {
    const newer = old()
    newer.insert('legacy_logins', { login: 'l', account_id: 'a', registered_at: now })
    await expect(complete(newer)).rejects.toMatchObject({ code: 'legacy-too-new' })
    const several = old()
    several.insert('legacy_logins', { login: 'l', account_id: 'a', holder: 'h' })
    several.insert('legacy_logins', { login: 'm', account_id: 'b', holder: 'h' })
    await expect(complete(several)).rejects.toMatchObject({ code: 'legacy-not-named' })
  })

  it('goes on with the completion that was begun', async () => {
    const at = old()
    at.insert('dossiers', { id: 'begun', account_id: 'a', purpose: 'completion', state: 'awaiting-review' })
    expect(await complete(at)).toMatchObject({ id: 'begun', clientHash: 'c' })
  })
})

describe('a dossier', () => {
  it('is read with its uploads and its account', async () => {
    const { store, insert } = placeOf({}, { account_id: 'a' })
    insert('accounts', { id: 'a' })
    insert('dossier_uploads', { id: 'u', dossier_id: 'd' })
    insert('dossiers', { id: 'e' })
    expect(await store.dossier('d')).toMatchObject({
      ...{ dossier: { id: 'd' }, uploads: [{ id: 'u' }], account: { id: 'a' } },
    })
    expect(await store.dossier('e')).toMatchObject({ dossier: { id: 'e' }, uploads: [], account: null })
    expect(await store.dossier('x')).toBeNull()
  })

  it.each<[string, Parameters<Store['dossiers']>[1], Parameters<Store['dossiers']>[2], string]>([
    ['', null, null, 'edcba'],
    ['', 'open', null, 'eba'],
    ['', null, 'appeal', 'dcb'],
    ['', 'open', 'appeal', 'b'],
    ['', 'done', 'appeal', 'dc'],
    ['王芳', null, null, 'a'],
    ['ID-B', null, null, 'b'],
    ['138-C', null, null, 'c'],
    ['no-d', null, null, 'd'],
    ['王芳', 'done', null, ''],
  ])('is listed by "%s" in %s of %s: %s', async (text, state, purpose, found) => {
    const { store, insert } = memory()
    insert('dossiers', { id: 'a', name: '王芳' })
    insert('dossiers', { id: 'b', id_number: 'id-b', purpose: 'appeal' })
    insert('dossiers', { id: 'c', phone: '138-c', purpose: 'appeal', state: 'done' })
    insert('dossiers', { id: 'd', number: 'no-d', purpose: 'appeal', state: 'done' })
    insert('dossiers', { id: 'e' })
    const page = await store.dossiers({ text, after: null, limit: 9 }, state, purpose)
    expect(page.rows.map(({ dossier }) => dossier.id).join('')).toBe(found)
    expect(page.next).toBeNull()
  })

  it('is given up', async () => {
    const { store, rows } = placeOf({ phone: 'p' })
    expect(await store.abandonDossier({ dossierId: 'd', now })).toBeUndefined()
    expect(rows('SELECT state, given FROM dossiers')).toEqual([{ state: 'expired', given: '{}' }])
    await expect(store.abandonDossier({ dossierId: 'x', now })).rejects.toMatchObject({
      code: 'dossier-unknown',
    })
  })
})

describe('an address of a dossier', () => {
  const asking = { ...sending('d sms'), dossierId: 'd', channel: 'sms', address: '13800000001' } as const

  it('gets a code, and no second one too soon', async () => {
    const { store, rows } = placeOf()
    expect((await store.askContact(asking)).given.asked).toEqual({ sms: '13800000001' })
    expect(rows('SELECT recipient FROM outbox')).toEqual([{ recipient: '13800000001' }])
    await expect(store.askContact(asking)).rejects.toMatchObject({ code: 'code-too-soon' })
    await expect(
      store.askContact({ ...asking, ...sending('x sms', '2'), dossierId: 'x' }),
    ).rejects.toMatchObject({ code: 'dossier-unknown' })
  })

  const asked = { asked: { sms: 'p', mail: 'm' }, person }
  const proof = { dossierId: 'd', channel: 'sms', codeHash: 'right', now: 6 } as const
  const coded = (subject = 'd sms') => {
    const at = placeOf(asked)
    at.insert('codes', { ...codeRow, subject })
    return at
  }

  it('is proved by its own code', async () => {
    expect((await coded().store.proveContact(proof)).given.phone).toBe('p')
    const mail = coded('d mail').store.proveContact({ ...proof, channel: 'mail' })
    expect((await mail).given.email).toBe('m')
    await expect(coded('d mail').store.proveContact(proof)).rejects.toMatchObject({
      code: 'identity-code-stale',
    })
    await expect(coded().store.proveContact({ ...proof, dossierId: 'x' })).rejects.toMatchObject({
      code: 'dossier-unknown',
    })
  })

  it.each([
    ['phone', { phone: 'p' }],
    ['id-number', { id_number: person.document.number }],
  ])('is not proved for somebody who has an account, known by %s', async (login, row) => {
    const at = coded()
    at.insert('accounts', row)
    await expect(at.store.proveContact(proof)).rejects.toMatchObject({
      code: 'identity-exists',
      params: { login },
    })
    expect(at.rows('SELECT failures FROM attempts')).toEqual([{ failures: 1 }])
  })

  it('that was told of others too often is told of no more', async () => {
    const at = coded()
    at.insert('accounts', { phone: 'p' })
    at.insert('attempts', { name: takenName('p'), failures: 5, paused_until: 9 })
    await expect(at.store.proveContact(proof)).rejects.toMatchObject({ code: 'too-many-codes' })
  })
})

describe('a part of a dossier', () => {
  const putting = { dossierId: 'd', part: { step: 'person', person }, now } as const

  it('is put where it belongs', async () => {
    expect((await placeOf().store.putPart(putting)).given.person).toEqual(person)
    await expect(placeOf().store.putPart({ ...putting, dossierId: 'x' })).rejects.toMatchObject({
      code: 'dossier-unknown',
    })
  })

  it('is refused to whoever has proved a phone if the document is taken, a few times', async () => {
    const at = placeOf({ phone: 'p' })
    at.insert('accounts', { id_number: person.document.number })
    await expect(at.store.putPart(putting)).rejects.toMatchObject({ code: 'identity-exists' })
    expect(at.rows('SELECT name, failures FROM attempts')).toEqual([{ name: takenName('p'), failures: 1 }])
    for (let n = 0; n < 4; n++) await at.store.putPart(putting).catch(() => null)
    await expect(at.store.putPart(putting)).rejects.toMatchObject({ code: 'too-many-codes' })
  })
})
