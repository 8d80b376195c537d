import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toHex } from '../../../src/pki/index.ts'
import { listExtensions, listedSerials, parseCrl } from '../../../src/pki/x509/index.ts'
import { newSerial } from '../../../src/ra/ca/serial.ts'
import { startRa } from '../../../src/ra/server.ts'
import { agency, startTestRa, type TestRa } from './authority.ts'
import { captchaAnswer, issue } from './holder.ts'
import { openssl } from './openssl.ts'

const ROWS = 2500

let test: TestRa
let serials: readonly string[]
const ssl = openssl()

beforeAll(async () => {
  test = await startTestRa()
  await issue(await agency(test.ra.url))
  await test.ra.stop()
  serials = revokedCopies(ROWS)
})
afterAll(() => {
  ssl.end()
  rmSync(test.dataDir, { recursive: true, force: true })
})

/** Revoked certificates in the database, most of which expire at the same moment. */
function revokedCopies(count: number): readonly string[] {
  const db = new DatabaseSync(join(test.dataDir, 'ra.db'))
  const sample = db.prepare('SELECT * FROM certificates LIMIT 1').get() ?? {}
  const columns = Object.keys(sample).filter((column) => column !== 'seq')
  const insert = db.prepare(
    `INSERT INTO certificates (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  )
  // Serial numbers of this authority never begin with a zero.
  const made = Array.from({ length: count }, () => toHex(newSerial()).toUpperCase())
  db.exec('BEGIN')
  for (const [i, serial] of made.entries()) {
    const own: Readonly<Record<string, string | number>> = {
      serial,
      pair_id: serial,
      status: 'revoked',
      reason: i % 2 === 0 ? 'lost' : 'no-longer-used',
      revoked_at: Date.now(),
      not_after: Number(sample.not_after) + (i % 10 === 0 ? i : 0),
    }
    insert.run(...columns.map((column) => own[column] ?? sample[column] ?? null))
  }
  db.exec('COMMIT')
  db.close()
  return made
}

async function list(): Promise<Uint8Array> {
  const ra = await startRa({ dataDir: test.dataDir, embedded: true, captchaAnswer })
  try {
    return new Uint8Array(await (await fetch(`${ra.url}/crl/issuing.crl`)).arrayBuffer())
  } finally {
    await ra.stop()
  }
}

const sorted = (texts: Iterable<string>) => [...texts].sort()
describe('a list that is read from the database piece by piece', () => {
  it('names every certificate once, as OpenSSL reads it', async () => {
    const file = ssl.put('long.crl', await list())
    const text = ssl.run('crl', '-inform', 'DER', '-in', file, '-noout', '-text')
    const named = [...text.matchAll(/Serial Number: ([0-9A-F]+)/g)].map(([, serial]) => serial ?? '')
    expect(sorted(named)).toEqual(sorted(serials))
    expect(text.match(/Key Compromise/g)).toHaveLength(ROWS / 2)
    expect(text.match(/Cessation Of Operation/g)).toHaveLength(ROWS / 2)
  })

  it('is known by the number of its entries, so that it is not made again at every change', () => {
    const db = new DatabaseSync(join(test.dataDir, 'ra.db'))
    const newest = db.prepare("SELECT entries FROM crls WHERE issuer = 'issuing' ORDER BY number DESC").get()
    db.close()
    expect(newest?.entries).toBe(ROWS)
  })

  it('is made again from the one before, and loses nobody whose row is lost', async () => {
    const db = new DatabaseSync(join(test.dataDir, 'ra.db'))
    db.prepare('DELETE FROM certificates WHERE serial = ?').run(serials[7] ?? '')
    db.close()
    const der = await list()
    expect(sorted(parseCrl(der).revoked.keys())).toEqual(sorted(serials))
  })

  it('is read by its pieces as it is read whole', async () => {
    const der = await list()
    const whole = parseCrl(der)
    const entries = [...listedSerials(der)].map(({ serialHex, read }) => [serialHex, read()] as const)
    expect(entries).toEqual([...whole.revoked])
    expect(listExtensions(der)).toEqual(whole.extensions)
  })
})
