export const hidden = '«hidden»'

export type ScrubRule = {
  readonly what: RegExp
  readonly becomes: string | ((found: string) => string)
}

/**
 * Every quantifier here has an upper bound, and no two neighbours can match the same letters. So the work grows only in
 * proportion to the length of the text, whoever wrote it.
 */
const sixteenThousand = '{1,16000}'

/**
 * Words before a PIN or a password. A person may have chosen any characters for it, such as spaces, commas and
 * semicolons.
 */
const pinWords = [
  String.raw`(?:\b|_|(?<=[a-z]))(?:(?:pins?|puk)(?:[-_ ]?(?:code|number|value))?|pwd)`,
  String.raw`PIN\s{0,4}码`,
  '口令',
  '密码',
  'pass(?:word|wd|phrase|code)?',
].join('|')

/** Words before a secret that a machine made, or before codes without spaces. */
const secretWords = [
  '授权码',
  '验证码',
  '校验码',
  '动态码',
  'secret',
  'token(?!id)',
  'session(?:[-_]?id)?',
  'cookie',
  'captcha(?!id)',
  '(?:auth(?:orization)?|sms|login|verification|security)[-_ ]?code',
  'api[-_]?key',
  'private[-_]?key',
  'priv(?:key)?',
  'seed',
  'salt',
].join('|')

const quoted = String.raw`"(?:[^"\\]|\\.){0,16000}"?|'(?:[^'\\]|\\.){0,16000}'?`
const behind = String.raw`\\{0,4}["'${'`'}]?\s{0,8}`
const says = String.raw`${behind}(?:[:=：＝]{1,3}>?|->|%3[ad])\s{0,8}`
const means = String.raw`${behind}(?:\bis\b|为|是)\s{0,8}`
const oneWord = String.raw`[^\s,;&}\])"'，。；]` + sixteenThousand

const rule = (source: string, becomes: ScrubRule['becomes'] = `$1${hidden}`, flags = 'giu'): ScrubRule => ({
  what: new RegExp(source, flags),
  becomes,
})

const pins: readonly ScrubRule[] = [
  // `pin=12, 34;5`: the rest of the line may belong to the PIN. In quotation marks its end is known.
  rule(String.raw`((?:${pinWords})${says})(?:${quoted}|[^\s"'][^\r\n]{0,16000})`),
  rule(
    String.raw`((?:${pinWords})${means})(?:${quoted}|${oneWord}(?:[ ,;]{1,3}[^\s,;]{0,64}\d[^\s,;]{0,64}){0,16})`,
  ),
  // `newPin 1234`, `PIN 码 123456`: without a sign between them, a word with a digit counts as the PIN.
  rule(
    String.raw`((?:${pinWords})["']?[ \t]{1,8})(?![«(])[!-~]{0,64}\d[!-~]{0,64}(?:[ ,;]{1,3}[!-~]{0,64}\d[!-~]{0,64}){0,16}`,
  ),
  rule(
    String.raw`((?:PIN\s{0,4}码|口令|密码|验证码|校验码|动态码|授权码)[\s(（[「“"']{0,8})[!-~]{0,64}\d[!-~]{0,64}`,
  ),
]

/** GB 11643-1999, 6.1: the last character follows from the 17 digits before it. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const hasCheckDigit = (number: string): boolean => {
  const sum = weights.reduce((so, weight, at) => so + weight * Number(number[at]), 0)
  return '10X98765432'[sum % 11] === number[17]?.toUpperCase()
}
const hasBirthday = (number: string): boolean =>
  /^\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/.test(number)

/** A mistyped number is still a person's number. It is enough that a birthday is in its place. */
const identity = (found: string): string => {
  const number = found.replace(/[ -]/g, '')
  return hasCheckDigit(number) || hasBirthday(number) ? hidden : found
}

const persons: readonly ScrubRule[] = [
  rule(String.raw`(?<!\d)\d{6}[ -]?\d{4}[ -]?\d{4}[ -]?\d{3}[\dx](?![\da-z])`, identity),
  // Mobile numbers with and without the country code, then landline numbers with their area code.
  rule(String.raw`(?<![\da-z])(?:(?:\+|00)?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?![\da-z])`, hidden),
  rule(String.raw`(?<![\da-z-])(?:(?:\+|00)86[ -]?)?\(?0\d{2,3}[)-][ -]?\d{7,8}(?![\da-z])`, hidden),
]

export const scrubRules: readonly ScrubRule[] = [
  // Keys and anything else in PEM armour that is not public. Without an end, all the following text.
  rule(
    String.raw`-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,20}-----(?:(?!-----END )[\s\S]){0,16000}(?:-----END [A-Z0-9 ]{0,80}-----)?`,
    hidden,
    'g',
  ),
  // Whole header lines: everything up to the end of the line.
  rule(String.raw`((?:set-)?cookie["']?\s{0,8}:\s{0,8})[^\r\n]${sixteenThousand}`),
  rule(String.raw`((?:proxy-)?authorization["']?\s{0,8}[:=]\s{0,8})[^\r\n]${sixteenThousand}`),
  rule(String.raw`\b(Bearer|Basic|Digest)\s{1,8}[\w\-._~+/=]{4,16000}`, `$1 ${hidden}`),
  // User and password inside an address.
  rule(String.raw`(:\/\/)[^\s/]{1,1024}@`),
  ...pins,
  rule(`((?:${secretWords})(?:${says}|${means}))(?:${quoted}|${oneWord})`),
  // JSON Web Tokens, wherever they stand.
  rule(String.raw`(?<![\w-])eyJ[\w-]{8,16000}\.[\w-]{0,16000}(?:\.[\w-]{0,16000})?`, hidden),
  // 24 bytes and more in hexadecimal, also with separators: a private key is 64 digits.
  rule(String.raw`(?<![0-9a-f])(?:(?:0x)?[0-9a-f]{2}[:,\s-]{0,2}){23,8000}[0-9a-f]{1,2}(?![0-9a-f])`, hidden),
  // The same as decimal numbers of a list.
  rule(String.raw`(?<!\d)(?:\d{1,3}\s{0,2},\s{0,4}){23,8000}\d{1,3}(?!\d)`, hidden),
  // 32 bytes and more as base64 or base64url. Paths contain separators and words; these contain neither.
  rule(
    String.raw`(?<![\w+/.-])(?=[\w+/-]{0,200}\d)(?=[\w+/-]{0,200}[A-Z])(?=[\w+/-]{0,200}[a-z])[A-Za-z0-9+/_-]{40,16000}={0,2}`,
    hidden,
    'g',
  ),
  ...persons,
]
