const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const

/** Whether the text is an organisation code, hyphenated or not, with the right check symbol (GB 11714-1997). */
export function isOrganisationCode(text: string): boolean {
  const match = /^([0-9A-Z]{8})-?([0-9X])$/.exec(text)
  if (match === null) return false
  const [, body = '', check = ''] = match
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number.parseInt(body.charAt(i), 36), 0)
  const expected = 11 - (sum % 11)
  return check === (expected === 10 ? 'X' : expected === 11 ? '0' : String(expected))
}
