import type { Writers } from './writers.ts'

export const turnWriters: Writers<'take-turn'> = {
  'take-turn': (db, { job, at }) =>
    db.run(
      `INSERT INTO turns VALUES (?, ?) ON CONFLICT (job) DO UPDATE SET taken_at = excluded.taken_at`,
      job,
      at,
    ),
}
