import { type EntityType, entityTypes } from './kinds.ts'

/** A line of the register: 统一社会信用代码,名称,类型,法定代表人,证件号码,是否备案代理机构. */
export type RegisterLine = {
  readonly creditCode: string
  readonly name: string
  readonly entityType: EntityType
  readonly representativeName: string
  readonly representativeNumber: string
  readonly agency: boolean
}

/** A line of the list of practitioners: 证件号码,姓名,代理机构的统一社会信用代码. */
export type PractitionerLine = { readonly number: string; readonly name: string; readonly agencyCode: string }

/** The lines that could be read, and the numbers of those that could not. */
export type Read<T> = { readonly rows: readonly T[]; readonly bad: readonly number[] }

/** How long each cell may be, as the authority takes them. */
const registerCells = [32, 200, 40, 100, 32, 10]
const practitionerCells = [32, 100, 32]

const typeWords: ReadonlyMap<string, EntityType> = new Map([
  ['企业', 'enterprise'],
  ['个体工商户', 'individual-business'],
  ['事业单位', 'public-institution'],
  ['机关', 'government'],
  ['社会组织', 'social-organisation'],
  ['其他', 'other'],
])

const typeOf = (word: string): EntityType | undefined =>
  typeWords.get(word) ?? entityTypes.find((type) => type === word)

export const readRegister = (text: string): Read<RegisterLine> =>
  readLines(
    text,
    registerCells,
    ([creditCode, name, type, representativeName, representativeNumber, agency]) => {
      const entityType = typeOf(type ?? '')
      if (!creditCode || !name || entityType === undefined) return null
      if (!representativeName || !representativeNumber) return null
      const isAgency = /^(?:是|yes|true|1)$/i.test(agency ?? '')
      return { creditCode, name, entityType, representativeName, representativeNumber, agency: isAgency }
    },
  )

export const readPractitioners = (text: string): Read<PractitionerLine> =>
  readLines(text, practitionerCells, ([number, name, agencyCode]) =>
    number && name && agencyCode ? { number, name, agencyCode } : null,
  )

/** CSV (RFC 4180) with commas or tabs. A first line without digits is the heading. */
const readLines = <T>(
  text: string,
  most: readonly number[],
  read: (cells: readonly string[]) => T | null,
): Read<T> => {
  const filled = linesOf(text.replace(/^\uFEFF/, '')).filter(
    ({ cells }) => cells?.some((cell) => cell !== '') ?? true,
  )
  const first = filled[0]?.cells ?? null
  const isHeading = first !== null && !first.some((cell) => /\d/.test(cell))
  const results = (isHeading ? filled.slice(1) : filled).map(({ cells, line }) => ({
    row: cells?.every((cell, i) => isFit(cell, most[i])) ? read(cells) : null,
    line,
  }))
  return {
    rows: results.flatMap(({ row }) => (row === null ? [] : [row])),
    bad: results.flatMap(({ row, line }) => (row === null ? [line] : [])),
  }
}

/** The authority takes no line breaks, and nothing that hides or reverses. `most` is missing: there is no such column. */
const isFit = (cell: string, most = 0): boolean =>
  cell.length <= most && !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(cell)

/** A line, by the number of its first one in an editor. cells null: its quotes cannot be understood. */
type Line = { readonly cells: readonly string[] | null; readonly line: number }

const linesOf = (text: string): readonly Line[] => {
  const lines: Line[] = []
  let from = 1
  for (let at = 0; at < text.length; ) {
    const { cells, end } = lineAt(text, at)
    lines.push({ cells, line: from })
    from += text.slice(at, end).match(/\r\n|\r|\n/g)?.length ?? 0
    at = end
  }
  return lines
}

const lineAt = (text: string, start: number): Pick<Line, 'cells'> & { readonly end: number } => {
  const cells: string[] = []
  for (let at = start; ; ) {
    const cell = text[at] === '"' ? quotedAt(text, at) : plainAt(text, at)
    if (cell === null) return { cells: null, end: text.length }
    cells.push(cell.value.trim())
    const next = text[cell.end]
    if (next === ',' || next === '\t') at = cell.end + 1
    else return { cells, end: cell.end + (text.startsWith('\r\n', cell.end) ? 2 : 1) }
  }
}

type Cell = { readonly value: string; readonly end: number }

const plainAt = (text: string, at: number): Cell => {
  const end = endOf(text, at, /[,\t\r\n]/g)
  return { value: text.slice(at, end), end }
}

/** null: the quote never ends, or something stands behind its end. */
const quotedAt = (text: string, at: number): Cell | null => {
  let close = text.indexOf('"', at + 1)
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  const isEnd = close >= 0 && (close + 1 === text.length || /[,\t\r\n]/.test(text[close + 1] ?? ''))
  return isEnd ? { value: text.slice(at + 1, close).replaceAll('""', '"'), end: close + 1 } : null
}

const endOf = (text: string, at: number, ends: RegExp): number => {
  ends.lastIndex = at
  return ends.exec(text)?.index ?? text.length
}
