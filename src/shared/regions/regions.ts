import { divisions } from './divisions.ts'

/** A 省, 市 or 县: its code has two, four or six digits. */
export type Region = { readonly code: string; readonly name: string; readonly parts: readonly Region[] }

const regionOf = (above: string, text: string, parts: (code: string) => readonly Region[]): Region => {
  const code = above + text.slice(0, 2)
  return { code, name: text.slice(2), parts: parts(code) }
}

const countiesOf = (texts: readonly string[]) => (city: string) =>
  texts.map((text) => regionOf(city, text, () => []))

const citiesOf = (texts: readonly string[]) => (province: string) =>
  texts.map((text) => {
    const [city = '', ...counties] = text.split(' ')
    return regionOf(province, city, countiesOf(counties))
  })

const readAll = (): readonly Region[] =>
  divisions.split('\n').map((line) => {
    const [province = '', ...cities] = line.split('|')
    return regionOf('', province, citiesOf(cities))
  })

let read: readonly Region[] | null = null

/** All provinces, each with its cities and their counties. Read when they are first wanted. */
export const provinces = (): readonly Region[] => {
  read ??= readAll()
  return read
}

/** The regions from the province down to the one with this code; empty if there is none. */
export const regionPath = (code: string): readonly Region[] => {
  const path: Region[] = []
  for (let length = 2; length <= code.length; length += 2) {
    const among = path.at(-1)?.parts ?? provinces()
    const found = among.find((one) => one.code === code.slice(0, length))
    if (found === undefined || (length > 2 && path.length === 0)) return []
    path.push(found)
  }
  return path
}

/** Whether the code names a place as exactly as it can be named: a county, or a province without parts. */
export const isWholeRegion = (code: string): boolean => {
  const last = regionPath(code).at(-1)
  return last !== undefined && last.parts.length === 0
}
