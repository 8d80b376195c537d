import { chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseCrl } from '../../../src/pki/x509/index.ts'
import { DataIncomplete } from '../../../src/ra/cannot-start.ts'
import { type RunningRa, startRa } from '../../../src/ra/server.ts'
import { openPostgresStore } from '../../../src/ra/store/postgres/postgres-store.ts'
import { postgresLedger } from '../../fault/ra-ledger.ts'
import { brokenPromises } from '../../fault/ra-promises.ts'
import { type Cluster, nobody, runProgram, startCluster } from '../../house/postgres.ts'
import { pause, type Seeded, saidBy, seeded, withStore } from './authority.ts'
import { startLoad } from './load.ts'

const dir = mkdtempSync(join(tmpdir(), 'point-in-time-'))
const [archive, base, dataDir, address] = ['archive', 'base', 'data', 'address'].map((name) =>
  join(dir, name),
) as [string, string, string, string]
const clusters: Cluster[] = []
beforeAll(() => {
  mkdirSync(archive)
  if (nobody.uid !== undefined) for (const one of [dir, archive]) chownSync(one, nobody.uid, nobody.gid)
})
afterAll(async () => {
  for (const one of clusters) await one.end()
  rmSync(dir, { recursive: true, force: true })
})

const started = (url: string): Promise<RunningRa> =>
  startRa({
    ...{ dataDir, passphrase: 'a passphrase for tests', captchaAnswer: 'AAAA' },
    openStore: (reached, trouble) => openPostgresStore({ url, reached, trouble }),
  })

/** The serial numbers of signature certificates that these holders were given. */
async function issued(ra: RunningRa, holders: readonly Seeded[], count: number): Promise<readonly string[]> {
  const { load, end } = startLoad(ra.url, holders)
  while (load.serials.length < count) await pause(50)
  return (await end()).serials
}

const numbersOf = async (url: string): Promise<readonly string[]> =>
  (await postgresLedger(url).all('SELECT number FROM orders ORDER BY seq')).map(({ number }) =>
    String(number),
  )

/** A server on the base backup, brought to the named moment with what was archived. */
async function restoredTo(moment: string, password: string): Promise<Cluster> {
  const put = (data: string) => {
    cpSync(base, data, { recursive: true })
    writeFileSync(join(data, 'recovery.signal'), '')
    if (nobody.uid !== undefined) giveAll(data, nobody)
  }
  const more = [
    ...['-c', `restore_command=cp ${archive}/%f %p`, '-c', `recovery_target_name=${moment}`],
    ...['-c', 'recovery_target_action=promote'],
  ]
  const cluster = await startCluster({ more, files: { password, put } })
  clusters.push(cluster)
  while ((await cluster.ask('SELECT pg_is_in_recovery() AS is'))[0]?.is !== false) await pause(100)
  return cluster
}

function giveAll(folder: string, { uid, gid }: { readonly uid: number; readonly gid: number }): void {
  chownSync(folder, uid, gid)
  for (const one of readdirSync(folder, { recursive: true })) chownSync(join(folder, String(one)), uid, gid)
}

it('an authority whose database went back to an earlier moment keeps what it has told the world', async () => {
  const first = await startCluster({
    more: ['-c', 'archive_mode=on', '-c', `archive_command=cp %p ${archive}/%f`],
  })
  clusters.push(first)
  const url = await first.create('authority')
  let ra = await started(url)
  const [settled, busy] = await withStore(url, async (store) => [
    await seeded(store, 1),
    await seeded(store, 2),
  ])
  const [kept = ''] = await issued(ra, settled, 1)
  runProgram(
    'pg_basebackup',
    ['-d', first.url('postgres'), '-D', base, '-X', 'none', '-c', 'fast', '--no-sync'],
    dir,
  )
  const before = await issued(ra, busy, 4)
  await first.ask(`SELECT pg_create_restore_point('moment')`)
  const forgotten = await issued(ra, busy, 4)
  const revoking = {
    serial: kept,
    to: 'revoked',
    reason: 'key-compromise',
    note: null,
    now: Date.now(),
  } as const
  await ra.services.store.changeStatus({ ...revoking, by: { kind: 'operator', name: 'operator' } })
  const { number } = await ra.services.crl.publish()
  const numbers = await numbersOf(url)
  await ra.stop()
  await first.ask('SELECT pg_switch_wal()')
  await first.stop()

  const second = await restoredTo('moment', first.password)
  const there = second.url('authority')
  await expect(started(there)).rejects.toThrow(DataIncomplete)
  writeFileSync(address, there)
  const flags = ['--data', dataDir, '--database-file', address]
  const said = await saidBy('restore', ...flags)
  expect(said).toMatchObject({ code: 0, text: expect.stringMatching(/^[1-9]\d* certificates revoked/) })

  ra = await started(there)
  try {
    expect((await ra.services.store.certificate(kept))?.status).toBe('revoked')
    const list = await ra.services.crl.current('issuing')
    expect(list.number).toBeGreaterThan(number)
    expect(parseCrl(list.der).revoked.has(kept)).toBe(true)
    expect(await ra.services.store.certificate(forgotten[0] ?? '')).toBeNull()
    const after = await issued(ra, busy, 4)
    const all = [kept, ...before, ...forgotten, ...after]
    expect(new Set(all).size).toBe(all.length)
    const known = await numbersOf(there)
    const added = known.slice(-after.length)
    expect(added.filter((one) => numbers.includes(one))).toEqual([])
    expect(await brokenPromises(postgresLedger(there))).toEqual([])
  } finally {
    await ra.stop()
  }
  expect(await saidBy('audit', 'verify', ...flags)).toMatchObject({ code: 0 })
}, 180_000)
