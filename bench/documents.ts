import { verifyDocument } from '../src/documents/index.ts'
import { setDelays } from '../src/native/virtual-ukey/faults.ts'
import { ofd, plainFiles } from '../test/forgeries/ofd-maker.ts'
import { trust } from '../test/forgeries/trust.ts'
import { openDocumentsHouse } from '../test/house/documents.ts'
import { type LargeFigures, largeFile } from './documents-parts/large-file.ts'
import { type ManyFigures, manyFiles } from './documents-parts/many-files.ts'
import type { Row } from './row.ts'

// Jobs run through the real process of file work, so this needs /proc of Linux. DOCUMENTS_MIB=64 npm run bench --
// documents: with a smaller file.

const mebibytes = Number(process.env.DOCUMENTS_MIB ?? 1024)
const bundle = new URL('../out/main', import.meta.url).pathname
const smallFiles = 1_000
const signDelayMs = 100
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

const largeRows = ({ bareMs, signMs, verifyMs, residentMiB }: LargeFigures): readonly Row[] => {
  const rate = (ms: number) => Math.round((mebibytes * 1000) / ms)
  const against = (name: string, ms: number): Row => {
    const ratio = rounded(bareMs / ms)
    return row({
      ...{ name, value: rate(ms), unit: 'MiB/s', peers: { 'bare SM3': rate(bareMs) }, ratio },
      ...{ budget: '≥ 0.85 of bare SM3', holds: ratio >= 0.85 },
    })
  }
  return [
    against(`sign ${mebibytes} MiB in a job, detached`, signMs),
    against(`verify a detached signature over ${mebibytes} MiB in a job`, verifyMs),
    row({
      name: 'resident memory of the process of file work, at most',
      value: Math.round(residentMiB),
      unit: 'MiB',
      budget: '≤ 150 MiB',
      holds: residentMiB <= 150,
    }),
  ]
}

/** `least`: the part of the token's own pace that is promised, if one is. */
const manyRow = (key: string, { jobs, token }: ManyFigures, least: number | null): Row =>
  row({
    name: `sign ${smallFiles} small files in a job with one PIN, ${key}`,
    value: rounded(jobs),
    unit: 'signatures/s',
    peers: { 'the token alone': rounded(token) },
    ratio: rounded(jobs / token),
    budget: least === null ? null : `≥ ${least} of the token alone`,
    holds: least === null ? null : jobs / token >= least,
  })

const softRows = async (): Promise<readonly Row[]> => {
  const house = await openDocumentsHouse('soft', { bundle })
  try {
    const large = largeRows(await largeFile(house, mebibytes))
    return [...large, manyRow('soft certificate', await manyFiles(house, 'soft', smallFiles), null)]
  } finally {
    await house.end()
  }
}

/**
 * A key that takes as long for a signature as real ones do. A job keeps its pace; with a soft certificate, which signs
 * in a fraction of a millisecond, the disk sets the pace, because each result is on it before the next.
 */
const ukeyRow = async (): Promise<Row> => {
  const house = await openDocumentsHouse('pkcs11', { bundle })
  try {
    setDelays(house.keys, 'SIGNER', { sign: signDelayMs })
    const figures = await manyFiles(house, 'pkcs11', smallFiles)
    return manyRow(`Ukey with ${signDelayMs} ms a signature`, figures, 0.95)
  } finally {
    await house.end()
  }
}

/** Verifies and signs documents, small and large, few and many. */
export const bench = async (): Promise<readonly Row[]> => [
  pagesRow(100),
  ...(await softRows()),
  await ukeyRow(),
]
