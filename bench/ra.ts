import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  csrToSign,
  encodeName,
  generateSm2KeyPair,
  sealEnvelopedKey,
  sm2Sign,
  sm2Verify,
} from '../src/pki/index.ts'
import { openCaKeys } from '../src/ra/ca/ca-keys.ts'
import { addClients, applicantName, clients, fill, measure } from './ra-parts/filling.ts'
import { httpTime, transactionTime } from './ra-parts/floor.ts'
import { type Figures, issueMany } from './ra-parts/issuing.ts'
import { processorTime } from './ra-parts/processor-time.ts'
import { type Server, withServer } from './ra-parts/server.ts'
import { type SignatureTimes, signatureTimes } from './ra-parts/signatures.ts'
import type { Row } from './row.ts'

const ALONE = 200
const TOGETHER = 50
/** By each of the sixteen, before anything is measured. */
const COLD = 40
const WARM = 210
const STORED = 100_000

/** Whole issuances against a real server in its own process: by one client, by sixteen, and with 100,000 stored. */
export async function bench(): Promise<readonly Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ra-bench-'))
  try {
    await addClients(dataDir)
    const empty = await withServer('process.ts', dataDir, both)
    const size = measure(dataDir)
    fill(dataDir, STORED)
    const full = await withServer('process.ts', dataDir, both)
    const times = {
      signature: signatureTimes(),
      cryptography: cryptographyTime(dataDir),
      http: await httpTime(),
      transactions: transactionTime(dataDir),
    }
    return rows(empty, full, times, size)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

type Both = { readonly cold: Figures; readonly one: Figures; readonly sixteen: Figures }

/**
 * The engine still compiles during the first few thousand issuances. A server runs for weeks, so the figures are taken
 * after that, and what the first ones cost has a row of its own.
 */
async function both(server: Server): Promise<Both> {
  const cold = await issueMany(server, clients, COLD)
  await issueMany(server, clients, WARM)
  const one = await issueMany(server, 1, ALONE)
  const sixteen = await issueMany(server, clients, TOGETHER)
  return { cold, one, sixteen }
}

/** Processor time of the cryptography that every issuance needs; median of seven rounds. */
function cryptographyTime(dataDir: string): number {
  const ca = openCaKeys(join(dataDir, 'ca', 'authority.json'), 'bench', 'bench', Date.now())
  const subjectDer = encodeName([['CN', applicantName(0)]])
  // Each issuance is for a key of its own. There are enough keys that none is remembered from the round before.
  const requests = Array.from({ length: 300 }, () => {
    const pair = generateSm2KeyPair()
    const { tbs } = csrToSign({ subject: subjectDer, publicKey: pair.publicKey })
    return { publicKey: pair.publicKey, tbs, signature: sm2Sign(pair.privateKey, tbs) }
  })
  let turn = 0
  // Runs often enough that the compiler has optimised it, as in a server that runs.
  return processorTime(300, () => {
    const request = requests[turn++ % requests.length]
    if (request === undefined) throw new Error('there are no requests')
    const { publicKey, tbs, signature } = request
    sm2Verify(publicKey, tbs, signature) // the request
    sm2Verify(publicKey, tbs, signature) // the confirmation
    const encryption = generateSm2KeyPair()
    sealEnvelopedKey(publicKey, encryption)
    ca.issuing.signer.sign(tbs)
    ca.issuing.signer.sign(tbs)
  })
}

/** Processor times in milliseconds. */
type Times = {
  readonly signature: SignatureTimes
  readonly cryptography: number
  readonly http: number
  readonly transactions: number
}

function rows(
  empty: Both,
  full: Both,
  { signature, cryptography, http, transactions }: Times,
  size: ReturnType<typeof measure>,
): readonly Row[] {
  const slower = full.sixteen.cpu / empty.sixteen.cpu
  return [
    ...figures('1 client', empty.one),
    ...figures(`${clients} clients`, empty.sixteen),
    row('SM2 signature, processor time', signature.ours, 'ms', rounded(signature.others)),
    row('issuance, processor time of the server', empty.sixteen.cpu, 'ms'),
    row(`the same, the first ${COLD * clients} after a start`, empty.cold.cpu, 'ms'),
    ...costs(empty.sixteen.cpu, signature),
    row('of it, the cryptography that cannot be left out', cryptography / signature.ours, OWN),
    row('of it, four calls of an empty HTTP handler', http / signature.ours, OWN),
    row('of it, four rows in four empty transactions', transactions / signature.ours, OWN),
    row('so the least it can cost', (cryptography + http + transactions) / signature.ours, OWN),
    row('database per certificate', size.bytes / size.certificates, 'bytes'),
    ...figures(`1 client, ${STORED} stored`, full.one),
    ...figures(`${clients} clients, ${STORED} stored`, full.sixteen),
    {
      ...row(`issuance with ${STORED} stored`, full.sixteen.cpu, 'ms', { empty: round(empty.sixteen.cpu) }),
      ratio: round(slower),
      budget: '≤ 1.3×',
      holds: slower <= 1.3,
    },
  ]
}

const OWN = 'signatures of ours'

/**
 * The budget counts SM2 signatures of the fastest other implementation. A unit of our own would shrink with every
 * gain in src/pki, so it is only printed beside it.
 */
function costs(issuance: number, { ours, others }: SignatureTimes): readonly Row[] {
  const [[fastest, time] = ['', Number.NaN]] = Object.entries(others).sort(([, a], [, b]) => a - b)
  const cost = issuance / time
  return [
    {
      ...row('cost of an issuance', cost, `SM2 signatures (${fastest}, the fastest that is not ours)`),
      ratio: round(cost),
      budget: '≤ 10',
      holds: cost <= 10,
    },
    row('the same in our own signatures', issuance / ours, OWN),
  ]
}

function rounded(values: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, round(value)]))
}

function figures(name: string, { perSecond, p50, p99 }: Figures): readonly Row[] {
  return [
    row(`issuances, ${name}`, perSecond, '/s'),
    row(`issuance, ${name}, p50`, p50, 'ms'),
    row(`issuance, ${name}, p99`, p99, 'ms'),
  ]
}

function row(name: string, value: number, unit: string, peers: Row['peers'] = {}): Row {
  return { name, value: round(value), unit, peers, ratio: null, budget: null, holds: null }
}

function round(value: number): number {
  return Number(value.toPrecision(4))
}
