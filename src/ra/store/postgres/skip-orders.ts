import pg from 'pg'
import { postgresAddress } from './address.ts'

/** More orders than come in between a backup and the failure after it. */
const SKIPPED = 100_000

/**
 * Payers and the payment service know the numbers of orders that a restored database has forgotten, so the next ones
 * begin far behind them. Serial numbers of certificates are random, and those of lists follow the clock.
 */
export async function skipOrders(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresAddress(url).href })
  await client.connect()
  try {
    await client.query(`SELECT setval('order_numbers', last_value + $1) FROM order_numbers`, [SKIPPED])
  } finally {
    await client.end()
  }
}
