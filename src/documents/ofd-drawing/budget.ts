import type { LeftOut, LeftOutKind } from '../../shared/documents/drawing.ts'

/** What one page may cost. What does not fit is left out and told. */
export const limits = {
  objects: 20_000,
  letters: 50_000,
  pathNumbers: 300_000,
  /** Letters of XML in the objects that are drawn: those of a composite object count each time. */
  work: 6_000_000,
  /** Blocks and composite objects within each other. */
  depth: 12,
  templates: 8,
  pictures: 200,
  /** Width times height of one picture as it declares them, and of all pictures of a page. */
  picturePixels: 40_000_000,
  pagePixels: 120_000_000,
  /** Bytes of pictures and fonts that one page brings along: its message must fit into the channel. */
  pageBytes: 14 * 1024 * 1024,
  /** Bytes of files that are unpacked for one page, whether they can be used or not. */
  readBytes: 48 * 1024 * 1024,
  documentBytes: 16 * 1024 * 1024,
  fontFiles: 64,
  resourceFiles: 32,
  annotationFiles: 16,
  /** Bytes of all Signature.xml, and of one SignedValue. */
  signatureBytes: 16 * 1024 * 1024,
  sealBytes: 8 * 1024 * 1024,
  /** One XML file with contents of a page. */
  contentBytes: 8 * 1024 * 1024,
  contentElements: 100_000,
  resourceBytes: 8 * 1024 * 1024,
  pages: 5_000,
  stamps: 5_000,
  stampsOfPage: 200,
  clips: 16,
} as const

type Spent =
  | 'objects'
  | 'letters'
  | 'pathNumbers'
  | 'work'
  | 'pictures'
  | 'pagePixels'
  | 'pageBytes'
  | 'readBytes'
  | 'fontFiles'

export type Budget = {
  /** Takes so much of it; false if there is not so much left. Then nothing is taken. */
  readonly take: (what: Spent, amount: number) => boolean
  readonly left: (what: Spent) => number
}

export const budget = (): Budget => {
  const spent = new Map<Spent, number>()
  return {
    take: (what, amount) => {
      const sum = (spent.get(what) ?? 0) + amount
      if (sum > limits[what]) return false
      spent.set(what, sum)
      return true
    },
    left: (what) => limits[what] - (spent.get(what) ?? 0),
  }
}

export type Tally = {
  readonly add: (kind: LeftOutKind, count?: number) => void
  readonly all: () => readonly LeftOut[]
}

export const tally = (): Tally => {
  const counts = new Map<LeftOutKind, number>()
  return {
    add: (kind, count = 1) => {
      if (count > 0) counts.set(kind, (counts.get(kind) ?? 0) + count)
    },
    all: () => [...counts].map(([kind, count]) => ({ kind, count })),
  }
}
