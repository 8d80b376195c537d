import { call } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { verifyPassword } from '../../../../src/ra/accounts/password.ts'
import { dossierSecret } from '../../../../src/ra/api/call.ts'
import { dossierProofsApi as proofs } from '../../../../src/ra/api/dossier-proofs.ts'
import type { Given } from '../../../../src/ra/rules/identity/dossier.ts'
import { person } from '../rules/identity/given.ts'
import { now } from '../rules/samples.ts'
import { apiPlace, refused } from './place.ts'

const dossierId = 'dossier-1'
function placeOf(given: Given = {}, kind = 'person') {
  const at = apiPlace()
  at.insert('dossiers', { id: dossierId, kind, expires_at: now + 1, given: JSON.stringify(given) })
  return { ...at, own: at.call(dossierSecret(at.services, dossierId)) }
}
type Place = ReturnType<typeof placeOf>
const codeIn = ({ rows }: Place) => /\d{6}/.exec(String(rows('SELECT text FROM outbox')[0]?.text))?.[0] ?? ''
const times = {
  expiresAt: new Date(now + 300_000).toISOString(),
  againAt: new Date(now + 60_000).toISOString(),
}

describe('an address of a dossier', () => {
  it.each([
    ['sms', '13800000001', '13800000001', '138****0001'],
    ['mail', 'Wang@Example.CN', 'wang@example.cn', 'w'],
  ] as const)('is proved by %s: %s', async (channel, address, to, masked) => {
    const at = placeOf()
    const sent = await call(
      proofs.sendCode,
      { dossierId, contact: { channel, address } },
      { context: at.own },
    )
    expect(sent).toEqual({ masked: expect.stringContaining(masked), ...times })
    expect(sent.masked).not.toBe(to)
    expect(at.rows('SELECT channel, recipient FROM outbox')).toEqual([{ channel, recipient: to }])
    expect(at.rows('SELECT text FROM outbox')[0]?.text).toMatch(/^【示例】验证码 \d{6}，用于核验联系方式/)
    const input = { dossierId, channel, code: codeIn(at) }
    await call(proofs.proveContact, input, { context: at.own })
    const given = (await at.store.dossier(dossierId))?.dossier.given
    expect(channel === 'sms' ? given?.phone : given?.email).toBe(to)
    expect(at.passed).toEqual(['codes 192.0.2.1', 'logins 192.0.2.1'])
  })

  it('is not proved with another code, or by others', async () => {
    const at = placeOf()
    const contact = { channel: 'sms', address: '13800000001' } as const
    await call(proofs.sendCode, { dossierId, contact }, { context: at.own })
    const code = codeIn(at) === '000000' ? '111111' : '000000'
    const wrong = call(proofs.proveContact, { dossierId, channel: 'sms', code }, { context: at.own })
    expect(await refused(wrong)).toEqual(['identity-code-wrong', { triesLeft: 4 }])
    const others = [
      call(proofs.sendCode, { dossierId, contact }, { context: at.call('x') }),
      call(proofs.proveContact, { dossierId, channel: 'sms', code }, { context: at.call('x') }),
    ]
    for (const one of others) expect(await refused(one)).toEqual(['dossier-unknown', {}])
  })
})

describe('a handler', () => {
  const registered = (login: string) => ({ dossierId, handler: { how: 'registered', login } as const })

  it.each([
    ['１３８０００００００３', '138****0003'],
    ['11010519880412004x', null],
  ])('is asked by his login %s, of which is told %s', async (login, masked) => {
    const at = placeOf({}, 'entity')
    at.insert('accounts', { id: 'person-1', phone: '13800000003', id_number: '11010519880412004X' })
    expect(await call(proofs.askHandler, registered(login), { context: at.own })).toEqual({
      masked,
      ...times,
    })
    expect(at.rows('SELECT recipient FROM outbox')).toEqual([{ recipient: '13800000003' }])
    expect(at.rows('SELECT text FROM outbox')[0]?.text).toContain('用于关联经办人')
    expect(at.passed).toEqual(['codes 192.0.2.1'])
    await call(proofs.bindHandler, { dossierId, code: codeIn(at) }, { context: at.own })
    expect((await at.store.dossier(dossierId))?.dossier.given.handler).toMatchObject({ personId: 'person-1' })
    expect(at.passed.at(-1)).toBe('logins 192.0.2.1')
  })

  it('who is not known is asked in the same way', async () => {
    const at = placeOf({}, 'entity')
    expect(await call(proofs.askHandler, registered('13800000003'), { context: at.own })).toEqual({
      ...{ masked: '138****0003', ...times },
    })
    expect(at.rows('SELECT 1 FROM outbox')).toEqual([])
  })

  const asking = async () => {
    const at = placeOf({}, 'entity')
    const handler = { how: 'new', phone: '13800000004' } as const
    expect((await call(proofs.askHandler, { dossierId, handler }, { context: at.own })).masked).toBe(
      '138****0004',
    )
    return at
  }
  const bind = (at: Place, more: { person?: typeof person; password?: string }) =>
    call(proofs.bindHandler, { dossierId, code: codeIn(at), ...more }, { context: at.own })

  it('who is new gets a password', async () => {
    const at = await asking()
    await bind(at, { person, password: 'a good Password 7' })
    const handler = (await at.store.dossier(dossierId))?.dossier.given.handler
    expect(handler).toMatchObject({ how: 'new', phone: '13800000004', person })
    const stored = handler?.how === 'new' ? handler.passwordHash : null
    expect(await verifyPassword('a good Password 7', stored)).toBe(true)
  })

  it.each([
    [{ person }, ['application-missing', { field: 'person' }]],
    [{ password: 'a good Password 7' }, ['application-missing', { field: 'person' }]],
    [{ person, password: 'aB!13800000004' }, ['password-unfit', { fault: 'like-account' }]],
    [{ person, password: `aB!${person.document.number}` }, ['password-unfit', { fault: 'like-account' }]],
    [
      { person: { ...person, name: 'Somebody' }, password: 'aB!7somebody' },
      ['password-unfit', { fault: 'like-account' }],
    ],
  ])('who is new is not bound with %o', async (more, refusal) => {
    expect(await refused(bind(await asking(), more))).toEqual(refusal)
  })
})
