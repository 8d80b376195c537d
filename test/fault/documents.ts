import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createFileWorker, type Grants } from '../../src/main/documents/file-work/file-worker.ts'
import { removeLeftovers } from '../../src/main/documents/file-work/leftovers.ts'
import type { FileTask } from '../../src/main/documents/file-work/messages.ts'
import { verifyDetached, verifyFile } from '../../src/main/documents/file-work/verify-file.ts'
import { nodeFork } from '../../src/main/shell/node-fork.ts'
import {
  buildCertificate,
  generateSm2KeyPair,
  parseCertificate,
  prepareSm2Signer,
  profileExtensions,
  sm2SignDigest,
} from '../../src/pki/index.ts'
import { below, pick, type Random, randomFrom } from '../random.ts'
import type { FaultOptions, FaultReport } from './run.ts'

// The process that works on files is ended at a random moment, the file changes under it, or its result's name is
// taken meanwhile. Whatever happens: the source stays, no half is left, and what is there under a result's name is
// whole.

const pair = generateSm2KeyPair()
const name = [
  ['C', 'CN'],
  ['CN', '故障测试'],
] as const
const der = buildCertificate(
  {
    ...{ serial: Uint8Array.of(1), issuer: name, subject: name, publicKey: pair.publicKey },
    ...{ notBefore: new Date('2026-01-01'), notAfter: new Date('2036-01-01') },
    extensions: profileExtensions('signing', { publicKey: pair.publicKey, issuerPublicKey: pair.publicKey }),
  },
  prepareSm2Signer(pair.privateKey).sign,
)
const trust = { roots: [der], certificates: [], crls: [], now: new Date() }
const grants: Grants = {
  sign: async (digest) => sm2SignDigest(pair.privateKey, digest),
  openKey: async () => {
    throw new Error('nothing is opened here')
  },
  openPart: async () => {
    throw new Error('nothing is opened here')
  },
}

const kinds = ['attached', 'detached', 'encrypt'] as const
type Kind = (typeof kinds)[number]
const faults = ['kill', 'change', 'take-name', 'none'] as const

const taskOf = (kind: Kind, path: string): FileTask => {
  const signer = { certificate: der, chain: [] }
  if (kind === 'encrypt') return { kind, path, recipients: [der], signer: null }
  return { kind: 'sign', path, content: kind, companion: null, signer, at: new Date() }
}

/** Whether what stands under a result's name is a whole result for this content. */
const isWhole = async (kind: Kind, path: string, result: string): Promise<boolean> => {
  const known = { ...trust, roots: [parseCertificate(der)], crls: [], certificates: [] }
  if (kind === 'detached')
    return (await verifyDetached(path, readFileSync(result), known)).signatures[0]?.integrity === 'intact'
  const verdict = await verifyFile(result, known)
  return kind === 'attached' ? verdict.signatures[0]?.integrity === 'intact' : verdict.kind === 'cms'
}

const one = async (
  random: Random,
  worker: ReturnType<typeof createFileWorker>,
): Promise<readonly string[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'documents-fault-'))
  const [kind, fault] = [pick(random, kinds), pick(random, faults)]
  const said = (what: string): string => `${kind}, ${fault}: ${what}`
  const path = join(folder, '文件.bin')
  const result = `${path}${kind === 'detached' ? '.p7s' : '.p7m'}`
  try {
    const size = below(random, 12) * 1024 * 1024 + 1
    writeFileSync(path, 'x')
    truncateSync(path, size)
    const stop = new AbortController()
    const work = worker
      .run(taskOf(kind, path), grants, () => {}, stop.signal)
      .then(
        () => 'done',
        () => 'failed',
      )
    await pause(below(random, 80))
    if (fault === 'kill') stop.abort(new Error('ended'))
    if (fault === 'change') truncateSync(path, size + 1)
    if (fault === 'take-name' && !existsSync(result))
      writeFileSync(result, 'of another program', { flag: 'wx' })
    const how = await work
    await removeLeftovers(folder)
    const names = readdirSync(folder)
    const halves = names.filter((entry) => entry.endsWith('.part'))
    const made = names.filter((entry) => entry !== '文件.bin').map((entry) => join(folder, entry))
    const foreign = made.filter((entry) => readFileSync(entry, 'latin1').startsWith('of another'))
    const own = made.filter((entry) => !foreign.includes(entry))
    const bad: string[] = []
    if (halves.length > 0) bad.push(said('a half was left'))
    if (how === 'done' && own.length !== 1) bad.push(said('no result, or several'))
    if (fault === 'none' && how !== 'done') bad.push(said('failed without a fault'))
    if (fault !== 'change')
      for (const entry of own)
        if (!(await isWhole(kind, path, entry))) bad.push(said('a result is not whole'))
    if (readFileSync(path).subarray(0, 1).toString() !== 'x') bad.push(said('the source was changed'))
    return bad
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const fault = async ({ seed, runs }: FaultOptions): Promise<FaultReport> => {
  const random = randomFrom(seed)
  const worker = createFileWorker(nodeFork(''))
  const broken: string[] = []
  try {
    for (let run = 0; run < runs; run += 1) broken.push(...(await one(random, worker)))
  } finally {
    worker.stop()
  }
  return { summary: `${runs} files were worked on while something happened to them`, broken }
}
