const hidden = '«hidden»'

type Rule = { readonly what: RegExp; readonly becomes: string }

/** A word and what stands behind it: `pin=1234`, `"pin": "1234"`, `Pin: 1234`, `newPin 1234`, PIN 码为1234. */
const named = (words: string): RegExp =>
  new RegExp(
    `((?:${words})["'\`]?\\s*(?:[:=：]+|\\bis\\b|为|是)\\s*)(?:"(?:[^"\\\\]|\\\\.)*"?|'(?:[^'\\\\]|\\\\.)*'?|[^\\s,;&}\\])"'，。；]+)`,
    'giu',
  )

const secretWords = [
  String.raw`(?:\b|_|(?<=[a-z]))pins?(?:code)?`,
  'PIN\\s*码',
  '口令',
  '密码',
  '授权码',
  '验证码',
  'pass(?:word|wd|phrase|code)?',
  'secret',
  'token(?!id)',
  'session(?:[-_]?id)?',
  'cookie',
  'captcha(?!id)',
  'auth(?:orization)?[-_]?code',
  'sms[-_]?code',
  'api[-_]?key',
  'private[-_]?key',
  'priv(?:key)?',
  'seed',
  'salt',
].join('|')

const rules: readonly Rule[] = [
  // Keys and anything else in PEM armour that is not public.
  {
    what: /-----BEGIN ([A-Z0-9 ]*PRIVATE KEY[A-Z ]*)-----[\s\S]*?(?:-----END \1-----|$)/g,
    becomes: hidden,
  },
  // Whole header lines: everything up to the end of the line.
  { what: /((?:set-)?cookie["']?\s*:\s*).+/gi, becomes: `$1${hidden}` },
  { what: /((?:proxy-)?authorization["']?\s*[:=]\s*).+/gi, becomes: `$1${hidden}` },
  { what: /\b(Bearer|Basic|Digest)\s+[\w\-._~+/=]{4,}/gi, becomes: `$1 ${hidden}` },
  // User and password inside an address.
  { what: /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, becomes: `$1${hidden}@` },
  { what: named(secretWords), becomes: `$1${hidden}` },
  // JSON Web Tokens, wherever they stand.
  { what: /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, becomes: hidden },
  // 32 bytes and more in hexadecimal, also with separators: a private key is 64 digits.
  { what: /(?<![0-9a-f])(?:0x)?(?:[0-9a-f]{2}[:\s-]?){24,}(?![0-9a-f])/gi, becomes: hidden },
  // 32 bytes and more as base64 or base64url. Paths have separators and words; these have neither.
  {
    what: /(?<![\w+/=.-])(?=[\w+/-]*\d)(?=[\w+/-]*[A-Z])(?=[\w+/-]*[a-z])[A-Za-z0-9+/_-]{40,}={0,2}/g,
    becomes: hidden,
  },
]

/** What may be written into a log: PINs, keys, tokens and cookies are gone, the rest of the line stays. */
export const scrub = (text: string): string =>
  rules.reduce((scrubbed, { what, becomes }) => scrubbed.replace(what, becomes), text)
