import { utf8 } from '../../pki/bytes.ts'
import type { RaToken } from '../../shared/ra-contract/token.ts'

/** Virtual Ukeys have this administrator's PIN unless another was chosen. It protects nothing. */
const known: Readonly<Record<string, string>> = { 'Virtual Ukey': 'admin123' }

/** What an authority stores for every Ukey that it hands out. The demonstration does this for the virtual ones. */
export function demoUnlockSecret({ vendor }: RaToken): Uint8Array | null {
  const secret = known[vendor]
  return secret === undefined ? null : utf8(secret)
}
