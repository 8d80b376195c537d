import type { Writers } from './writers.ts'

export const callWriters: Writers<'count-call'> = {
  'count-call': (db, { name, takenUntil }) =>
    db.run(
      `INSERT INTO calls VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET taken_until = excluded.taken_until`,
      name,
      takenUntil,
    ),
}
