// Numbers of people and organisations in China, with their check digits. All functions take any text.

const fullWidthStart = 0xff01
const fullWidthEnd = 0xff5e

/** The number as it is compared: half-width, in capitals, without spaces and hyphens. */
export function normalNumber(typed: string): string {
  const half = Array.from(typed, (c) => {
    const code = c.codePointAt(0) ?? 0
    return code >= fullWidthStart && code <= fullWidthEnd ? String.fromCodePoint(code - 0xfee0) : c
  })
  return half
    .join('')
    .replace(/[\s\-‐–—]/g, '')
    .toUpperCase()
}

function weighted(values: readonly number[], weights: readonly number[]): number {
  return values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0)
}

const digitsAndLetters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** 组织机构代码, GB 11714: eight digits or capitals, and a check character modulo 11. */
export function isOrganisationCode(typed: string): boolean {
  const number = normalNumber(typed)
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(number)) return false
  const values = Array.from(number.slice(0, 8), (c) => digitsAndLetters.indexOf(c))
  const check = (11 - (weighted(values, [3, 7, 9, 10, 5, 8, 4, 2]) % 11)) % 11
  return number[8] === (check === 10 ? 'X' : String(check))
}

/** The characters of 统一社会信用代码: no I, O, S, V and Z. */
const creditCharacters = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** 统一社会信用代码, GB 32100: 17 characters, and a check character modulo 31. */
export function isCreditCode(typed: string): boolean {
  const number = normalNumber(typed)
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(number)) return false
  const values = Array.from(number.slice(0, 17), (c) => creditCharacters.indexOf(c))
  const weights = values.map((_, i) => 3 ** i % 31)
  const check = (31 - (weighted(values, weights) % 31)) % 31
  return number[17] === creditCharacters[check]
}

/** The organisation code inside a credit code: its ninth to seventeenth character. */
export function organisationCodeOf(creditCode: string): string {
  return normalNumber(creditCode).slice(8, 17)
}

/** 工商注册号: 15 digits, the last one by ISO 7064 MOD 11,10. */
export function isRegistrationNumber(typed: string): boolean {
  const number = normalNumber(typed)
  if (!/^\d{15}$/.test(number)) return false
  let product = 10
  for (const digit of number.slice(0, 14)) {
    const sum = (product + Number(digit)) % 10 || 10
    product = (sum * 2) % 11
  }
  return (product + Number(number[14])) % 10 === 1
}

/** 居民身份号码, GB 11643: 18 characters with a possible birthday, and a check character modulo 11. */
export function isResidentId(typed: string): boolean {
  const number = normalNumber(typed)
  if (!/^[1-9]\d{16}[0-9X]$/.test(number) || !isDay(number.slice(6, 14))) return false
  const values = Array.from(number.slice(0, 17), Number)
  const sum = weighted(values, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
  return number[17] === '10X98765432'[sum % 11]
}

/** Whether eight digits are a day of the calendar. */
function isDay(digits: string): boolean {
  const text = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
