import type { StoredCertificate } from '../../../native/index.ts'
import { type Certificate, fingerprintSha256 } from '../../../pki/index.ts'
import { AssistantError, type ErrorCode, isAssistantError } from '../../../shared/errors/index.ts'
import { readable } from '../../certificates/chain.ts'
import { sealFor } from '../../seals/authority-seals.ts'
import { writeSealTo } from '../../seals/writing.ts'
import { leftBy } from '../../transactions/progress.ts'
import { onTokenIf, type Progress, type TokenWork } from '../../transactions/step.ts'

/** The token is gone, so nothing is known about the seal. The step is done again when the token is back. */
const tokenGone = new Set<ErrorCode>([
  'token-absent',
  'token-removed',
  'driver-crashed',
  'driver-not-answering',
])

const isGone = (error: unknown): boolean => isAssistantError(error) && tokenGone.has(error.code)

/** The certificates on the token that the new pair has not replaced. An old one may stay for its encryption key. */
const inUse = (progress: Progress, stored: readonly StoredCertificate[]): readonly Certificate[] => {
  const replaced = new Set([
    ...leftBy(progress, 'confirm').retired,
    ...leftBy(progress, 'verify').others.flatMap((one) => (one.isPredecessor ? [one.fingerprint] : [])),
  ])
  const all = readable(stored.map(({ der }) => der))
  return all.filter((certificate) => !replaced.has(fingerprintSha256(certificate)))
}

const write = async ({ progress, session, keyring, tokenId }: TokenWork): Promise<boolean> => {
  const { seal: base64 } = leftBy(progress, 'collect')
  const present = keyring.current().tokens.find(({ facts }) => facts.id === tokenId)
  if (!base64) return false
  if (!present) throw new AssistantError('token-absent')
  if (!present.facts.capabilities.includes('data-objects')) return false
  const beside = inUse(progress, await session.certificates())
  const seal = sealFor(base64, beside)
  if (!seal) return false
  await writeSealTo(session, present, seal, beside)
  return true
}

/**
 * The certificate is in force and stays so, whatever becomes of its seal: a seal that cannot be written can be fetched
 * from the authority later.
 */
export const seal = onTokenIf(
  'seal',
  (progress) => leftBy(progress, 'collect').seal !== undefined,
  async (work) => {
    try {
      return { written: await write(work) }
    } catch (error) {
      if (isGone(error) || !isAssistantError(error)) throw error
      return { written: false }
    }
  },
  { written: false },
)
