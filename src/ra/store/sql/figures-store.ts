import { DAY, HOUR } from '../../clock.ts'
import { chineseDay } from '../../rules/calendar.ts'
import type { DayFigures, Store } from '../store.ts'
import { number } from './row.ts'
import type { Query, Sql } from './sql.ts'

/** Chinese time is eight hours ahead all year. */
const AHEAD = 8 * HOUR

export function figuresStore(db: Sql): Pick<Store, 'figures' | 'countWaiting'> {
  return {
    countWaiting: () =>
      db.read(function* () {
        const row =
          (yield* db.get(
            `SELECT (SELECT count(*) FROM orders WHERE state = 'unpaid') AS payment,
               (SELECT count(*) FROM orders WHERE state = 'refund-due') AS refund,
               (SELECT count(*) FROM requests WHERE state = 'awaiting-review') AS review`,
          )) ?? {}
        return {
          payment: number(row, 'payment'),
          refund: number(row, 'refund'),
          review: number(row, 'review'),
        }
      }),
    figures: (now, days) =>
      db.read(function* () {
        const today = Math.floor((now + AHEAD) / DAY)
        const from = (today - days + 1) * DAY - AHEAD
        const counts = yield* countsSince(db, from)
        return Array.from({ length: days }, (_, i) => dayOf(counts, today - i))
      }),
  }
}

type Counts = ReturnType<typeof countsSince> extends Query<infer T> ? T : never

function dayOf(counts: Counts, day: number): DayFigures {
  const money = counts.payments.get(day)
  return {
    day: chineseDay(day * DAY - AHEAD),
    opened: counts.opened.get(day) ?? 0,
    paid: money?.paid ?? 0,
    paidFen: money?.paidFen ?? 0,
    reviewed: counts.reviewed.get(day) ?? 0,
    issued: counts.issued.get(day) ?? 0,
    refundedFen: money?.refundedFen ?? 0,
  }
}

function* countsSince(db: Sql, from: number) {
  return {
    opened: yield* perDay(db, 'SELECT opened_at AS at FROM requests WHERE opened_at >= ?', from),
    reviewed: yield* perDay(
      db,
      `SELECT at FROM audit WHERE at >= ? AND action IN ('request approved', 'request refused', 'request correction')`,
      from,
    ),
    issued: yield* perDay(db, `SELECT at FROM audit WHERE at >= ? AND action = 'certificates issued'`, from),
    payments: yield* payments(db, from),
  }
}

function* perDay(db: Sql, events: string, from: number): Query<ReadonlyMap<number, number>> {
  const rows = yield* db.all(
    `SELECT (at + ${AHEAD}) / ${DAY} AS day, count(*) AS n FROM (${events}) AS events GROUP BY day`,
    from,
  )
  return new Map(rows.map((row) => [number(row, 'day'), number(row, 'n')]))
}

function* payments(db: Sql, from: number) {
  const rows = yield* db.all(
    `SELECT (at + ${AHEAD}) / ${DAY} AS day,
       sum(CASE direction WHEN 'in' THEN 1 ELSE 0 END) AS paid,
       sum(CASE direction WHEN 'in' THEN amount_fen ELSE 0 END) AS paid_fen,
       sum(CASE direction WHEN 'out' THEN amount_fen ELSE 0 END) AS refunded_fen
     FROM payments WHERE at >= ? GROUP BY day`,
    from,
  )
  return new Map(
    rows.map((row) => [
      number(row, 'day'),
      {
        paid: number(row, 'paid'),
        paidFen: number(row, 'paid_fen'),
        refundedFen: number(row, 'refunded_fen'),
      },
    ]),
  )
}
