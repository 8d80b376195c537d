import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Mutant } from './mutant.ts'
import type { Outcome } from './outcome.ts'

const outcomeShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('types'), complaint: z.string() }),
  z.object({ kind: z.literal('killed'), file: z.string(), test: z.string() }),
  z.object({ kind: z.literal('timed-out'), bound: z.enum(['time', 'memory', 'disk']) }),
  z.object({ kind: z.literal('not-reached'), looked: z.number(), of: z.number() }),
  z.object({ kind: z.literal('survived'), tests: z.number(), looked: z.number(), of: z.number() }),
])

const lineShape = z.object({ key: z.string(), evidence: z.string(), outcome: outcomeShape })
export type JournalLine = z.infer<typeof lineShape>

export const keyOf = ({ file, operator, start, end, after }: Mutant): string =>
  JSON.stringify([file, operator, start, end, after])

/** Another run draws from the same seed: its results would get among ours. */
export class JournalTaken extends Error {
  constructor(owner: number) {
    super(
      `mutants of this seed are being run already, by process ${owner}; wait for it or take another --seed`,
    )
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Takes a lock that is the file's existence, with the owner's id in it. A dead owner's lock is taken over. */
const lock = (path: string): void => {
  try {
    const file = openSync(path, 'wx')
    writeSync(file, `${process.pid}`)
    closeSync(file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    const owner = Number(readFileSync(path, 'utf8'))
    if (owner > 0 && isAlive(owner)) throw new JournalTaken(owner)
    rmSync(path, { force: true })
    lock(path)
  }
}

// The last line may be cut off if the run was killed while it wrote.
const linesOf = (text: string): readonly JournalLine[] =>
  text.split('\n').flatMap((line) => {
    try {
      return [lineShape.parse(JSON.parse(line))]
    } catch {
      return []
    }
  })

export type Journal = {
  /** What was found before, if the same would be found now. */
  known(mutant: Mutant, evidence: (outcome: Outcome) => string): Outcome | null
  add(mutant: Mutant, evidence: string, outcome: Outcome): void
  close(): void
}

/** The results of a run, line by line, so that a run can go on where it was stopped. One run at a time writes it. */
export const openJournal = (folder: string, name: string, resume: boolean): Journal => {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.jsonl`)
  lock(`${path}.lock`)
  if (!resume || !existsSync(path)) writeFileSync(path, '')
  const text = readFileSync(path, 'utf8')
  if (text !== '' && !text.endsWith('\n')) appendFileSync(path, '\n')
  const lines = new Map(linesOf(text).map((line) => [line.key, line]))
  return {
    known: (mutant, evidence) => {
      const line = lines.get(keyOf(mutant))
      return line !== undefined && line.evidence === evidence(line.outcome) ? line.outcome : null
    },
    add: (mutant, evidence, outcome) =>
      appendFileSync(path, `${JSON.stringify({ key: keyOf(mutant), evidence, outcome })}\n`),
    close: () => rmSync(`${path}.lock`, { force: true }),
  }
}
