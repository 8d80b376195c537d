import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import * as pki from '../../src/pki/index.ts'
import type { DocumentState } from '../../src/shared/documents/model.ts'
import { type DocumentsHouse, signMessage } from '../../test/house/documents.ts'
import { bareSm3 } from './bare-sm3.ts'
import { peakMiB, workedMs, workerProcess } from './worker-process.ts'

const writeRandom = (path: string, mebibytes: number): void => {
  const piece = pki.randomBytes(1024 * 1024)
  const handle = openSync(path, 'w')
  for (let i = 0; i < mebibytes; i++) writeSync(handle, piece)
  closeSync(handle)
}

const bareMs = (path: string): number => {
  const before = process.threadCpuUsage()
  bareSm3(path)
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

const mustBe = (right: boolean, state: DocumentState | undefined): void => {
  if (!right) throw new Error(`not what was asked for: ${JSON.stringify(state)}`)
}

export type LargeFigures = {
  readonly bareMs: number
  readonly signMs: number
  readonly verifyMs: number
  readonly residentMiB: number
}

/** What of the worker's time a job takes. */
const spent = async (work: () => Promise<void>): Promise<number> => {
  const before = workedMs(workerProcess())
  await work()
  return workedMs(workerProcess()) - before
}

/**
 * Signs a large file by a job and verifies it by another, in turns with bare SM3 over the same file. All three in
 * processor time; the best round is the one that the rest of the machine disturbed least.
 */
export const largeFile = async (
  house: DocumentsHouse,
  mebibytes: number,
  rounds = 6,
): Promise<LargeFigures> => {
  const path = join(house.folder, 'large.bin')
  writeRandom(path, mebibytes)
  const [small] = await house.list(house.put('small.txt', 'starts the process'))
  await house.work([small ?? ''], { kind: 'verify' })
  const person = house.sayYes()
  const ids = await house.list(path)
  const sign = async () => {
    const [state] = await house.work(ids, signMessage(house.signing(), 'detached'))
    mustBe(state?.is === 'done' && state.result.kind === 'signed', state)
  }
  const verify = async () => {
    const [state] = await house.work(ids, { kind: 'verify' })
    const result = state?.is === 'done' ? state.result : null
    mustBe(result?.kind === 'verified' && result.outcome === 'valid', state)
  }
  const all: Omit<LargeFigures, 'residentMiB'>[] = []
  for (let round = 0; round < rounds; round += 1) {
    all.push({ bareMs: bareMs(path), signMs: await spent(sign), verifyMs: await spent(verify) })
    rmSync(`${path}.p7s`)
  }
  const residentMiB = peakMiB(workerProcess())
  person.stop()
  rmSync(path)
  await house.documents.remove({ fileIds: [small ?? '', ...ids] })
  const best = (name: keyof (typeof all)[number]) => Math.min(...all.slice(1).map((one) => one[name]))
  return { bareMs: best('bareMs'), signMs: best('signMs'), verifyMs: best('verifyMs'), residentMiB }
}
