import { type SiteUse, siteUse } from '../../shared/web-signing/model.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { readFileAt, setAside } from '../files/file-reading.ts'
import { appendLines } from '../files/line-file.ts'

/** What each site was given: who, for what purpose, the digest, when. */
export type SiteHistory = {
  /** Never keeps a page waiting. Lines of one moment are written together. */
  add(use: Omit<SiteUse, 'at'>): void
  /** Newest first. */
  list(origin?: string): readonly SiteUse[]
  close(): void
}

/** As many as are kept. The file is shortened when it holds half as many again. */
const most = 20_000
const mostBytes = 64 * 1024 * 1024
const pauseMs = 200

const useIn = (line: string): SiteUse | null => {
  try {
    return siteUse.parse(JSON.parse(line))
  } catch {
    return null
  }
}

const read = (path: string, now: Date): SiteUse[] => {
  const reading = readFileAt(path, mostBytes)
  if (reading.kind === 'unusable') setAside(path, now)
  if (reading.kind !== 'read') return []
  return reading.bytes
    .toString()
    .split('\n')
    .flatMap((line) => useIn(line) ?? [])
    .slice(-most)
}

const linesOf = (uses: readonly SiteUse[]): string => uses.map((use) => `${JSON.stringify(use)}\n`).join('')

export const createSiteHistory = (parts: {
  readonly path: string
  readonly now: () => Date
  readonly log: (line: string) => void
  readonly most?: number
}): SiteHistory => {
  const { path, now, log } = parts
  const limit = parts.most ?? most
  let uses = read(path, now()).slice(-limit)
  let unwritten = 0
  let timer: NodeJS.Timeout | undefined

  const store = (): void => {
    if (uses.length > limit * 1.5) {
      uses = uses.slice(-limit)
      writeAtomically(path, linesOf(uses))
    } else appendLines(path, linesOf(uses.slice(uses.length - unwritten)))
    unwritten = 0
  }
  const write = (): void => {
    timer = undefined
    if (unwritten === 0) return
    try {
      store()
    } catch (error) {
      // What could not be written is tried again with the next.
      log(`the history of sites was not written: ${error instanceof Error ? error.message : error}`)
      unwritten = Math.min(unwritten, uses.length)
    }
  }
  return {
    add: (use) => {
      uses.push({ ...use, at: now().toISOString() })
      unwritten += 1
      timer ??= setTimeout(write, pauseMs).unref()
    },
    list: (origin) => uses.filter((use) => origin === undefined || use.origin === origin).toReversed(),
    close: () => {
      clearTimeout(timer)
      write()
    },
  }
}
