import { describe, expect, it } from 'vitest'
import type { Given } from '../../../../../src/ra/rules/identity/dossier.ts'
import type { HandlerBinding } from '../../../../../src/ra/rules/identity/handler.ts'
import { takenName } from '../../../../../src/ra/rules/identity/pace.ts'
import { person, registered } from '../../rules/identity/given.ts'
import { now } from '../../rules/samples.ts'
import { memory } from './memory.ts'
import { codeRow, sending } from './sending.ts'

type Values = Readonly<Record<string, string | number | null>>
const placeOf = (given: Given, row: Values = {}) => {
  const at = memory()
  at.insert('dossiers', {
    ...{ id: 'd', kind: 'entity', expires_at: now + 1, given: JSON.stringify(given), ...row },
  })
  return at
}

describe('a handler who is asked', () => {
  const asking = { ...sending('d handler', 'login'), dossierId: 'd' }
  const registeredAs = (login: string) => ({ ...asking, handler: { how: 'registered', login } as const })

  it('gets the code on his own phone', async () => {
    const at = placeOf({ asked: { sms: 's' } })
    at.insert('accounts', { id: 'p', phone: '138', id_number: 'n' })
    expect((await at.store.askHandler(registeredAs('n'))).given.asked).toEqual({
      ...{ sms: 's', handler: { how: 'registered', personId: 'p' } },
    })
    expect(at.rows('SELECT recipient FROM outbox')).toEqual([{ recipient: '138' }])
    await expect(at.store.askHandler(registeredAs('n'))).rejects.toMatchObject({ code: 'code-too-soon' })
  })

  it('gets none if he is not known, and nobody learns it', async () => {
    const at = placeOf({})
    expect((await at.store.askHandler(registeredAs('n'))).given.asked?.handler).toEqual({
      ...{ how: 'registered', personId: null },
    })
    expect(at.rows('SELECT recipient FROM outbox')).toEqual([])
    expect(at.rows('SELECT recipient FROM unsent')).toEqual([{ recipient: 'login' }])
  })

  it('may be new', async () => {
    const at = placeOf({})
    const handler = { how: 'new', phone: '139' } as const
    expect((await at.store.askHandler({ ...asking, handler })).given.asked?.handler).toEqual(handler)
    await expect(at.store.askHandler({ ...asking, handler, dossierId: 'x' })).rejects.toMatchObject({
      code: 'dossier-unknown',
    })
  })
})

describe('a handler who agrees', () => {
  const known = { asked: { handler: { how: 'registered', personId: 'p' } } } as const
  const unknown = { asked: { handler: { how: 'new', phone: '139' } } } as const
  const agreed = (given: Given, row: Values = {}, handler: Values | null = {}) => {
    const at = placeOf(given, row)
    at.insert('codes', { ...codeRow, subject: 'd handler', expires_at: now + 1 })
    if (handler !== null) at.insert('accounts', { id: 'p', phone: '138', applicant_name: '王芳', ...handler })
    return at
  }
  const binding: HandlerBinding = { dossierId: 'd', codeHash: 'right', fresh: null, now }
  const fresh = { ...binding, fresh: { person, passwordHash: 'h' } }

  it('is bound', async () => {
    expect((await agreed(known).store.bindHandler(binding)).given.handler).toEqual({
      ...{ how: 'registered', personId: 'p', name: '王芳', phone: '138' },
    })
    expect((await agreed(unknown, {}, null).store.bindHandler(fresh)).given.handler).toEqual({
      ...{ how: 'new', phone: '139', person, passwordHash: 'h' },
    })
  })

  it.each<[string, Given, Values | null]>([
    ['is closed', known, { closed: 1 }],
    ['is gone', known, null],
    ['was never known', { asked: { handler: { how: 'registered', personId: null } } }, {}],
  ])('is not bound if he %s', async (_, given, handler) => {
    await expect(agreed(given, {}, handler).store.bindHandler(binding)).rejects.toMatchObject({
      code: 'identity-code-stale',
    })
  })

  it.each<[string, Values]>([
    ['phone', { phone: '139' }],
    ['id-number', { id_number: person.document.number }],
  ])('is not registered again if he is known by %s', async (login, row) => {
    const at = agreed(unknown, {}, row)
    await expect(at.store.bindHandler(fresh)).rejects.toMatchObject({
      code: 'identity-exists',
      params: { login },
    })
    expect(at.rows('SELECT name, failures FROM attempts')).toEqual([{ name: takenName('139'), failures: 1 }])
    const often = agreed(unknown, {}, row)
    often.insert('attempts', { name: takenName('139'), failures: 5, paused_until: now + 1 })
    await expect(often.store.bindHandler(fresh)).rejects.toMatchObject({ code: 'too-many-codes' })
  })

  const isPractitioner = async (given: Given, row: Values, practitioner: Values, bind = binding) => {
    const at = agreed(given, { kind: 'agency', ...row }, { id_number: 'N' })
    at.insert('accounts', { id: 'a', kind: 'agency', id_number: 'OWN' })
    at.insert('practitioners', { name: '王芳', ...practitioner })
    return at.store.bindHandler(bind).then(
      () => 'bound',
      ({ code }: { code: string }) => code,
    )
  }

  it.each<[Given, Values, Values, string]>([
    [{ registered }, {}, { number: 'N', agency_code: registered.creditCode }, 'bound'],
    [{ registered }, { account_id: 'a' }, { number: 'N', agency_code: registered.creditCode }, 'bound'],
    [{ registered }, { account_id: 'a' }, { number: 'N', agency_code: 'OWN' }, 'handler-not-practitioner'],
    [{}, { account_id: 'a' }, { number: 'N', agency_code: 'OWN' }, 'bound'],
    [{}, {}, { number: 'N', agency_code: 'OWN' }, 'handler-not-practitioner'],
    [{ registered }, {}, { number: 'M', agency_code: registered.creditCode }, 'handler-not-practitioner'],
  ])('for an agency with %o, %o and the practitioner %o is %s', async (given, row, practitioner, outcome) => {
    expect(await isPractitioner({ ...given, ...known }, row, practitioner)).toBe(outcome)
  })

  it('is looked for in the list by the number that he gives if he is new', async () => {
    const listed = { number: person.document.number, agency_code: registered.creditCode }
    expect(await isPractitioner({ registered, ...unknown }, {}, listed, fresh)).toBe('bound')
    const other = { ...listed, number: 'N' }
    expect(await isPractitioner({ registered, ...unknown }, {}, other, fresh)).toBe(
      'handler-not-practitioner',
    )
  })

  it('acts for no second agency', async () => {
    const at = agreed({ registered, ...known }, { kind: 'agency' }, { id_number: 'N' })
    at.insert('accounts', { id: 'b', kind: 'agency' })
    at.insert('handlers', { account_id: 'b', person_id: 'p' })
    await expect(at.store.bindHandler(binding)).rejects.toMatchObject({ code: 'handler-elsewhere' })
  })
})
