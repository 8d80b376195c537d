import { DAY, HOUR } from '../../clock.ts'
import { chineseDay } from '../../rules/calendar.ts'
import type { DayFigures, Store } from '../store.ts'
import type { Database } from './database.ts'
import { number } from './row.ts'

/** Chinese time is eight hours ahead all year. */
const AHEAD = 8 * HOUR

export function figuresStore(db: Database): Pick<Store, 'figures'> {
  return {
    figures: async (now, days) => {
      const today = Math.floor((now + AHEAD) / DAY)
      const from = (today - days + 1) * DAY - AHEAD
      const counts = countsSince(db, from)
      return Array.from({ length: days }, (_, i) => dayOf(counts, today - i))
    },
  }
}

type Counts = ReturnType<typeof countsSince>

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

function countsSince(db: Database, from: number) {
  return {
    opened: perDay(db, 'SELECT opened_at AS at FROM requests WHERE opened_at >= ?', from),
    reviewed: perDay(
      db,
      `SELECT at FROM audit WHERE at >= ? AND action IN ('request approved', 'request refused', 'request correction')`,
      from,
    ),
    issued: perDay(db, `SELECT at FROM audit WHERE at >= ? AND action = 'certificates issued'`, from),
    payments: payments(db, from),
  }
}

function perDay(db: Database, events: string, from: number): ReadonlyMap<number, number> {
  const rows = db.all(
    `SELECT (at + ${AHEAD}) / ${DAY} AS day, count(*) AS n FROM (${events}) GROUP BY day`,
    from,
  )
  return new Map(rows.map((row) => [number(row, 'day'), number(row, 'n')]))
}

function payments(db: Database, from: number) {
  const rows = db.all(
    `SELECT (at + ${AHEAD}) / ${DAY} AS day,
       sum(direction = 'in') AS paid,
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
