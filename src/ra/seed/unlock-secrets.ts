import { utf8 } from '../../pki/bytes.ts'
import type { RaToken } from '../../shared/ra-contract/token.ts'

/** Virtual Ukeys come with this administrator's PIN unless it was chosen otherwise; it protects nothing. */
const known: Readonly<Record<string, string>> = { 'Virtual Ukey': 'admin123' }

/** What an authority keeps of every Ukey that it hands out: the demonstration knows it of the virtual ones. */
export function demoUnlockSecret({ vendor }: RaToken): Uint8Array | null {
  const secret = known[vendor]
  return secret === undefined ? null : utf8(secret)
}
