/**
 * What a signature for a web page is made over. A statement names the site that asked, so no other site can use the
 * signature; its first line separates it from everything else that a key may sign. It is text of five or seven lines,
 * each ended by one line feed (0x0A), in UTF-8, and is compared byte for byte:
 *
 *     Certificate Assistant statement 1
 *     purpose: sign-in
 *     origin: https://www.example.cn
 *     time: 2026-11-27T03:04:05.678Z
 *     nonce: 9wVnGkPrvJbeTbyxMXv0fA==
 *     content-sm3: 66C7F0F4…        (only for the purpose `sign`: 64 hexadecimal digits in capitals)
 *     content-length: 3             (only for the purpose `sign`: bytes)
 */
export const statementPrefix = 'Certificate Assistant statement '
const firstLine = `${statementPrefix}1`

export type Statement = {
  readonly origin: string
  /** ISO 8601 in UTC with milliseconds, by the clock of the assistant. */
  readonly time: string
  /** Base64 of what the site chose: 16 to 64 bytes. */
  readonly nonce: string
  readonly about:
    | { readonly purpose: 'sign-in' }
    | { readonly purpose: 'sign'; readonly sm3: string; readonly length: number }
}

const linesAbout = (about: Statement['about']): readonly string[] =>
  about.purpose === 'sign' ? [`content-sm3: ${about.sm3}`, `content-length: ${about.length}`] : []

export const statementText = ({ origin, time, nonce, about }: Statement): string =>
  [
    firstLine,
    `purpose: ${about.purpose}`,
    `origin: ${origin}`,
    `time: ${time}`,
    `nonce: ${nonce}`,
    ...linesAbout(about),
    '',
  ].join('\n')

const pattern = new RegExp(
  `^${firstLine}\n` +
    'purpose: (?<purpose>sign-in|sign)\n' +
    'origin: (?<origin>https?://[\\x21-\\x7e]{1,300})\n' +
    'time: (?<time>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z)\n' +
    'nonce: (?<nonce>[A-Za-z0-9+/]{20,88}={0,2})\n' +
    '(?:content-sm3: (?<sm3>[0-9A-F]{64})\ncontent-length: (?<length>0|[1-9]\\d{0,15})\n)?$',
)

const aboutOf = ({ purpose, sm3, length }: Record<string, string | undefined>): Statement['about'] | null => {
  if (purpose === 'sign-in') return sm3 === undefined ? { purpose } : null
  return purpose === 'sign' && sm3 !== undefined ? { purpose, sm3, length: Number(length) } : null
}

/** The statement that a text is, or null if it is none. */
export const readStatement = (text: string): Statement | null => {
  const groups = pattern.exec(text)?.groups
  if (groups === undefined) return null
  const { origin, time, nonce } = groups
  const about = aboutOf(groups)
  if (about === null || origin === undefined || time === undefined || nonce === undefined) return null
  return { origin, time, nonce, about }
}
