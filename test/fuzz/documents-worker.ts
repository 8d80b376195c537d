import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { detachedVerification, openDrawing, verifyDocument } from '../../src/documents/index.ts'
import { pageDrawing } from '../../src/shared/documents/drawing-contract.ts'
import { forgedCms } from '../forgeries/forged-cms.ts'
import { forgedOfd } from '../forgeries/forged-ofd.ts'
import { forgedPdf } from '../forgeries/forged-pdf.ts'
import { honest } from '../forgeries/honest.ts'
import { plainPdf, signOfd, signPdf, unsignedOfd } from '../forgeries/signed-here.ts'
import { trust } from '../forgeries/trust.ts'
import { pick, randomFrom } from '../random.ts'
import { changed, changedPage, changedParts } from './documents-changes.ts'
import { hard } from './documents-hard.ts'
import { placesFor, signed } from './documents-signing.ts'

const [seconds = 60, seed = 1, most = 512 * 1024 * 1024] = process.argv.slice(2).map(Number)
const slowMs = 1000

// Making the forgeries takes longer than a short run.
const makers = seconds < 30 ? honest : [...honest, ...forgedCms, ...forgedOfd, ...forgedPdf]
const signable = [unsignedOfd(2), plainPdf(['', '/Rotate 90']), signOfd(unsignedOfd(2)), signPdf(plainPdf())]
const made = [...makers.map(([, make]) => make()), ...signable]
const random = randomFrom(seed)

const next = (turn: number): Buffer => {
  const early = hard[turn]
  if (early !== undefined) return early
  const kind = random()
  const change = (bytes: Buffer): Buffer => changed(bytes, random)
  if (kind < 0.2) return changedPage(random, change)
  if (kind < 0.4) return changedParts(random, change)
  return change(pick(random, kind < 0.6 ? signable : made))
}

const failed = (bytes: Buffer, why: unknown): never => {
  const path = join(tmpdir(), `documents-fuzz-${process.pid}.bin`)
  writeFileSync(path, bytes)
  console.log(`${why instanceof Error ? why.stack : why}\nthe file is ${path}`)
  process.exit(1)
}

/** Processor time of this thread: the rest of the machine does not matter. */
const spent = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

const result = {
  runs: 0,
  outcomes: {} as Record<string, number>,
  signings: {} as Record<string, number>,
  slowestMs: 0,
  drawnPages: 0,
  slowestPageMs: 0,
  mostMemoryMiB: 0,
}
const mostDrawn = 3

/** Opens the file and draws its first pages; each may take a second of its own work, and so may the opening. */
const draw = (bytes: Buffer): void => {
  const timed = <T>(work: () => T): T => {
    const start = spent()
    const done = work()
    const took = spent() - start
    if (took > slowMs) failed(bytes, `drawing took ${Math.round(took)} ms`)
    result.slowestPageMs = Math.max(result.slowestPageMs, Math.round(took))
    return done
  }
  const drawing = timed(() => openDrawing(bytes))
  if (drawing.kind !== 'ofd') return
  for (const number of drawing.frame.pages.slice(0, mostDrawn).keys()) {
    const page = timed(() => drawing.draw(number))
    // What leaves must be what the contract lets through.
    const checked = pageDrawing.safeParse(page)
    if (!checked.success) failed(bytes, checked.error)
    result.drawnPages++
  }
}
const end = performance.now() + seconds * 1000
for (let turn = 0; performance.now() < end; turn++) {
  const bytes = next(turn)
  const start = spent()
  try {
    const { outcome } = verifyDocument(bytes, trust)
    if (turn % 4 === 0) detachedVerification(bytes, trust).finish()
    result.outcomes[outcome] = (result.outcomes[outcome] ?? 0) + 1
  } catch (error) {
    failed(bytes, error)
  }
  const between = spent()
  try {
    const end = signed(bytes, placesFor[turn % placesFor.length] ?? [])
    result.signings[end] = (result.signings[end] ?? 0) + 1
  } catch (error) {
    failed(bytes, error)
  }
  const took = Math.max(between - start, spent() - between)
  try {
    draw(bytes)
  } catch (error) {
    failed(bytes, error)
  }
  const memory = process.memoryUsage.rss()
  if (took > slowMs) failed(bytes, `it took ${Math.round(took)} ms`)
  if (memory > most) failed(bytes, `it took ${Math.round(memory / 2 ** 20)} MiB`)
  result.runs++
  result.slowestMs = Math.max(result.slowestMs, Math.round(took))
  result.mostMemoryMiB = Math.max(result.mostMemoryMiB, Math.round(memory / 2 ** 20))
}
console.log(JSON.stringify(result))
