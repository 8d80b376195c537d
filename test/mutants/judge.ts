import { join } from 'node:path'
import { attempt } from './attempt.ts'
import { type Copy, makeCopy } from './copy.ts'
import { draw } from './draw.ts'
import { type Equivalent, equivalentOf, readEquivalents } from './equivalents.ts'
import { evidenceFor } from './evidence.ts'
import { createGraph, type Graph } from './graph.ts'
import { type Journal, openJournal } from './journal.ts'
import { applied, lineOf, type Mutant } from './mutant.ts'
import { mutantsOf } from './mutants-of.ts'
import type { Judged, Outcome } from './outcome.ts'
import { codesRaisedIn } from './raised-codes.ts'
import { openReaches, type Reaches } from './reach.ts'
import { type Source, sourcesOf } from './sources.ts'
import { createHashes, type Hashes } from './stamps.ts'
import { inOrder, isForBrowsers } from './test-files.ts'
import { openTypes, type Types } from './types.ts'

export type JudgeOptions = {
  readonly project: string
  readonly room: string | null
  readonly count: number
  readonly seed: number
  /** How long a mutant's tests may take together without it, in milliseconds. */
  readonly patience: number
  readonly resume: boolean
  readonly equivalents?: readonly Equivalent[]
}

/** What a run tells while it goes on. */
export type Listener = {
  readonly say: (sentence: string) => void
  readonly judged: (one: Judged) => void
}

const drawFrom = (top: string, { room, count, seed }: JudgeOptions): readonly Mutant[] => {
  const codes = sourcesOf(top, null)
    .filter(({ text }) => /new (AssistantError|Refusal)\(/.test(text))
    .flatMap(({ file, text }) => codesRaisedIn(file, text))
  const known = new Map<string, readonly Mutant[]>()
  const mutantsIn = ({ file, text }: Source): readonly Mutant[] => {
    const found = known.get(file) ?? mutantsOf(file, text, codes)
    known.set(file, found)
    return found
  }
  return draw(sourcesOf(top, room), mutantsIn, { seed, count })
}

/** What all mutants of a run are tried with. */
type Bench = {
  readonly graph: Graph
  readonly reach: Reaches
  readonly types: Types
  readonly journal: Journal
  readonly hashOf: Hashes
  readonly patience: number
  readonly equivalents: readonly Equivalent[]
}

/** What the tests make of a mutant; what was found before is not tried again. */
const byTests = async (copy: Copy, mutant: Mutant, bench: Bench): Promise<Outcome> => {
  const candidates = inOrder(bench.graph(mutant.file), mutant.file).map(({ file }) => file)
  const evidence = evidenceFor(mutant, candidates, bench)
  const before = bench.journal.known(mutant, evidence)
  const outcome = before ?? (await attempt(copy, mutant, candidates, bench))
  if (before === null) bench.journal.add(mutant, evidence(outcome), outcome)
  return outcome.kind === 'not-reached' && isForBrowsers(mutant.file) ? { kind: 'browser-only' } : outcome
}

const judge = async (copy: Copy, mutant: Mutant, bench: Bench): Promise<Judged> => {
  const source = copy.read(mutant.file)
  const line = lineOf(source, mutant)
  const known = equivalentOf(bench.equivalents, mutant, source)
  if (known !== undefined) return { mutant, line, outcome: { kind: 'equivalent', reason: known.reason } }
  const complaint = bench.types.complaint(mutant.file, applied(source, mutant))
  if (complaint !== null) return { mutant, line, outcome: { kind: 'types', complaint } }
  return { mutant, line, outcome: await byTests(copy, mutant, bench) }
}

const short = (outcome: Outcome): string =>
  outcome.kind === 'killed' ? `killed by ${outcome.file}` : outcome.kind

/** Each copy takes the next mutant when it has done with the one before. */
const judgeIn = async (
  copies: readonly Copy[],
  mutants: readonly Mutant[],
  bench: Bench,
  listener: Listener,
): Promise<void> => {
  let done = 0
  const queue = [...mutants]
  const lane = async (copy: Copy): Promise<void> => {
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      const one = await judge(copy, mutant, bench)
      done += 1
      listener.judged(one)
      const place = `${mutant.file}:${one.line} ${mutant.operator}`
      listener.say(`${done}/${mutants.length} ${place}: ${short(one.outcome)}`)
    }
  }
  await Promise.all(copies.map(lane))
}

const prepare = (
  copy: Copy,
  { project, patience, equivalents }: JudgeOptions,
  journal: Journal,
  say: Listener['say'],
): Bench => {
  const hashOf = createHashes(copy.top)
  return {
    ...{ journal, hashOf, patience },
    graph: createGraph(copy.files, copy.read),
    reach: openReaches(project, hashOf, say),
    types: openTypes(copy.top),
    equivalents: equivalents ?? readEquivalents(),
  }
}

/** Two copies, so that two mutants run side by side. */
const lanes = 2

/**
 * Draws mutants and finds out what becomes of each. Everything is read from the copies, so the project may be worked on
 * meanwhile.
 */
export const judgeAll = async (options: JudgeOptions, listener: Listener): Promise<void> => {
  const { project, room, seed, resume } = options
  // Without the count: a longer draw begins with a shorter one, so a run may also be made longer.
  const name = `${room ?? 'all'}-seed-${seed}`
  const journal = openJournal(join(project, 'build/mutants'), name, resume)
  const copies = Array.from({ length: lanes }, () => makeCopy(project))
  const clear = () => {
    for (const copy of copies) copy.remove()
    journal.close()
  }
  process.once('exit', clear)
  try {
    const [first] = copies
    if (first === undefined) return
    const bench = prepare(first, options, journal, listener.say)
    try {
      await judgeIn(copies, drawFrom(first.top, options), bench, listener)
    } finally {
      bench.types.close()
    }
  } finally {
    process.off('exit', clear)
    clear()
  }
}
