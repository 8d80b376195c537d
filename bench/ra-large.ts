import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addClients, clients, fill, revoke } from './ra-parts/filling.ts'
import { prepare } from './ra-parts/holder.ts'
import { issueMany, loggedIn } from './ra-parts/issuing.ts'
import { answersASecond } from './ra-parts/questions.ts'
import { type Server, withServer } from './ra-parts/server.ts'
import type { Row } from './row.ts'

const STORED = 1_000_000
const REVOKED = 100_000

/** An authority with a million certificates, a tenth of them on the revocation list; and how fast it answers OCSP. */
export async function bench(): Promise<readonly Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ra-bench-'))
  try {
    await addClients(dataDir)
    const empty = await withServer('process.ts', dataDir, issuanceTime)
    fill(dataDir, STORED)
    revoke(dataDir, REVOKED)
    return await withServer('process.ts', dataDir, async (server) => {
      const list = await listBesideIssuances(server)
      const full = await issuanceTime(server)
      const ocsp = await answersASecond(server.url, await certificateOf(server))
      return [
        judged(`issuance with ${STORED} stored`, full, 'ms', full / empty, '≤ 1.2×', { empty }),
        judged(`list of ${list.entries} entries`, list.took, 'ms', list.took / 2000, '≤ 2000 ms'),
        row('longest issuance meanwhile', list.longest, 'ms', { usual: round(list.usual) }),
        judged('OCSP, signed', ocsp.signed, '/s', 2000 / ocsp.signed, '≥ 2000/s'),
        judged('OCSP, signed before', ocsp.again, '/s', 5000 / ocsp.again, '≥ 5000/s'),
      ]
    })
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Processor time of the server for an issuance, in milliseconds. */
async function issuanceTime(server: Server): Promise<number> {
  await issueMany(server, clients, 40) // warms the machine code up
  return (await issueMany(server, clients, 50)).cpu
}

/** One client has certificates issued, one after another, while the first list is asked for. */
async function listBesideIssuances(server: Server) {
  const holder = await loggedIn(server.url, 0)
  const subject = await holder.subject()
  const work = Array.from({ length: 400 }, () => prepare(subject))
  const times: number[] = []
  const issueOne = async () => {
    const prepared = work.pop()
    if (prepared === undefined) throw new Error('the list took too long')
    const began = performance.now()
    await holder.issue(prepared)
    times.push(performance.now() - began)
  }
  for (let i = 0; i < 40; i++) await issueOne()
  const usual = times.splice(0).sort((a, b) => a - b)[20] ?? 0
  const start = performance.now()
  let took = 0
  const asked = fetch(`${server.url}/crl/issuing.crl`).then(async (answer) => {
    const { byteLength } = await answer.arrayBuffer()
    took = performance.now() - start
    return byteLength
  })
  while (took === 0) await issueOne()
  holder.close()
  const bytes = await asked
  if (bytes < REVOKED * 16) throw new Error(`a list of ${bytes} bytes cannot name them all`)
  return { took, usual, longest: Math.max(...times), entries: REVOKED }
}

async function certificateOf(server: Server): Promise<readonly [string, string]> {
  const holder = await loggedIn(server.url, 1)
  const { signatureCertificate, chain } = await holder.issue(prepare(await holder.subject()))
  holder.close()
  return [signatureCertificate, chain[0] ?? '']
}

function row(name: string, value: number, unit: string, peers: Row['peers'] = {}): Row {
  return { name, value: round(value), unit, peers, ratio: null, budget: null, holds: null }
}

/** `share`: how much of the budget is used. */
function judged(
  name: string,
  value: number,
  unit: string,
  share: number,
  budget: string,
  peers: Row['peers'] = {},
): Row {
  const limit = budget.endsWith('×') ? 1.2 : 1
  const rounded = Object.fromEntries(Object.entries(peers).map(([peer, time]) => [peer, round(time)]))
  return { ...row(name, value, unit, rounded), ratio: round(share), budget, holds: share <= limit }
}

function round(value: number): number {
  return Number(value.toPrecision(4))
}
