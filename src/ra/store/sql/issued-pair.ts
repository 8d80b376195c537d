import type { Issued, IssuedCertificate, Request } from '../../records.ts'
import type { PairInForce } from '../../rules/confirmation.ts'
import { bytes, bytesOrNull, number, text, word } from './row.ts'
import type { Query, Sql } from './sql.ts'

/** The pair as it was made, read back from the tables; null if it was not made yet. */
export function* issuedPair(db: Sql, request: Request): Query<Issued | null> {
  const { id, signatureSerial, encryptionSerial } = request
  if (signatureSerial === null || encryptionSerial === null) return null
  return {
    signature: yield* issuedCertificate(db, signatureSerial),
    encryption: yield* issuedCertificate(db, encryptionSerial),
    envelopedKey: bytesOrNull(
      yield* there(db, 'SELECT enveloped_key FROM requests WHERE id = ?', id),
      'enveloped_key',
    ),
    escrow: bytesOrNull(
      (yield* db.get('SELECT sealed FROM escrow WHERE serial = ?', encryptionSerial)) ?? { sealed: null },
      'sealed',
    ),
  }
}

function* issuedCertificate(db: Sql, serial: string): Query<IssuedCertificate> {
  const row = yield* there(
    db,
    'SELECT serial, der, not_before, not_after FROM certificates WHERE serial = ?',
    serial,
  )
  return {
    serial: text(row, 'serial'),
    der: bytes(row, 'der'),
    notBefore: number(row, 'not_before'),
    notAfter: number(row, 'not_after'),
  }
}

function* there(db: Sql, sql: string, value: string) {
  const row = yield* db.get(sql, value)
  if (row === null) throw new Error(`the database has lost a part of the pair ${value}`)
  return row
}

/** Pairs of the account that are active or suspended. The schema allows at most one. */
export function* pairsInForce(db: Sql, accountId: string): Query<readonly PairInForce[]> {
  const rows = yield* db.all(
    `SELECT serial, pair_id, usage, status FROM certificates
     WHERE account_id = ? AND usage IN ('signature', 'encryption') AND status IN ('active', 'suspended')`,
    accountId,
  )
  const pairs = new Map<string, PairInForce>()
  for (const row of rows) {
    const pairId = text(row, 'pair_id')
    const known = pairs.get(pairId)?.signatureSerial ?? null
    const isSignature = text(row, 'usage') === 'signature'
    pairs.set(pairId, {
      pairId,
      signatureSerial: isSignature ? text(row, 'serial') : known,
      status: word(row, 'status', ['active', 'suspended']),
    })
  }
  return [...pairs.values()]
}

/** Serial of the signature certificate that is active or suspended for the account. */
export function* inForce(db: Sql, accountId: string): Query<string | null> {
  const row = yield* db.get(
    `SELECT serial FROM certificates
     WHERE account_id = ? AND usage = 'signature' AND status IN ('active', 'suspended')`,
    accountId,
  )
  return row === null ? null : text(row, 'serial')
}
