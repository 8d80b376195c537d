import { reasonWeights } from '../../shared/documents/reasons.ts'
import type { FileVerdict, SignatureVerdict } from '../../shared/documents/verdict.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { SigningRequest } from './model.ts'

/** A signature over a file with invalid ones looks like a consent to it, so the person must know. */
export const checkExisting = (before: FileVerdict, { overRefused }: SigningRequest): void => {
  const count = before.signatures.filter(({ outcome }) => outcome === 'invalid').length
  if (count > 0 && overRefused !== true) throw new AssistantError('signing-over-refused', { count })
}

const isSound = ({ integrity, coverage, reasons }: SignatureVerdict): boolean =>
  integrity === 'intact' &&
  coverage.state === 'whole' &&
  reasons.every(({ code }) => reasonWeights[code] !== 'refuses')

/**
 * Nothing leaves that verification would refuse: the new signature is the one more that there is, it covers
 * everything, and those before it are as good as they were.
 */
export const checkResult = (before: FileVerdict, after: FileVerdict): void => {
  const same = before.signatures.every(({ outcome }, i) => after.signatures[i]?.outcome === outcome)
  const fresh = after.signatures.slice(before.signatures.length)
  if (same && fresh.length === 1 && fresh.every(isSound)) return
  const codes = [...after.reasons, ...after.signatures.flatMap(({ reasons }) => reasons)]
  throw new AssistantError('signing-result-refused', { reasons: codes.map(({ code }) => code).join() })
}
