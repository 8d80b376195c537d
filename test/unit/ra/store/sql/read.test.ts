import { describe, expect, it } from 'vitest'
import { readAccount, readOrder, readRequest, requestColumns } from '../../../../../src/ra/store/sql/read.ts'
import { memory } from './memory.ts'
import { type ReadCase, readCases } from './read-cases.ts'

const bytes = (n: number) => Uint8Array.of(n)
const unexpected = (column: string) => `the database holds an unexpected value in ${column}`

const request: ReadCase = {
  name: 'a request',
  read: readRequest,
  row: {
    ...{ id: 'i', account_id: 'a', business: 'renew', state: 'issued', previous_serial: 'p' },
    ...{ token_kind: 'soft', token_vendor: 'v', token_serial: 's', baseline_serial: 'b', term_years: 3 },
    ...{ application: '{"agreementAccepted":true,"lossReason":"lost"}', subject_der: bytes(1) },
    ...{ subject_text: 't', public_key: bytes(4), review: 'approved', refused_reason: 'w' },
    ...{
      correction_fields: 'handler other',
      kind: 'one-for-all',
      moments: 'recorded 5 awaiting-payment 60 ',
    },
    ...{ opened_at: 5, expires_at: 6, signature_serial: 'x', encryption_serial: 'y' },
  },
  value: {
    ...{ id: 'i', accountId: 'a', business: 'renew', state: 'issued', previousSerial: 'p' },
    ...{ token: { kind: 'soft', vendor: 'v', serial: 's' }, baselineSerial: 'b', termYears: 3 },
    ...{ application: { agreementAccepted: true, lossReason: 'lost' }, subjectDer: bytes(1) },
    ...{ subjectText: 't', publicKey: bytes(4), review: 'approved', refusedReason: 'w' },
    ...{ correctionFields: ['handler', 'other'], kind: 'one-for-all' },
    moments: [
      { moment: 'recorded', at: 5 },
      { moment: 'awaiting-payment', at: 60 },
    ],
    ...{ openedAt: 5, expiresAt: 6, signatureSerial: 'x', encryptionSerial: 'y' },
  },
  empty: {
    ...{ previous_serial: 'previousSerial', baseline_serial: 'baselineSerial', application: 'application' },
    ...{ public_key: 'publicKey', review: 'review', refused_reason: 'refusedReason' },
    ...{ signature_serial: 'signatureSerial', encryption_serial: 'encryptionSerial' },
  },
  words: {
    business: ['issue', 'reissue', 'renew', 'replacement', 'upgrade'],
    state: [
      ...['opened', 'awaiting-payment', 'awaiting-review', 'awaiting-correction', 'ready', 'issued'],
      ...['active', 'refused', 'abandoned', 'expired'],
    ],
    review: ['waiting', 'approved', 'refused', 'correction'],
    kind: ['ordinary', 'one-for-all', 'business-only'],
  },
}
const all = [...readCases, request]

describe.each(all)('$name', ({ read, row, value, empty, words }) => {
  it('is read with all its columns', () => {
    expect(read(row)).toEqual(value)
  })

  it('is not read without one of them', () => {
    for (const column of Object.keys(row))
      expect(() => read({ ...row, [column]: undefined })).toThrow(unexpected(column))
  })

  it('may lack some values, and no others', () => {
    for (const column of Object.keys(row)) {
      const field = empty[column]
      if (field === undefined) expect(() => read({ ...row, [column]: null })).toThrow(unexpected(column))
      else expect(read({ ...row, [column]: null })).toEqual({ ...Object(value), [field]: null })
    }
  })

  it('has only words that are known', () => {
    for (const [column, known] of Object.entries(words)) {
      for (const word of known) expect(() => read({ ...row, [column]: word })).not.toThrow()
      expect(() => read({ ...row, [column]: 'unknown' })).toThrow(unexpected(column))
    }
  })
})

describe('a number that means yes or no', () => {
  it('is yes only as 1', () => {
    const [account, order] = [readCases[0]?.row ?? {}, readCases[5]?.row ?? {}]
    expect(readAccount({ ...account, complete: 0, closed: 1 })).toMatchObject({
      complete: false,
      closed: true,
    })
    expect(readAccount({ ...account, complete: 2, closed: 2 })).toMatchObject({
      complete: false,
      closed: false,
    })
    expect([0, 1, 2].map((reported) => readOrder({ ...order, reported }).reported)).toEqual([
      false,
      true,
      false,
    ])
  })
})

describe('what a request has written in words', () => {
  it('may be nothing', () => {
    const bare = readRequest({ ...request.row, correction_fields: '', moments: '' })
    expect([bare.correctionFields, bare.moments]).toEqual([[], []])
  })

  it('is not read if a word is unknown', () => {
    expect(() => readRequest({ ...request.row, correction_fields: 'handler x' })).toThrow(unexpected('field'))
    expect(() => readRequest({ ...request.row, moments: 'recorded 5 x 6 ' })).toThrow(unexpected('moment'))
    expect(() => readRequest({ ...request.row, application: '{"agreementAccepted":false}' })).toThrow()
  })

  it('stands in columns without the large ones', () => {
    const { insert, rows } = memory()
    insert('requests', { csr: bytes(1), enveloped_key: bytes(2), moments: 'paid 7 ' })
    const [row = {}] = rows(`SELECT ${requestColumns} FROM requests`)
    expect(Object.keys(row).toSorted()).toEqual(Object.keys(request.row).toSorted())
    expect(readRequest(row).moments).toEqual([{ moment: 'paid', at: 7 }])
  })
})
