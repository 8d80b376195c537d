import type { Texts } from '../../shared/text/index.ts'

const two = (part: number) => String(part).padStart(2, '0')

/** 2027-06-20, by the calendar of this computer; the text itself if it is no date. */
export const dateOf = (iso: string): string => {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return iso
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

/** 2027-06-20 23:59:59 */
export const dateTimeOf = (iso: string): string => {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return iso
  return `${dateOf(iso)} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
}

/** Serial numbers are read aloud, so they are shown in groups of four. */
export const grouped = (serial: string): string =>
  serial.replace(/[\s:-]/g, '').replace(/(.{4})(?=.)/g, '$1 ')

/** Whole seconds from five on, tenths below; null for what was so quick that a number would only be noise. */
export const secondsOf = (seconds: number): string | null => {
  if (seconds < 1) return null
  return seconds < 5 ? seconds.toFixed(1) : seconds.toFixed(0)
}

/** Fen as yuan, with two decimals only if they are needed: 50 for 5000 fen. */
export const yuanOf = (fen: number): string => (fen / 100).toFixed(2).replace(/\.00$/, '')

/** How a token is called where it may be away. The label of a soft one is the program's own and tells nobody anything. */
export const keptName = (
  { tokenKind, tokenName }: { readonly tokenKind: 'ukey' | 'soft'; readonly tokenName: string },
  words: Texts,
): string => (tokenKind === 'soft' ? words.everywhere.softCertificate : tokenName)

type Device = {
  readonly kind: 'ukey' | 'soft'
  readonly nickname: string | null
  readonly label: string
  readonly vendor: string
  readonly model: string
}

/** Vendor and model of a token. */
export const makerName = ({ kind, vendor, model }: Device, words: Texts): string => {
  if (kind === 'soft') return words.everywhere.softCertificate
  return [vendor, model].filter(Boolean).join(' ') || words.everywhere.ukey
}

/** What kind of a thing a token is, or what the person calls it. */
export const deviceName = (token: Device, words: Texts): string => token.nickname ?? makerName(token, words)

/** The name of one token: the person's, else the one that is written on it. */
export const tokenName = (token: Device, words: Texts): string =>
  token.nickname ?? ((token.kind === 'ukey' && token.label) || makerName(token, words))

/** 820 KB, 1.4 MB. */
export const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
