import { randomBytes, toBase64 } from '../../pki/index.ts'

export type { Certificate } from '../../pki/index.ts'
export type { Statement } from '../../shared/web-signing/statement.ts'
export type { Signed } from '../../shared/web-signing/wire.ts'
export { createMemoryReplayStore, type ReplayStore } from './replay.ts'
export {
  type Revocation,
  type RevocationState,
  revocationByLists,
  revocationNotChecked,
} from './revocation.ts'
export {
  type Verdict,
  type Verified,
  type VerifyOptions,
  type VerifyRefusal,
  verifySigned,
  verifySignIn,
} from './verify.ts'

/** A fresh nonce for one sign-in or one signature. Keep it in the person's session. */
export const newNonce = (): string => toBase64(randomBytes(24))
