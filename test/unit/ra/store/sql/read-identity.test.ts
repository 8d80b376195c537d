import { describe, expect, it } from 'vitest'
import {
  readDossier,
  readDossierUpload,
  readIdentity,
  readLegacy,
  readPractitioner,
  readRegisterEntry,
} from '../../../../../src/ra/store/sql/read-identity.ts'
import type { Row } from '../../../../../src/ra/store/sql/sql.ts'
import { bound, entity, fresh, person, place, registered } from '../../rules/identity/given.ts'

const unexpected = (column: string) => `the database holds an unexpected value in ${column}`
const appeal = { cause: 'phone-lost', name: '示例公司', number: '1', text: '丢了' } as const
const newHandler = { how: 'new', phone: '13800000004', person, passwordHash: null } as const
const given = {
  ...{ person, registered, entity, place, appeal, phone: 'p', email: 'e', handler: bound, fresh },
  ...{ passwordHash: 'h', asked: { sms: 's', mail: 'm', handler: { how: 'registered', personId: null } } },
}

const dossierRow: Row = {
  ...{ id: 'i', number: 'n', purpose: 'appeal', kind: 'agency', state: 'done', account_id: 'a' },
  ...{ client_hash: 'c', given: JSON.stringify(given), reason: 'r', steps: 'phone handler' },
  ...{ decided_by: 'o', due_at: 3, opened_at: 4, expires_at: 5 },
}
const dossier = {
  ...{ id: 'i', number: 'n', purpose: 'appeal', kind: 'agency', state: 'done', accountId: 'a', given },
  ...{ clientHash: 'c', reason: 'r', steps: ['phone', 'handler'], decidedBy: 'o', dueAt: 3 },
  ...{ openedAt: 4, expiresAt: 5 },
}
const uploadRow = { id: 'i', dossier_id: 'd', purpose: 'handler-proof', name: 'n', size: 3, digest: 'x' }
const legacyRow = {
  ...{ login: 'l', password_hash: 'h', account_id: 'a', holder: 'o', registered_at: 3, named: 1 },
  linked_at: 4,
}
const legacy = {
  ...{ login: 'l', passwordHash: 'h', accountId: 'a', holder: 'o', registeredAt: 3, named: true },
  linkedAt: 4,
}
const entryRow = {
  ...{ credit_code: 'c', name: 'n', entity_type: 'other', representative_name: 'r' },
  ...{ representative_number: 'x', agency: 1 },
}
const entry = {
  ...{ creditCode: 'c', name: 'n', entityType: 'other', representativeName: 'r' },
  ...{ representativeNumber: 'x', agency: true },
}
const practitionerRow = { number: 'n', name: 'm', agency_code: 'a' }

type Case = readonly [string, (row: Row) => unknown, Row, unknown, Readonly<Record<string, string>>]
const cases: readonly Case[] = [
  [
    'a dossier',
    readDossier,
    dossierRow,
    dossier,
    {
      ...{ account_id: 'accountId', client_hash: 'clientHash', reason: 'reason', decided_by: 'decidedBy' },
      due_at: 'dueAt',
    },
  ],
  [
    'an upload of a dossier',
    readDossierUpload,
    uploadRow,
    { id: 'i', dossierId: 'd', purpose: 'handler-proof', name: 'n', size: 3, digest: 'x' },
    {},
  ],
  [
    'an old login',
    readLegacy,
    legacyRow,
    legacy,
    { holder: 'holder', registered_at: 'registeredAt', linked_at: 'linkedAt' },
  ],
  ['an entry of the register', readRegisterEntry, entryRow, entry, {}],
  ['a practitioner', readPractitioner, practitionerRow, { number: 'n', name: 'm', agencyCode: 'a' }, {}],
]

describe.each(cases)('%s', (_, read, row, value, empty) => {
  it('is read with all its columns', () => {
    expect(read(row)).toEqual(value)
  })

  it('may lack some values, and no others', () => {
    for (const column of Object.keys(row)) {
      const field = empty[column]
      expect(() => read({ ...row, [column]: undefined })).toThrow(unexpected(column))
      if (field === undefined) expect(() => read({ ...row, [column]: null })).toThrow(unexpected(column))
      else expect(read({ ...row, [column]: null })).toEqual({ ...Object(value), [field]: null })
    }
  })
})

describe('the words of identity', () => {
  it.each<[(row: Row) => unknown, Row, string, readonly string[]]>([
    [
      readDossier,
      dossierRow,
      'purpose',
      ['registration', 'completion', 'agency-change', 'handler', 'appeal'],
    ],
    [readDossier, dossierRow, 'kind', ['person', 'entity', 'entity-without-code', 'agency']],
    [
      readDossier,
      dossierRow,
      'state',
      ['open', 'awaiting-review', 'awaiting-correction', 'done', 'refused', 'expired'],
    ],
    [readDossierUpload, uploadRow, 'purpose', ['handler-proof', 'subject-proof', 'appeal']],
    [
      readRegisterEntry,
      entryRow,
      'entity_type',
      [
        ...['enterprise', 'individual-business', 'public-institution', 'government', 'social-organisation'],
        'other',
      ],
    ],
  ])('are known: %o of %o, %s', (read, row, column, words) => {
    for (const word of words) expect(() => read({ ...row, [column]: word })).not.toThrow()
    expect(() => read({ ...row, [column]: 'unknown' })).toThrow(unexpected(column))
  })

  it('of the steps may be none, and are never unknown', () => {
    expect(readDossier({ ...dossierRow, steps: '' }).steps).toEqual([])
    expect(() => readDossier({ ...dossierRow, steps: 'phone x' })).toThrow(unexpected('step'))
  })

  it('for yes and no are 1 and anything else', () => {
    expect([0, 1, 2].map((named) => readLegacy({ ...legacyRow, named }).named)).toEqual([false, true, false])
    expect([0, 1, 2].map((agency) => readRegisterEntry({ ...entryRow, agency }).agency)).toEqual([
      false,
      true,
      false,
    ])
  })
})

describe('what was given in a dossier', () => {
  const read = (all: unknown) => readDossier({ ...dossierRow, given: JSON.stringify(all) }).given

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['a handler who is new', { handler: newHandler }],
    ['a handler who is new, with his password', { handler: { ...newHandler, passwordHash: 'h' } }],
    ['a new person who was asked', { asked: { handler: { how: 'new', phone: 'p' } } }],
    ['a known person who was asked', { asked: { handler: { how: 'registered', personId: 'x' } } }],
    ['an address only', { asked: { mail: 'm' } }],
  ])('may be %s', (_, all) => {
    expect(read(all)).toEqual(all)
  })

  it.each<[string, unknown]>([
    ['a handler of another kind', { handler: { ...bound, how: 'else' } }],
    ['a handler without a name', { handler: { ...bound, name: undefined } }],
    [
      'a new handler without a word about the password',
      { handler: { ...newHandler, passwordHash: undefined } },
    ],
    ['somebody asked in another way', { asked: { handler: { how: 'else', phone: 'p' } } }],
    ['names without a handler', { fresh: { ...fresh, handler: undefined } }],
    ['a phone that is no text', { phone: 1 }],
    ['a password that is null', { passwordHash: null }],
    ['a person without a document', { person: { ...person, document: undefined } }],
  ])('is never %s', (_, all) => {
    expect(() => read(all)).toThrow()
  })
})

describe('the identity of an account', () => {
  it('has four parts, each of which may be missing', () => {
    const whole = { person, registered, entity, place }
    expect(readIdentity({ identity: JSON.stringify(whole) })).toEqual(whole)
    expect(readIdentity({ identity: JSON.stringify({ ...whole, phone: 'p' }) })).toEqual(whole)
    expect(readIdentity({ identity: '{}' })).toEqual({})
    expect(() => readIdentity({ identity: '{"person":null}' })).toThrow()
  })
})
