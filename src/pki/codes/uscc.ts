const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const

/** Whether the text is a unified social credit code with the right check symbol (GB 32100-2015). */
export function isCreditCode(text: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text)) return false
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * ALPHABET.indexOf(text.charAt(i)), 0)
  return text.charAt(17) === ALPHABET.charAt((31 - (sum % 31)) % 31)
}

/** The organisation code inside a credit code (symbols 9 to 17), hyphenated as it is printed. */
export function organisationCodeWithin(creditCode: string): string {
  return `${creditCode.slice(8, 16)}-${creditCode.slice(16, 17)}`
}
