import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyDocument } from '../src/documents/index.ts'
import * as pki from '../src/pki/index.ts'
import { signedMessage } from '../test/forgeries/cms-maker.ts'
import { ofd, plainFiles } from '../test/forgeries/ofd-maker.ts'
import { root } from '../test/forgeries/parties.ts'
import { trust } from '../test/forgeries/trust.ts'
import { bareSm3 } from './documents-parts/bare-sm3.ts'
import type { Row } from './row.ts'

// DOCUMENTS_MIB=1024 npm run bench -- documents: with a detached signature over a file of this size.

const mebibytes = Number(process.env.DOCUMENTS_MIB ?? 256)
const worker = new URL('documents-parts/detached.ts', import.meta.url).pathname
const rounded = (value: number): number => Math.round(value * 100) / 100

const row = (part: Pick<Row, 'name' | 'value' | 'unit' | 'budget' | 'holds'> & Partial<Row>): Row => ({
  peers: {},
  ratio: null,
  ...part,
})

/** Processor time, so that the rest of the machine does not matter. */
const pagesRow = (pages: number): Row => {
  const bytes = ofd({ files: plainFiles(pages), deflate: true })
  const times = Array.from({ length: 7 }, () => {
    const before = process.threadCpuUsage()
    if (verifyDocument(bytes, trust).outcome !== 'valid') throw new Error('the document must be valid')
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1000
  })
  const value = rounded(Math.max(...times))
  const name = `verify an OFD of ${pages} pages, the slowest of seven`
  return row({ name, value, unit: 'ms', budget: '≤ 1000 ms', holds: value <= 1000 })
}

const bigFile = (path: string): void => {
  const piece = pki.randomBytes(1024 * 1024)
  const handle = openSync(path, 'w')
  for (let i = 0; i < mebibytes; i++) writeSync(handle, piece)
  closeSync(handle)
}

const signatureOver = (path: string): Uint8Array =>
  signedMessage({
    content: Buffer.alloc(0),
    detached: true,
    signers: [{ attributeDigest: Buffer.from(bareSm3(path)) }],
  })

const detachedRows = (): readonly Row[] => {
  const folder = mkdtempSync(join(tmpdir(), 'documents-bench-'))
  const [file, signature, rootFile] = ['file', 'signature', 'root'].map((name) => join(folder, name))
  try {
    bigFile(file ?? '')
    writeFileSync(signature ?? '', signatureOver(file ?? ''))
    writeFileSync(rootFile ?? '', root.certificate)
    const args = [
      '--disable-warning=ExperimentalWarning',
      worker,
      file ?? '',
      signature ?? '',
      rootFile ?? '',
    ]
    const { bareMs, oursMs, residentMiB } = JSON.parse(execFileSync(process.execPath, args).toString())
    const ratio = rounded(bareMs / oursMs)
    const rate = (ms: number) => Math.round((mebibytes * 1000) / ms)
    return [
      row({
        name: `verify a detached signature over ${mebibytes} MiB`,
        value: rate(oursMs),
        unit: 'MiB/s',
        peers: { 'bare SM3': rate(bareMs) },
        ratio,
        budget: '≥ 0.85 of bare SM3',
        holds: ratio >= 0.85,
      }),
      row({
        name: 'resident memory of the process that verifies it, at most',
        value: Math.round(residentMiB),
        unit: 'MiB',
        budget: '≤ 150 MiB',
        holds: residentMiB <= 150,
      }),
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Verifies documents, small and large. */
export const bench = async (): Promise<readonly Row[]> => [pagesRow(100), ...detachedRows()]
