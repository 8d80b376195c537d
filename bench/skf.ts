import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import koffi from 'koffi'
import { nodeFork, Pin, type Token } from '../src/native/index.ts'
import { skfLibrary } from '../src/native/virtual-ukey/quirks.ts'
import { createUkey, plugUkey, unplugUkey } from '../src/native/virtual-ukey/ukey.ts'
import { encodeEnvelopedKey, generateSm2KeyPair, sealEnvelopedKey } from '../src/pki/index.ts'
import { testAuthority } from '../test/flow/tokens/certificates.ts'
import { driverOf, openTokenHouse, ownFolder, serialsOf, type TokenHouse } from '../test/house/tokens.ts'
import { median, round, sleep, timed, within } from './host-parts/figures.ts'
import { hostStart } from './host-parts/host-start.ts'
import type { Row } from './row.ts'

// npm run bench -- skf [--json]: what a token host costs over SKF with the virtual Ukey, without delays.

const PIN = '12345678'
const KEYS = 16
const digest = new Uint8Array(32).fill(3)

const setup = JSON.stringify({
  abi: 'skf',
  cell: {
    library: skfLibrary(),
    driver: { vendor: 'x', usb: [], pin: { min: 6, max: 16 }, skf: { applications: [], events: true } },
    pollMilliseconds: 400,
    endedBadly: false,
  },
  aliveMilliseconds: 2000,
  application: process.pid,
})

// The host as it ships: from source, most of its start would be the stripping of types.
const builtHost = nodeFork({
  'token-host': join(import.meta.dirname, '..', 'out', 'main', 'token-host.js'),
  'pfx-opener': '',
  'document-worker': '',
  'drawing-worker': '',
  authority: '',
})

const plugToSnapshot = async ({ until }: TokenHouse, home: string): Promise<Row> => {
  const times: number[] = []
  for (let n = 0; n < 15; n++) {
    unplugUkey(home, 'K0')
    await until((state) => !serialsOf(state).includes('K0'))
    // Starts at another moment of the poll every time.
    await sleep(300 + n * 17)
    times.push(
      await timed(() => {
        plugUkey(home, 'K0')
        return until((state) => serialsOf(state).includes('K0'))
      }),
    )
  }
  return within('plugged in to snapshot, by an event, median of 15', median(times), 'ms', 300)
}

/** Two containers, each with two pairs and two certificates. */
const fill = async (token: Token): Promise<void> => {
  const authority = testAuthority()
  await token.withSession(new Pin(PIN), async (session) => {
    for (const name of ['first', 'second']) {
      const { keyId, publicKey } = await session.generateSm2(name)
      const own = publicKey ?? new Uint8Array()
      await session.writeCertificate(keyId, name, authority.certify(own, 'signing'))
      const pair = generateSm2KeyPair()
      const sealed = encodeEnvelopedKey(sealEnvelopedKey(own, pair))
      const other = await session.importPair(keyId, name, sealed)
      await session.writeCertificate(other.keyId, name, authority.certify(pair.publicKey, 'encryption'))
    }
  })
}

/** The same calls without a host: this process calls the library with koffi and nothing else. */
const rawCalls = () => {
  const library = koffi.load(skfLibrary())
  const func = (name: string, ...kinds: readonly string[]) => library.func(name, 'uint32', [...kinds])
  const opened = (name: string, parent: bigint | Buffer, ...more: readonly Buffer[]): bigint => {
    const room = Buffer.alloc(8)
    const kinds = [typeof parent === 'bigint' ? 'uintptr_t' : 'void *', ...more.map(() => 'void *'), 'void *']
    func(name, ...kinds)(parent, ...more, room)
    return room.readBigUInt64LE(0)
  }
  const text = (words: string): Buffer => Buffer.from(`${words}\0`)
  const device = opened('SKF_ConnectDev', text('K0'))
  const application = opened('SKF_OpenApplication', device, text('VirtualUkey'))
  func('SKF_VerifyPIN', 'uintptr_t', 'uint32', 'void *', 'void *')(application, 1, text(PIN), Buffer.alloc(8))
  const container = opened('SKF_OpenContainer', application, text('first'))
  const sign = func('SKF_ECCSignData', 'uintptr_t', 'void *', 'uint32', 'void *')
  const input = Buffer.from(digest)
  const list = func('SKF_EnumFiles', 'uintptr_t', 'void *', 'void *')
  const done = (name: string, code: unknown): void => {
    if (code !== 0) throw new Error(`${name} ${code}`)
  }
  const roomOf = (size: number): Buffer => {
    const room = Buffer.alloc(8)
    room.writeUInt32LE(size)
    return room
  }
  return {
    sign: () => done('SKF_ECCSignData', sign(container, input, input.length, Buffer.alloc(128))),
    list: () => done('SKF_EnumFiles', list(application, Buffer.alloc(4096), roomOf(4096))),
  }
}

// The first calls of a process run code that is not compiled yet, on either side. They are made and not counted.
const WARMING = 40
const ROUNDS = 40
const BATCH = 48

const timedNow = (work: () => unknown): number => {
  const started = performance.now()
  work()
  return performance.now() - started
}

type Pair = { readonly host: () => Promise<unknown>; readonly raw: () => void }
type Times = { readonly host: number[]; readonly raw: number[] }

/** Single calls and whole batches. The two take turns, so that other load on the machine hits both of them. */
const compared = async ({ host, raw }: Pair) => {
  const single: Times = { raw: [], host: [] }
  const batches: Times = { raw: [], host: [] }
  for (let n = 0; n < WARMING + ROUNDS; n++) {
    if (n === WARMING) for (const all of [single, batches]) all.raw.length = all.host.length = 0
    const before = performance.now()
    for (let one = 0; one < BATCH; one++) single.raw.push(timedNow(raw))
    const between = performance.now()
    for (let one = 0; one < BATCH; one++) single.host.push(await timed(host))
    batches.raw.push(between - before)
    batches.host.push(performance.now() - between)
  }
  return { single, batches }
}

// The call is a cheap one. A signature takes so long that the clock of the processor and what is in its caches would
// weigh more than the way to the host. The token has no files, so `data` is one call to the library.
const roundTrip = ({ single }: { readonly single: Times }): Row =>
  within(
    'host round trip above the same call (SKF_EnumFiles) in-process, median',
    median(single.host) - median(single.raw),
    'ms',
    0.1,
  )

const signatures = ({ batches }: { readonly batches: Times }): Row => {
  const rate = (all: readonly number[]): number => (BATCH / median(all)) * 1000
  const [ours, theirs] = [rate(batches.host), rate(batches.raw)]
  return {
    name: 'signatures through the host, one after another',
    value: Math.round(ours),
    unit: '/s',
    peers: { 'raw koffi in one process': Math.round(theirs) },
    ratio: round(ours / theirs),
    budget: '≥ 0.7 of raw',
    holds: ours / theirs >= 0.7,
  }
}

const inSession = (token: Token): Promise<readonly Row[]> =>
  token.withSession(new Pin(PIN), async (session) => {
    const raw = rawCalls()
    const key = (await session.keys()).find(({ label }) => label === 'first')
    const sign = () => session.sign(key?.keyId ?? '', digest, 'sm2-digest')
    return [
      roundTrip(await compared({ host: session.data, raw: raw.list })),
      signatures(await compared({ host: sign, raw: raw.sign })),
    ]
  })

/** Makes all rows. The keys lie in a folder of the benchmark's own. */
export async function bench(): Promise<readonly Row[]> {
  const own = ownFolder()
  const home = join(own.path, 'keys')
  mkdirSync(home)
  process.env.VIRTUAL_UKEY_HOME = home
  const rows: Row[] = [await hostStart('start of a built token host, median of 11', builtHost, setup)]
  createUkey(home, 'K0', { serial: 'K0' })
  plugUkey(home, 'K0')
  const house = openTokenHouse({ folder: own.path, drivers: [driverOf('skf', 'virtual', skfLibrary())] })
  await house.until(({ tokens }) => tokens.length === 1)
  await fill(house.present('K0').token)
  rows.push(...(await inSession(house.present('K0').token)))
  for (let n = 1; n < KEYS; n++) {
    createUkey(home, `K${n}`, { serial: `K${n}` })
    plugUkey(home, `K${n}`)
  }
  await house.until(({ tokens }) => tokens.length === KEYS)
  for (let n = 1; n < KEYS; n++) await fill(house.present(`K${n}`).token)
  await house.until(({ tokens }) => tokens.every(({ certificates }) => certificates.length === 4))
  const listings: number[] = []
  for (let n = 0; n < 5; n++) listings.push(await timed(() => house.keyring.refresh()))
  rows.push(
    within('16 keys with 2 pairs and their certificates each, listed anew', median(listings), 'ms', 100),
  )
  rows.push(await plugToSnapshot(house, home))
  house.close()
  own.remove()
  return rows
}
