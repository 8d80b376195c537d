import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pkcs11js from 'pkcs11js'
import { Pin, type Token } from '../src/native/index.ts'
import { createUkey, plugUkey, ukeyLibrary, unplugUkey } from '../src/native/virtual-ukey/ukey.ts'
import { generateSm2KeyPair } from '../src/pki/index.ts'
import { testAuthority } from '../test/flow/tokens/certificates.ts'
import {
  driverFor,
  hostFork,
  openTokenHouse,
  ownFolder,
  serialsOf,
  type TokenHouse,
} from '../test/house/tokens.ts'
import { median, round, sleep, timed, within } from './host-parts/figures.ts'
import { hostStart } from './host-parts/host-start.ts'
import type { Row } from './row.ts'

// npm run bench -- ukey [--json]: what a token host costs with the virtual Ukey, without delays.

const PIN = '12345678'
const KEYS = 16
const digest = new Uint8Array(32).fill(3)

const against = (name: string, value: number, raw: number, least: number): Row => ({
  name,
  value: Math.round(value),
  unit: '/s',
  peers: { 'raw pkcs11js in one process': Math.round(raw) },
  ratio: round(value / raw),
  budget: `≥ ${least} of raw`,
  holds: value / raw >= least,
})

const setup = JSON.stringify({
  abi: 'pkcs11',
  cell: {
    library: ukeyLibrary(),
    driver: {
      vendor: 'x',
      usb: [],
      families: [],
      unwrapEnveloped: null,
      triesFrom: { kind: 'flags' },
      parameters: null,
      pin: { min: 4, max: 8 },
    },
    pollMilliseconds: 250,
    endedBadly: false,
  },
  aliveMilliseconds: 2000,
  application: process.pid,
})

const plugToSnapshot = async ({ keyring, until }: TokenHouse, home: string): Promise<Row> => {
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
  const before = keyring.current().tokens.length
  if (before !== KEYS) throw new Error(`${before} keys instead of ${KEYS}`)
  return within('plugged in to snapshot, median of 15', median(times), 'ms', 500)
}

const fill = async (token: Token): Promise<void> => {
  const authority = testAuthority()
  await token.withSession(new Pin(PIN), async (session) => {
    await session.generateSm2('signing')
    for (const profile of ['signing', 'encryption'] as const) {
      const der = authority.certify(generateSm2KeyPair().publicKey, profile)
      await session.writeCertificate(profile === 'signing' ? '01' : '02', profile, der)
    }
  })
}

/** The same signatures without a host: this process loads the library. */
const rawSigner = () => {
  const p11 = new pkcs11js.PKCS11()
  p11.load(ukeyLibrary())
  p11.C_Initialize()
  const [slot = Buffer.alloc(0)] = p11.C_GetSlotList(true)
  const session = p11.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION)
  p11.C_Login(session, pkcs11js.CKU_USER, PIN)
  p11.C_FindObjectsInit(session, [{ type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY }])
  const [key = Buffer.alloc(0)] = p11.C_FindObjects(session, 1)
  p11.C_FindObjectsFinal(session)
  const input = Buffer.from(digest)
  return {
    sign: (): Buffer => {
      p11.C_SignInit(session, { mechanism: 0x80008104 }, key)
      return p11.C_Sign(session, input, Buffer.alloc(1024))
    },
    close: () => {
      p11.C_Finalize()
      p11.close()
    },
  }
}

const ROUNDS = 40
const BATCH = 48

const signing = async (token: Token): Promise<readonly Row[]> => {
  const raw = rawSigner()
  const single = { raw: [] as number[], host: [] as number[] }
  const batches = { raw: [] as number[], host: [] as number[], flight: [] as number[] }
  await token.withSession(new Pin(PIN), async (session) => {
    const [key] = await session.keys()
    const sign = () => session.sign(key?.keyId ?? '', digest, 'sm2-digest')
    const rawBatch = () => {
      for (let n = 0; n < BATCH; n++) single.raw.push(timedNow(raw.sign))
    }
    const hostBatch = async () => {
      for (let n = 0; n < BATCH; n++) single.host.push(await timed(sign))
    }
    const flightBatch = () =>
      Promise.all(
        Array.from({ length: 8 }, async () => {
          for (let n = 0; n < BATCH / 8; n++) await sign()
        }),
      )
    // They take turns, so that other load on the machine hits all of them. The median round counts.
    for (let n = 0; n < ROUNDS; n++) {
      batches.raw.push(await timed(rawBatch))
      batches.host.push(await timed(hostBatch))
      batches.flight.push(await timed(flightBatch))
    }
  })
  raw.close()
  const rate = (all: readonly number[]): number => (BATCH / median(all)) * 1000
  return [
    within('host round trip above in-process, median', median(single.host) - median(single.raw), 'ms', 0.3),
    against('signatures through the host, one after another', rate(batches.host), rate(batches.raw), 0.25),
    against('signatures through the host, 8 in flight', rate(batches.flight), rate(batches.raw), 0.6),
  ]
}

const timedNow = (work: () => unknown): number => {
  const started = performance.now()
  work()
  return performance.now() - started
}

/** Processor time that a process has used, in milliseconds (Linux; clock ticks of 10 ms). */
const used = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

const IDLE = 30_000

const idle = async ({ keyring }: TokenHouse): Promise<readonly Row[]> => {
  const pid = keyring.hosts().get('virtual')
  if (pid === undefined || process.platform !== 'linux') return []
  const [host, own] = [used(pid), process.cpuUsage()]
  await sleep(IDLE)
  const mine = process.cpuUsage(own)
  const spent = used(pid) - host + (mine.user + mine.system) / 1000
  return [within('idle with one Ukey, host and application, 30 s', (spent / IDLE) * 100, '% of a core', 0.3)]
}

/** Makes all rows. The keys lie in a folder of the benchmark's own. */
export async function bench(): Promise<readonly Row[]> {
  const own = ownFolder()
  const home = join(own.path, 'keys')
  mkdirSync(home)
  process.env.VIRTUAL_UKEY_HOME = home
  const rows: Row[] = [await hostStart('start of a token host, median of 11', hostFork, setup)]
  createUkey(home, 'K0', { serial: 'K0' })
  plugUkey(home, 'K0')
  const house = openTokenHouse({ folder: own.path, drivers: [driverFor('virtual', ukeyLibrary())] })
  await house.until(({ tokens }) => tokens.length === 1)
  await fill(house.present('K0').token)
  await sleep(500)
  rows.push(...(await idle(house)))
  rows.push(...(await signing(house.present('K0').token)))
  for (let n = 1; n < KEYS; n++) {
    createUkey(home, `K${n}`, { serial: `K${n}` })
    plugUkey(home, `K${n}`)
  }
  await house.until(({ tokens }) => tokens.length === KEYS)
  for (let n = 1; n < KEYS; n++) await fill(house.present(`K${n}`).token)
  await house.until(({ tokens }) => tokens.every(({ certificates }) => certificates.length === 2))
  const listings: number[] = []
  for (let n = 0; n < 5; n++) listings.push(await timed(() => house.keyring.refresh()))
  rows.push(within('16 keys with 2 certificates each listed anew', median(listings), 'ms', 1500))
  rows.push(await plugToSnapshot(house, home))
  house.close()
  own.remove()
  return rows
}
