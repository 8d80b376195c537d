import { leadingCertificate, leadingPair } from '../../shared/certificates/leading.ts'
import type { TokenView } from '../../shared/models/index.ts'

/** How a token is called in a finding. */
export const nameOfToken = (token: TokenView): string => {
  const { nickname, label, vendor, model, serial, pairs } = token
  if (nickname !== null) return nickname
  const device = [vendor, model].filter((part) => part !== '').join(' ') || label
  const pair = leadingPair(pairs)
  const holder = pair && leadingCertificate(pair)?.holder
  return holder ? `${device} · ${holder}` : `${device} ${serial}`.trim()
}
