import type { Ledger } from './ra-ledger.ts'

/** Serials in force of one account, signature first. */
export async function inForce(ledger: Ledger, accountId: string): Promise<readonly string[]> {
  const rows = await ledger.all(
    `SELECT serial FROM certificates WHERE account_id = ? AND status IN ('active', 'suspended') ORDER BY usage DESC`,
    accountId,
  )
  return rows.map((row) => String(row.serial))
}

const promises: readonly (readonly [string, string])[] = [
  [
    'two certificates in force for one subject and usage',
    `SELECT account_id FROM certificates WHERE status IN ('active', 'suspended')
     GROUP BY account_id, usage HAVING count(*) > 1`,
  ],
  [
    'half a pair in force',
    `SELECT account_id FROM certificates WHERE status IN ('active', 'suspended')
     GROUP BY account_id HAVING count(*) <> 2 OR count(DISTINCT pair_id) <> 1`,
  ],
  [
    'a place in the audit chain without its line',
    'SELECT max(place) AS place FROM audit WHERE place IS NOT NULL HAVING count(*) <> max(place)',
  ],
  ['a pair that is no pair', 'SELECT pair_id FROM certificates GROUP BY pair_id HAVING count(*) <> 2'],
  [
    'an issued request without its certificates',
    `SELECT id FROM requests r WHERE state IN ('issued', 'active')
     AND (SELECT count(*) FROM certificates WHERE request_id = r.id) <> 2`,
  ],
  [
    'certificates of a request that issued none',
    `SELECT c.serial FROM certificates c JOIN requests r ON r.id = c.request_id
     WHERE r.state IN ('opened', 'awaiting-payment', 'awaiting-review', 'awaiting-correction', 'ready')`,
  ],
  [
    'a pending certificate of a request that ended',
    `SELECT c.serial FROM certificates c JOIN requests r ON r.id = c.request_id
     WHERE c.status = 'pending' AND r.state <> 'issued'`,
  ],
  [
    'an encryption certificate without its escrowed key',
    `SELECT serial FROM certificates WHERE usage = 'encryption' AND serial NOT IN (SELECT serial FROM escrow)`,
  ],
  [
    'a request that is ready though it was not paid or not approved',
    `SELECT r.id FROM requests r LEFT JOIN orders o ON o.request_id = r.id
     WHERE r.state IN ('ready', 'issued', 'active') AND (o.state = 'unpaid' OR r.review IN ('waiting', 'refused', 'correction'))`,
  ],
  [
    'a paid order without its payment',
    `SELECT id FROM orders WHERE state = 'paid' AND (reference IS NULL OR paid_at IS NULL)`,
  ],
  [
    'an order of a request that ended that is still to be paid',
    `SELECT o.id FROM orders o JOIN requests r ON r.id = o.request_id
     WHERE o.state IN ('unpaid', 'paid') AND r.state IN ('refused', 'abandoned', 'expired')`,
  ],
  [
    'an order whose sums are not its payments',
    `SELECT id FROM orders o
     WHERE received_fen <> (SELECT coalesce(sum(amount_fen), 0) FROM payments WHERE order_id = o.id AND direction = 'in')
     OR refunded_fen <> (SELECT coalesce(sum(amount_fen), 0) FROM payments WHERE order_id = o.id AND direction = 'out')`,
  ],
  [
    'a certificate for less money than it costs',
    `SELECT o.id FROM orders o JOIN requests r ON r.id = o.request_id
     WHERE r.state IN ('ready', 'issued', 'active') AND o.received_fen - o.refunded_fen < o.total_fen`,
  ],
  [
    'money of a request that ended that is neither due nor returned',
    `SELECT o.id FROM orders o JOIN requests r ON r.id = o.request_id
     WHERE r.state IN ('refused', 'abandoned', 'expired') AND o.received_fen <> o.refunded_fen
     AND o.state <> 'refund-due'`,
  ],
  ['more money returned than came', 'SELECT id FROM orders WHERE refunded_fen > received_fen'],
  [
    'two unfinished renewals of one certificate',
    `SELECT previous_serial FROM requests WHERE business IN ('renew', 'upgrade') AND state NOT IN
     ('active', 'refused', 'abandoned', 'expired') GROUP BY previous_serial, business HAVING count(*) > 1`,
  ],
  [
    'counts that are not the counts',
    `SELECT status FROM status_counts s
     WHERE count <> (SELECT count(*) FROM certificates c WHERE c.status = s.status)`,
  ],
]

/** Every broken promise about the data. */
export async function brokenPromises(ledger: Ledger): Promise<readonly string[]> {
  const broken: string[] = []
  for (const [name, query] of promises) if ((await ledger.all(query)).length > 0) broken.push(name)
  return [...broken, ...(await ledger.damages())]
}
