import type { Texts } from '../../shared/text/index.ts'

const two = (part: number) => String(part).padStart(2, '0')

/** 2027-06-20, by the calendar of this computer; the text itself where it is no date. */
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

/** Serials are read aloud: groups of four. */
export const grouped = (serial: string): string =>
  serial.replace(/[\s:-]/g, '').replace(/(.{4})(?=.)/g, '$1 ')

/** Whole seconds from five on, tenths before: the quick steps differ only there, and none takes no time. */
export const secondsOf = (seconds: number): string =>
  seconds < 5 ? Math.max(seconds, 0.1).toFixed(1) : seconds.toFixed(0)

/** 50 of 5000 fen; the fen only where there are any. */
export const yuanOf = (fen: number): string => (fen / 100).toFixed(2).replace(/\.00$/, '')

export const deviceName = (
  token: { readonly kind: 'ukey' | 'soft'; readonly vendor: string; readonly model: string },
  words: Texts,
): string => {
  if (token.kind === 'soft') return words.everywhere.softCertificate
  return [token.vendor, token.model].filter(Boolean).join(' ') || words.everywhere.ukey
}
