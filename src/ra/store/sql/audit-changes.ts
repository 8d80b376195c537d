import type { Writers } from './writers.ts'

export const auditWriters: Writers<'chain-line'> = {
  'chain-line': (db, { seq, place, hash, signature }) =>
    db.run(
      'UPDATE audit SET place = ?, hash = ?, signature = ? WHERE seq = ? AND place IS NULL',
      place,
      hash,
      signature,
      seq,
    ),
}
