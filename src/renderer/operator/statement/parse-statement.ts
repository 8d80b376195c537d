import type { RaStatementLine } from '../../../shared/ra-contract/operator.ts'

export type LineFault = 'columns' | 'reference' | 'account' | 'name' | 'amount' | 'date' | 'twice'

/** A line of the text: what it says, or what is wrong with it. `row` counts from 1, as editors do. */
export type ParsedLine =
  | { readonly row: number; readonly line: RaStatementLine; readonly fault: null }
  | { readonly row: number; readonly text: string; readonly fault: LineFault }

/** The columns, in this order: number, payer's account, payer's name, sum in yuan, day, note. */
const COLUMNS = 5

/** Full-width letters, digits and signs as half-width ones. */
const halfWidth = (text: string): string =>
  text.replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replaceAll('　', ' ')

/** The cells of one line; quoted cells may contain the separator and doubled quotes. */
function cellsOf(text: string): readonly string[] {
  const separator = text.includes('\t') ? '\t' : text.includes(',') ? ',' : '，'
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (quoted && c === '"' && text[i + 1] === '"') {
      cell += '"'
      i++
    } else if (c === '"') quoted = !quoted
    else if (c === separator && !quoted) {
      cells.push(cell)
      cell = ''
    } else cell += c
  }
  return [...cells, cell].map((one) => one.trim())
}

function fenOf(text: string): number | null {
  const plain = halfWidth(text).replace(/^[¥￥]|[,\s]|元$/g, '')
  if (!/^\d{1,7}(\.\d{1,2})?$/.test(plain)) return null
  const [yuan = '0', part = ''] = plain.split('.')
  const fen = Number(yuan) * 100 + Number(part.padEnd(2, '0'))
  return fen >= 1 && fen <= 100_000_000 ? fen : null
}

/** A day as banks write it: 2026-11-27, 2026/11/27, 20261127, 2026年11月27日; a time after it is left out. */
function dayOf(text: string): string | null {
  const found = /^(\d{4})[-/.\u5e74]?(\d{1,2})[-/.\u6708]?(\d{1,2})\u65e5?(\s.*)?$/.exec(halfWidth(text))
  if (found === null) return null
  const [, year = '', month = '', day = ''] = found
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${written}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written) ? written : null
}

const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

const isName = (text: string): boolean => text !== '' && text.length <= 200 && !hidden.test(text)

function parsed(row: number, text: string): ParsedLine {
  const wrong = (fault: LineFault): ParsedLine => ({ row, text, fault })
  const cells = cellsOf(text)
  if (cells.length < COLUMNS || cells.length > COLUMNS + 1) return wrong('columns')
  const [reference = '', typedAccount = '', payerName = '', amount = '', date = '', note = ''] = cells
  const payerAccount = halfWidth(typedAccount).replaceAll(' ', '')
  if (reference === '' || reference.length > 64 || hidden.test(reference)) return wrong('reference')
  if (!/^\d{6,40}$/.test(payerAccount)) return wrong('account')
  if (!isName(payerName)) return wrong('name')
  const amountFen = fenOf(amount)
  if (amountFen === null) return wrong('amount')
  const paidOn = dayOf(date)
  if (paidOn === null) return wrong('date')
  const line = { reference, payerAccount, payerName, amountFen, paidOn, note: note.slice(0, 200) }
  return { row, line, fault: null }
}

/** Reads pasted text or a CSV file. Empty lines and a heading are left out. */
export function parseStatement(text: string): readonly ParsedLine[] {
  const seen = new Set<string>()
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line, i) => ({ row: i + 1, text: line }))
    .filter((one) => one.text.trim() !== '')
    .filter((one, i) => i > 0 || !isHeading(one.text))
    .map(({ row, text: line }) => {
      const one = parsed(row, line)
      if (one.fault !== null) return one
      const { reference } = one.line
      if (seen.has(reference)) return { row, text: line, fault: 'twice' }
      seen.add(reference)
      return one
    })
}

/** A first line without any digit names the columns. */
const isHeading = (text: string): boolean => !/\d/.test(halfWidth(text))
