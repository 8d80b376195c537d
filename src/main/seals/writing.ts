import {
  MOST_SEALS,
  type PresentToken,
  type StoredSeal,
  sealLabel,
  sealLabelStart,
  type TokenSession,
} from '../../native/index.ts'
import { type Certificate, type ElectronicSeal, equalBytes, sealAdmits } from '../../pki/index.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { sealIn } from './reading.ts'

/**
 * Whether the new seal takes the place of a stored one: the same number, or the same maker's seal for certificates
 * that are no longer in use on the token.
 */
const isReplaced = (stored: StoredSeal, by: ElectronicSeal, beside: readonly Certificate[]): boolean => {
  if (stored.label.startsWith(sealLabelStart(by.id))) return true
  const seal = stored.value && sealIn(stored.value)
  if (!seal || !equalBytes(seal.maker.subject.raw, by.maker.subject.raw)) return false
  return !beside.some((certificate) => sealAdmits(seal, certificate))
}

export const isThere = ({ seals }: Pick<PresentToken, 'seals'>, seal: ElectronicSeal): boolean =>
  seals.some(({ value }) => value !== null && equalBytes(value, seal.raw))

/**
 * Writes a seal, and removes those that it replaces after that: a key that is pulled out in between has one of them or
 * both. If it is done twice, the result is the same. `beside` are the certificates in use on the token.
 */
export const writeSealTo = async (
  session: TokenSession,
  { seals }: Pick<PresentToken, 'seals'>,
  seal: ElectronicSeal,
  beside: readonly Certificate[],
): Promise<void> => {
  const label = sealLabel(seal.id, seal.raw)
  const others = seals.filter((stored) => stored.label !== label)
  const replaced = others.filter((stored) => isReplaced(stored, seal, beside))
  if (others.length - replaced.length >= MOST_SEALS)
    throw new AssistantError('seal-too-many', { most: MOST_SEALS })
  await session.writeSeal(label, seal.raw)
  for (const old of replaced) await session.removeSeal(old.label)
}
