import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { generateSm2KeyPair, prepareSm2Signer, toHex } from '../../../src/pki/index.ts'
import { headOf, linksAfter } from '../../../src/ra/audit/chain.ts'
import { chainAudit } from '../../../src/ra/audit/desk.ts'
import { storedLines } from '../../../src/ra/audit/stored.ts'
import { verifyAudit } from '../../../src/ra/audit/verify.ts'
import type { AuditLine, ChainedLine, Link } from '../../../src/ra/records.ts'
import type { Store } from '../../../src/ra/store/store.ts'
import { type Databases, postgresDatabases, type Reached, sqliteDatabases } from './audit-place.ts'

const signer = prepareSm2Signer(generateSm2KeyPair().privateKey)
const stranger = prepareSm2Signer(generateSm2KeyPair().privateKey)
const start = Date.UTC(2027, 0, 15)
const line = (i: number) => ({
  at: start + i,
  actor: 'operator 王芳',
  action: 'pair revoked',
  subject: `${i}`,
})

const judged = (store: Store, head: string | null = null) =>
  verifyAudit(storedLines(store), { publicKey: signer.publicKey, head })
const faultsOf = async (store: Store, head: string | null = null) => (await judged(store, head)).faults

const twelve = Array.from({ length: 12 }, (_, i) => line(i))
const inSql = ({ at, actor, action, subject }: AuditLine) => `(${at}, '${actor}', '${action}', '${subject}')`
const insert = (lines: readonly AuditLine[]) =>
  `INSERT INTO audit (at, actor, action, subject) VALUES ${lines.map(inSql).join(', ')}`

async function all(store: Store): Promise<ChainedLine[]> {
  const lines: ChainedLine[] = []
  for await (const one of storedLines(store)) lines.push(one)
  return lines
}

const putLink = ({ place, hash }: Link, signature: Uint8Array | null, subject: string) =>
  `UPDATE audit SET hash = ${bytes(hash)}, signature = ${signature === null ? 'NULL' : bytes(signature)},
    subject = '${subject}' WHERE place = ${place}`
let bytes = (_: Uint8Array): string => ''

describe.each([
  { name: 'SQLite', open: sqliteDatabases, quote: (hex: string) => `x'${hex}'` },
  { name: 'PostgreSQL', open: postgresDatabases, quote: (hex: string) => `'\\x${hex}'::bytea` },
])('the audit log on $name', ({ open, quote }) => {
  let databases: Databases
  let place: Reached
  let store: Store
  beforeAll(async () => {
    databases = await open()
    place = await databases.make()
    store = await place.open()
    bytes = (value) => quote(toHex(value))
  })
  afterAll(async () => {
    await store.close()
    await databases.end()
  })
  beforeEach(async () => {
    // They are chained in three turns.
    await place.ask('DELETE FROM audit', insert(twelve))
    expect(await chainAudit(store, signer, 4)).toBe(12)
  })

  it('is whole when nobody has touched it, and tells its head', async () => {
    const lines = await all(store)
    expect(await judged(store)).toEqual({
      ...{ lines: 12, older: 0, faults: [], moreFaults: 0 },
      head: toHex(lines.at(-1)?.hash ?? new Uint8Array()),
    })
    expect(lines.map(({ signature }) => signature !== null)).toEqual(
      [1, 2, 3].flatMap(() => [false, false, false, true]),
    )
    for (const { hash } of lines) expect(await faultsOf(store, toHex(hash))).toEqual([])
  })

  it.each(['at = at + 1', `actor = 'operator 李明'`, `action = 'pair active'`, `subject = '7'`])(
    'shows that %s was written into a line',
    async (change) => {
      await place.ask(`UPDATE audit SET ${change} WHERE place = 6`)
      expect(await faultsOf(store)).toEqual([{ kind: 'changed', place: 6 }])
    },
  )

  it('shows that a line was changed together with its hash', async () => {
    const before = (await all(store))[4]
    const [changed] = linksAfter(before ?? null, [{ ...line(5), subject: 'other' }])
    if (changed === undefined) throw new Error('no link')
    await place.ask(putLink(changed, null, 'other'))
    expect(await faultsOf(store)).toEqual([{ kind: 'changed', place: 7 }])
  })

  it('shows that two lines have changed places', async () => {
    const moved = (from: number, to: number) => `UPDATE audit SET place = ${to} WHERE place = ${from}`
    await place.ask(moved(5, 100), moved(6, 5), moved(100, 6))
    expect(await faultsOf(store)).toEqual([5, 6, 7].map((at) => ({ kind: 'changed', place: at })))
  })

  it.each([
    { what: 'the first line', where: 'place = 1', fault: { kind: 'missing', from: 1, to: 1 } },
    { what: 'lines in the middle', where: 'place IN (6, 7)', fault: { kind: 'missing', from: 6, to: 7 } },
    { what: 'the last line', where: 'place = 12', fault: { kind: 'not-signed', from: 9, to: 11 } },
  ])('shows that $what is gone', async ({ where, fault }) => {
    await place.ask(`DELETE FROM audit WHERE ${where}`)
    expect(await faultsOf(store)).toEqual([fault])
  })

  it('shows to whoever kept a head that all lines since another head are gone, also after it went on', async () => {
    const { head } = await judged(store)
    await place.ask('DELETE FROM audit WHERE place > 8')
    expect(await faultsOf(store)).toEqual([])
    expect(await faultsOf(store, head)).toEqual([{ kind: 'head-missing', head }])
    await store.addAudit(line(20))
    await chainAudit(store, signer)
    expect(await faultsOf(store, head)).toEqual([{ kind: 'head-missing', head }])
  })

  it('shows that a line was put between two', async () => {
    const lines = await all(store)
    const [inserted] = linksAfter(lines[5] ?? null, [line(99)])
    await place.ask(
      'UPDATE audit SET place = place + 1000 WHERE place > 6',
      'UPDATE audit SET place = place - 999 WHERE place > 1000',
      `INSERT INTO audit (at, actor, action, subject, place, hash)
        VALUES (${line(99).at}, 'operator 王芳', 'pair revoked', '99', 7, ${bytes(inserted?.hash ?? new Uint8Array(32))})`,
    )
    expect((await faultsOf(store)).map((fault) => ('place' in fault ? fault.place : fault.kind))).toEqual([
      ...[8, 9, 10, 11, 12, 13],
      'not-signed',
    ])
  })

  it.each([
    { how: 'signed with another key', sign: (end: Link) => stranger.sign(headOf(end)) },
    { how: 'not signed', sign: () => null },
    { how: 'signed with what is no signature', sign: () => Uint8Array.of(0x30, 0) },
  ])('shows that the whole chain was written anew and $how', async ({ sign }) => {
    const lines = (await all(store)).map(({ at, actor, action }, i) => ({
      at,
      actor,
      action,
      subject: `new ${i}`,
    }))
    const links = linksAfter(null, lines)
    await place.ask(...links.map((one, i) => putLink(one, i === 11 ? sign(one) : null, one.subject)))
    expect(await faultsOf(store)).toEqual([{ kind: 'not-signed', from: 1, to: 12 }])
  })

  it('shows that the end was written anew and an old signature left where it was', async () => {
    const lines = await all(store)
    const links = linksAfter(
      lines[7] ?? null,
      [8, 9, 10, 11].map((i) => ({ ...line(i), subject: 'new' })),
    )
    await place.ask(
      ...links.map((one, i) => putLink(one, i === 3 ? (lines[11]?.signature ?? null) : null, 'new')),
    )
    expect(await faultsOf(store)).toEqual([{ kind: 'not-signed', from: 1, to: 12 }])
    await place.ask('UPDATE audit SET signature = NULL WHERE place > 8')
    expect(await faultsOf(store)).toEqual([{ kind: 'not-signed', from: 9, to: 12 }])
  })

  it('shows a line that was taken out of the chain and chained again', async () => {
    await place.ask('UPDATE audit SET place = NULL, hash = NULL, signature = NULL WHERE place = 3')
    await chainAudit(store, signer)
    expect(await faultsOf(store)).toEqual([{ kind: 'missing', from: 3, to: 3 }])
  })

  it('names twenty faults and counts the rest', async () => {
    await place.ask(`UPDATE audit SET at = at + 1`)
    await place.ask(insert(twelve))
    await chainAudit(store, signer)
    await place.ask(`UPDATE audit SET at = at + 1`)
    const { faults, moreFaults } = await judged(store)
    expect([faults.length, moreFaults]).toEqual([20, 4])
  })

  it('keeps a line that nobody has chained yet for whoever chains next, whatever the clock says', async () => {
    const other = await place.open()
    for (const at of [5, -1_000_000, 3]) await other.addAudit({ ...line(at), subject: `${at}\0` })
    expect(await other.unchained()).toEqual({ lines: 3, since: start - 1_000_000 })
    await other.close()
    expect(await chainAudit(store, signer)).toBe(3)
    expect(await store.unchained()).toEqual({ lines: 0, since: null })
    expect((await all(store)).slice(12).map(({ at }) => at - start)).toEqual([5, -1_000_000, 3])
    expect(await faultsOf(store)).toEqual([])
  })

  it('is one chain, whoever writes and chains at the same time', async () => {
    const stores = [store, await place.open(), await place.open()]
    await Promise.all(
      stores.flatMap((one, who) => [
        (async () => {
          for (let i = 0; i < 60; i++) await one.addAudit({ ...line(i), actor: `process ${who}` })
        })(),
        (async () => {
          for (let i = 0; i < 20; i++) await chainAudit(one, signer)
        })(),
      ]),
    )
    await chainAudit(store, signer)
    expect(await judged(store)).toMatchObject({ lines: 192, faults: [] })
    await Promise.all(stores.slice(1).map((one) => one.close()))
  })

  it('begins with the lines from before lines were chained, and says how many they are', async () => {
    const old = await databases.makeOld()
    const lines = Array.from({ length: 603 }, (_, i) => line(i))
    await old.ask(insert(lines))
    const opened = await old.open()
    expect(await chainAudit(opened, signer)).toBe(604)
    expect(await judged(opened)).toMatchObject({ lines: 604, older: 603, faults: [] })
    expect((await all(opened)).slice(0, 603).map(({ subject }) => Number(subject))).toEqual(
      lines.map((_, i) => i),
    )
    await opened.close()
  })
})
