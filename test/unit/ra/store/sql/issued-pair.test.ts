import { describe, expect, it } from 'vitest'
import { inForce, issuedPair, pairsInForce } from '../../../../../src/ra/store/sql/issued-pair.ts'
import { request } from '../../rules/samples.ts'
import { memory } from './memory.ts'

const issued = { ...request, signatureSerial: 's', encryptionSerial: 'e' }
const bytes = (n: number) => Uint8Array.of(n)

describe('a pair that was made', () => {
  const made = (without = '') => {
    const at = memory()
    if (without !== 'request') at.insert('requests', { id: 'request-1', enveloped_key: bytes(7) })
    if (without !== 's')
      at.insert('certificates', { serial: 's', der: bytes(1), not_before: 2, not_after: 3, account_id: 'x' })
    at.insert('certificates', { serial: 'e', der: bytes(4), not_before: 5, not_after: 6, account_id: 'y' })
    return at
  }
  const pair = {
    signature: { serial: 's', der: bytes(1), notBefore: 2, notAfter: 3 },
    encryption: { serial: 'e', der: bytes(4), notBefore: 5, notAfter: 6 },
    envelopedKey: bytes(7),
  }

  it('is read back with its keys', () => {
    const { ask, insert, sql } = made()
    expect(ask(issuedPair(sql, issued))).toEqual({ ...pair, escrow: null })
    insert('escrow', { serial: 'e', sealed: bytes(8) })
    insert('escrow', { serial: 's', sealed: bytes(9) })
    expect(ask(issuedPair(sql, issued))).toEqual({ ...pair, escrow: bytes(8) })
  })

  it('is none before both serials are known', () => {
    const { ask, sql } = made()
    expect(ask(issuedPair(sql, { ...issued, signatureSerial: null }))).toBeNull()
    expect(ask(issuedPair(sql, { ...issued, encryptionSerial: null }))).toBeNull()
  })

  it('never lacks a part', () => {
    const [lost, gone] = [made('s'), made('request')]
    expect(() => lost.ask(issuedPair(lost.sql, issued))).toThrow('the database has lost a part of the pair s')
    expect(() => gone.ask(issuedPair(gone.sql, issued))).toThrow('a part of the pair request-1')
  })
})

describe('the pair in force', () => {
  const pairs = (...rows: readonly Readonly<Record<string, string>>[]) => {
    const { ask, insert, sql } = memory()
    for (const row of rows) insert('certificates', { account_id: 'a', pair_id: 'p', ...row })
    return [ask(pairsInForce(sql, 'a')), ask(inForce(sql, 'a'))]
  }
  const [signature, encryption] = [
    { serial: 's', usage: 'signature' },
    { serial: 'e', usage: 'encryption' },
  ]

  it.each(['active', 'suspended'])('is one that is %s', (status) => {
    const found = [[{ pairId: 'p', signatureSerial: 's', status }], 's']
    expect(pairs({ ...signature, status }, { ...encryption, status })).toEqual(found)
    expect(pairs({ ...encryption, status }, { ...signature, status })).toEqual(found)
  })

  it.each(['pending', 'superseded', 'revoked', 'discarded'])('is none that is %s', (status) => {
    expect(pairs({ ...signature, status }, { ...encryption, status })).toEqual([[], null])
  })

  it('is one of this account, also without a signature certificate', () => {
    expect(pairs({ ...signature, account_id: 'b' })).toEqual([[], null])
    expect(pairs(encryption)).toEqual([[{ pairId: 'p', signatureSerial: null, status: 'active' }], null])
    const [both] = pairs(signature, { ...encryption, pair_id: 'q' })
    expect(both).toHaveLength(2)
    expect(both).toEqual(
      expect.arrayContaining([
        { pairId: 'p', signatureSerial: 's', status: 'active' },
        { pairId: 'q', signatureSerial: null, status: 'active' },
      ]),
    )
  })
})
