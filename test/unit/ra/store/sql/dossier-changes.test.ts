import { describe, expect, it } from 'vitest'
import type { Dossier } from '../../../../../src/ra/rules/identity/dossier.ts'
import { forgetDossiers } from '../../../../../src/ra/store/sql/dossier-changes.ts'
import { findDossier, uploadsOf } from '../../../../../src/ra/store/sql/find-identity.ts'
import { carryOut } from '../../../../../src/ra/store/sql/transact.ts'
import { entity, person, registered, whole } from '../../rules/identity/given.ts'
import { dossier } from '../../rules/identity/samples.ts'
import { memory } from './memory.ts'

const { appeal } = whole.appeal.given

describe('a dossier', () => {
  const put = (...all: readonly Dossier[]) => {
    const made = memory()
    made.ask(
      carryOut(made.sql, {
        changes: all.map((one) => ({ kind: 'put-dossier', dossier: one })),
        answer: null,
      }),
    )
    return { ...made, found: made.ask(findDossier(made.sql, dossier.id)) }
  }
  const changed: Dossier = {
    ...{ ...dossier, state: 'refused', accountId: 'a', clientHash: 'c', given: { person, phone: 'p' } },
    ...{ reason: 'r', steps: ['phone', 'handler'], decidedBy: 'o', dueAt: 3, expiresAt: 9 },
  }

  it('is put as it is, and changed in what can change', () => {
    expect(put(dossier).found).toEqual(dossier)
    expect(put(changed).found).toEqual(changed)
    const fixed = { number: 'other', purpose: 'appeal', kind: 'agency', openedAt: 7 } as const
    const { found, rows } = put(dossier, { ...changed, ...fixed })
    expect(found).toEqual(changed)
    expect(rows('SELECT name, id_number, phone FROM dossiers')).toEqual([
      { name: '王芳', id_number: person.document.number, phone: 'p' },
    ])
  })

  it.each<[Dossier['given'], unknown]>([
    [{}, { name: null, id_number: null, phone: null }],
    [
      { person, registered, entity, appeal },
      { name: '王芳', id_number: person.document.number, phone: null },
    ],
    [
      { registered, entity, appeal },
      { name: '示例公司', id_number: registered.creditCode, phone: null },
    ],
    [
      { entity, phone: 'p' },
      { name: '境外公司', id_number: null, phone: 'p' },
    ],
    [
      { entity, appeal },
      { name: '境外公司', id_number: appeal.number, phone: null },
    ],
    [{ appeal: { ...appeal, name: 'x' } }, { name: 'x', id_number: appeal.number, phone: null }],
  ])('with %o can be looked for', (given, columns) => {
    const { rows } = put({ ...dossier, given })
    expect(rows('SELECT name, id_number, phone FROM dossiers')).toEqual([columns])
  })
})

describe('an upload of a dossier', () => {
  const upload = { id: 'u', dossierId: 'd', purpose: 'appeal', name: 'n', size: 3, digest: 'x' } as const

  it('takes the place of the one before, whose row stays', () => {
    const { ask, insert, rows, sql } = memory()
    insert('dossier_uploads', { id: 'before', dossier_id: 'd', purpose: 'appeal' })
    insert('dossier_uploads', { id: 'other-purpose', dossier_id: 'd', purpose: 'subject-proof' })
    insert('dossier_uploads', { id: 'other-dossier', dossier_id: 'e', purpose: 'appeal' })
    const content = Uint8Array.of(1, 2, 3)
    const change = { kind: 'put-dossier-upload', upload, content, network: 'w', at: 5 } as const
    ask(carryOut(sql, { changes: [change], answer: null }))
    expect(ask(uploadsOf(sql, 'd')).at(-1)).toEqual(upload)
    expect(rows('SELECT id FROM dossier_uploads WHERE content IS NULL')).toEqual([{ id: 'before' }])
    expect(rows(`SELECT content, network, uploaded_at FROM dossier_uploads WHERE id = 'u'`)).toEqual([
      { content, network: 'w', uploaded_at: 5 },
    ])
  })
})

describe('what was begun', () => {
  const told = { given: '{"phone":"p"}', name: 'n', id_number: 'i', phone: 'p', account_id: 'a' }
  const forgotten = {
    state: 'expired',
    given: '{}',
    name: null,
    id_number: null,
    phone: null,
    account_id: 'a',
  }
  const columns = 'SELECT state, given, name, id_number, phone, account_id FROM dossiers ORDER BY seq'
  const kept = (state: string, accountId = 'a') => ({ ...told, state, account_id: accountId })

  it('ends with the account, and what was told is forgotten', () => {
    const { ask, insert, rows, sql } = memory()
    const states = ['open', 'awaiting-review', 'awaiting-correction', 'done']
    for (const state of states) insert('dossiers', kept(state))
    insert('dossiers', kept('open', 'b'))
    ask(carryOut(sql, { changes: [{ kind: 'expire-dossiers', accountId: 'a' }], answer: null }))
    expect(rows(columns)).toEqual([
      forgotten,
      ...['awaiting-review', 'awaiting-correction', 'done'].map((state) => kept(state)),
      kept('open', 'b'),
    ])
  })

  it.each([
    ['open', 5, true],
    ['open', 6, false],
    ['awaiting-correction', 5, true],
    ['awaiting-correction', 6, false],
    ['awaiting-review', 4, false],
    ['done', 4, false],
    ['refused', 4, false],
  ] as const)('in the state %s until %i is forgotten at 5: %s', (state, expires, isForgotten) => {
    const { ask, insert, rows, sql } = memory()
    insert('dossiers', { ...kept(state), id: 'd', expires_at: expires })
    insert('dossier_uploads', { dossier_id: 'd' })
    ask(forgetDossiers(sql, 5))
    expect(rows(columns)).toEqual([isForgotten ? forgotten : kept(state)])
    expect(rows('SELECT content FROM dossier_uploads')).toEqual([
      { content: isForgotten ? null : Uint8Array.of(1) },
    ])
  })
})
