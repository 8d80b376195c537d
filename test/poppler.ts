import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Judged = {
  /** What a person who selects everything copies, without the breaks of lines and pages. */
  readonly text: string
  /** Name, whether embedded, whether a subset, whether its letters can be copied: a line for each font. */
  readonly fonts: readonly (readonly [string, string, string, string])[]
  /** Dark pixels of each page at 40 dots per inch. */
  readonly inked: readonly number[]
  /** Those of them that are in the margins on both sides. */
  readonly outside: number
  readonly info: string
  /** Everything that the tools complained about. */
  readonly warnings: string
}

/** An inch has 72 points; pages are drawn with 40 dots an inch, and their margins are 50 points. */
const margin = Math.floor((50 * 40) / 72)

const inkOf = (pgm: Buffer): { readonly inside: number; readonly outside: number } => {
  const [head = '', width = ''] = /^P5\s+(\d+)\s+\d+\s+255\s/.exec(pgm.toString('latin1', 0, 40)) ?? []
  let [inside, outside] = [0, 0]
  pgm.subarray(head.length).forEach((grey, index) => {
    const x = index % Number(width)
    if (grey >= 200) return
    if (x < margin || x >= Number(width) - margin) outside += 1
    else inside += 1
  })
  return { inside, outside }
}

/** Asks poppler and qpdf, which share no code with the writer. */
export const judged = (pdf: Uint8Array): Judged => {
  const folder = mkdtempSync(join(tmpdir(), 'poppler-'))
  const file = join(folder, 'a.pdf')
  writeFileSync(file, pdf)
  const said: string[] = []
  const ask = (program: string, ...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
    if (status !== 0 || stderr !== '') said.push(`${program} ${status}: ${stderr}`)
    return stdout
  }
  try {
    const text = ask('pdftotext', '-raw', file, '-')
    const fonts = ask('pdffonts', file).split('\n').slice(2).filter(Boolean)
    const info = ask('pdfinfo', file)
    ask('pdftoppm', '-gray', '-r', '40', file, join(folder, 'page'))
    ask('qpdf', '--check', file)
    const inks = readdirSync(folder)
      .filter((name) => name.startsWith('page'))
      .sort()
      .map((name) => inkOf(readFileSync(join(folder, name))))
    return {
      text: text.replace(/[\n\f]/g, ''),
      fonts: fonts.map((line) => {
        const [name = '', , , , embedded = '', subset = '', unicode = ''] = line.trim().split(/\s+/)
        return [name, embedded, subset, unicode] as const
      }),
      inked: inks.map(({ inside }) => inside),
      outside: inks.reduce((sum, { outside }) => sum + outside, 0),
      info,
      warnings: said.join('\n'),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Where a page is red when it is shown, in millimetres from its top left; null if nowhere. */
export type Red = {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** How much of the red in the middle of it lies in its upper half. */
  readonly above: number
}

const dotsPerMm = 4

const redIn = (ppm: Buffer): Red | null => {
  const [head = '', columns = ''] = /^P6\s+(\d+)\s+\d+\s+255\s/.exec(ppm.toString('latin1', 0, 40)) ?? []
  const width = Number(columns)
  const pixels = ppm.subarray(head.length)
  const dots: (readonly [number, number])[] = []
  for (let dot = 0; dot < pixels.length / 3; dot++) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(3 * dot, 3 * dot + 3)
    if (red > 150 && green < 90 && blue < 90) dots.push([dot % width, Math.floor(dot / width)])
  }
  if (dots.length === 0) return null
  const [xs, ys] = [dots.map(([x]) => x), dots.map(([, y]) => y)]
  const ends = (values: readonly number[]) => [Math.min(...values), Math.max(...values) + 1] as const
  const [[left, right], [top, bottom]] = [ends(xs), ends(ys)]
  const inner = dots.filter(
    ([x, y]) => Math.hypot(x - (left + right) / 2, y - (top + bottom) / 2) < (right - left) * 0.4,
  )
  const above = inner.filter(([, y]) => y < (top + bottom) / 2).length / Math.max(1, inner.length)
  const [l, t, r, b] = [left, top, right, bottom].map((value) => value / dotsPerMm)
  return { left: l ?? 0, top: t ?? 0, right: r ?? 0, bottom: b ?? 0, above }
}

const inFolder = <T>(pdf: Uint8Array, work: (folder: string, file: string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 'poppler-'))
  const file = join(folder, 'a.pdf')
  writeFileSync(file, pdf)
  try {
    return work(folder, file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Draws the pages as they are shown (turned and cropped) and looks for red, page by page. */
export const redOn = (pdf: Uint8Array): readonly (Red | null)[] =>
  inFolder(pdf, (folder, file) => {
    const args = ['-cropbox', '-r', String(dotsPerMm * 25.4), file, join(folder, 'page')]
    const { status, stderr } = spawnSync('pdftoppm', args, { encoding: 'utf8' })
    if (status !== 0 || stderr !== '') throw new Error(`pdftoppm ${status}: ${stderr}`)
    return readdirSync(folder)
      .filter((name) => name.startsWith('page'))
      .sort()
      .map((name) => redIn(readFileSync(join(folder, name))))
  })

/** The first page as a JPEG. */
export const jpegOf = (pdf: Uint8Array): Buffer =>
  inFolder(pdf, (folder, file) => {
    spawnSync('pdftoppm', ['-jpeg', '-singlefile', '-r', '40', file, join(folder, 'page')])
    return readFileSync(join(folder, 'page.jpg'))
  })

/** What qpdf complains about; empty if nothing. */
export const qpdfComplaints = (pdf: Uint8Array): string =>
  inFolder(pdf, (_, file) => {
    const { status, stdout, stderr } = spawnSync('qpdf', ['--check', file], { encoding: 'utf8' })
    return status === 0 && stderr === '' ? '' : `${status}: ${stdout}${stderr}`
  })

/** The file as qpdf writes it with these options. */
export const throughQpdf = (pdf: Uint8Array, ...options: readonly string[]): Buffer =>
  inFolder(pdf, (folder, file) => {
    const out = join(folder, 'b.pdf')
    const { status, stderr } = spawnSync('qpdf', [...options, file, out], { encoding: 'utf8' })
    // 3: it has written the file, and warns.
    if (status !== 0 && status !== 3) throw new Error(`qpdf ${status}: ${stderr}`)
    return readFileSync(out)
  })

/** What pdfsig says about each signature: what of the file it covers, and whether it holds. */
export const pdfsigOf = (pdf: Uint8Array): readonly string[] =>
  inFolder(pdf, (_, file) => {
    const { stdout } = spawnSync('pdfsig', ['-nocert', file], { encoding: 'utf8' })
    return stdout
      .split('Signature #')
      .slice(1)
      .map((text) =>
        [/- (.*otal document signed)/, /Signature Validation: (.*)\./]
          .map((pattern) => pattern.exec(text)?.[1] ?? '')
          .join(', '),
      )
  })
