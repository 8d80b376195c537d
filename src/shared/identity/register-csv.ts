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
  readLines(text, ([creditCode, name, type, representativeName, representativeNumber, agency, ...more]) => {
    const entityType = typeOf(type ?? '')
    if (!creditCode || !name || entityType === undefined || more.length > 0) return null
    if (!representativeName || !representativeNumber) return null
    const isAgency = /^(?:是|yes|true|1)$/i.test(agency ?? '')
    return { creditCode, name, entityType, representativeName, representativeNumber, agency: isAgency }
  })

export const readPractitioners = (text: string): Read<PractitionerLine> =>
  readLines(text, ([number, name, agencyCode, ...more]) =>
    number && name && agencyCode && more.length === 0 ? { number, name, agencyCode } : null,
  )

/** CSV (RFC 4180) with commas or tabs. A first line without digits is the heading. */
const readLines = <T>(text: string, read: (cells: readonly string[]) => T | null): Read<T> => {
  const lines = cellsOf(text.replace(/^\uFEFF/, ''))
  const body = lines.map((cells, index) => ({ cells, line: index + 1 }))
  const filled = body.filter(({ cells }) => cells.some((cell) => cell !== ''))
  const [first] = filled
  const isHeading = first !== undefined && !first.cells.some((cell) => /\d/.test(cell))
  const results = (isHeading ? filled.slice(1) : filled).map(({ cells, line }) => ({
    row: read(cells),
    line,
  }))
  return {
    rows: results.flatMap(({ row }) => (row === null ? [] : [row])),
    bad: results.flatMap(({ row, line }) => (row === null ? [line] : [])),
  }
}

const cellsOf = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\t\r\n"]*))([,\t]|\r?\n|$)/g)) {
    row.push((quoted?.replaceAll('""', '"') ?? plain ?? '').trim())
    if (end === ',' || end === '\t') continue
    rows.push(row)
    row = []
    if (end === '') break
  }
  return rows
}
