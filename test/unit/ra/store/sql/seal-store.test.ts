import { describe, expect, it } from 'vitest'
import type { Seal } from '../../../../../src/ra/records.ts'
import type { SealApplication } from '../../../../../src/ra/rules/seal.ts'
import { carryOut } from '../../../../../src/ra/store/sql/transact.ts'
import { memory } from './memory.ts'

const seal: Seal = {
  ...{ id: 's1', accountId: 'a', serial: '41', state: 'issued', name: '示例章', type: 'personal' },
  ...{ appliedBy: 'o', appliedAt: 5, issuedAt: 6, revokedAt: 7, der: Uint8Array.of(1) },
}
const bare: Seal = {
  ...seal,
  id: 's2',
  serial: '42',
  state: 'applied',
  issuedAt: null,
  revokedAt: null,
  der: null,
}

const placeOf = (...seals: readonly Seal[]) => {
  const at = memory()
  for (const [serial, usage] of [
    ['41', 'signature'],
    ['42', 'encryption'],
  ] as const)
    at.insert('certificates', { serial, usage, pair_id: 'p', account_id: 'a' })
  at.ask(
    carryOut(at.sql, {
      changes: seals.map((one) => ({ kind: 'add-seal', seal: one }) as const),
      answer: null,
    }),
  )
  return at
}

describe('a seal', () => {
  it('is kept as it is, and changed in what can change', async () => {
    const { store, ask, sql } = placeOf(seal, bare)
    expect([await store.seal('s1'), await store.seal('s2'), await store.seal('x')]).toEqual([
      seal,
      bare,
      null,
    ])
    const changed = { ...bare, state: 'revoked', issuedAt: 8, revokedAt: 9, der: Uint8Array.of(2) } as const
    ask(carryOut(sql, { changes: [{ kind: 'change-seal', seal: changed }], answer: null }))
    expect([await store.seal('s1'), await store.seal('s2')]).toEqual([seal, changed])
  })

  it('is the newest of its certificate, and one of its account', async () => {
    const newer: Seal = { ...seal, id: 's3', state: 'applied' }
    const { store } = placeOf({ ...seal, state: 'revoked' }, newer, bare)
    expect([(await store.sealOf('41'))?.id, await store.sealOf('x')]).toEqual(['s3', null])
    expect((await store.sealsOf('a')).map(({ id }) => id)).toEqual(['s2', 's3', 's1'])
    expect([await store.hasSeals('a'), await store.hasSeals('b'), await store.sealsOf('b')]).toEqual([
      true,
      false,
      [],
    ])
  })

  it.each<[string, Seal['state'] | null, readonly string[]]>([
    ['', null, ['s2', 's1']],
    ['', 'applied', ['s2']],
    ['', 'issued', ['s1']],
    ['', 'revoked', []],
    ['示例', 'issued', ['s1']],
    ['42', null, ['s2']],
    ['o', null, []],
  ])('is listed by "%s" in %s: %j', async (text, state, found) => {
    const { rows } = await placeOf(seal, bare).store.seals({ text, after: null, limit: 5 }, state)
    expect(rows.map(({ id }) => id)).toEqual(found)
  })
})

describe('an application for a seal', () => {
  const application: SealApplication = {
    ...{ serial: '42', sealId: 'new', name: 'n', type: 'organisation', operator: 'o', now: 5 },
  } as const

  it('is one for the signature certificate of the pair', async () => {
    const { store } = placeOf()
    const applied = await store.applyForSeal(application)
    expect(applied).toMatchObject({ id: 'new', serial: '41', accountId: 'a', state: 'applied' })
    expect(await store.seal('new')).toEqual(applied)
    await expect(store.applyForSeal({ ...application, serial: 'x' })).rejects.toMatchObject({
      code: 'certificate-unknown',
    })
  })

  it('is refused while another seal stands', async () => {
    const refused = { code: 'seal-exists', params: { state: 'issued' } }
    await expect(placeOf(seal).store.applyForSeal(application)).rejects.toMatchObject(refused)
    const revoked: Seal = { ...seal, state: 'revoked' }
    expect(await placeOf(revoked).store.applyForSeal(application)).toMatchObject({ id: 'new' })
  })
})

describe('the steps of a seal', () => {
  const applied: Seal = { ...bare, serial: '41' }
  const step = { sealId: 's2', operator: 'o', now: 9 }

  it('are its issue', async () => {
    const { store } = placeOf(applied)
    const der = Uint8Array.of(3)
    expect(await store.issueSeal({ ...step, der })).toEqual({ ...applied, state: 'issued', issuedAt: 9, der })
    await expect(store.issueSeal({ ...step, sealId: 'x', der })).rejects.toMatchObject({
      code: 'seal-unknown',
    })
    await expect(store.issueSeal({ ...step, der })).rejects.toMatchObject({ code: 'seal-not-waiting' })
  })

  it('are its revocation', async () => {
    const { store } = placeOf(applied)
    expect(await store.revokeSeal(step)).toEqual({ ...applied, state: 'revoked', revokedAt: 9 })
    await expect(store.revokeSeal({ ...step, sealId: 'x' })).rejects.toMatchObject({ code: 'seal-unknown' })
  })

  it('are its renewal, once', async () => {
    const made: Seal = { ...seal, id: 'made', serial: '42' }
    const { store } = placeOf(seal)
    expect(await store.renewSeal({ previousId: 'x', made, now: 9 })).toBeNull()
    expect(await store.renewSeal({ previousId: 's1', made, now: 9 })).toEqual(made)
    const again = { previousId: 's1', made: { ...made, id: 'again' }, now: 9 }
    expect(await store.renewSeal(again)).toEqual(made)
  })
})
