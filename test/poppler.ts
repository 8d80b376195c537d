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
