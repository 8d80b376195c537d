import type { ReadableSeal, SealView } from '../../shared/models/index.ts'

/** An answer is good for so long; after that the authority is asked again. */
const AGAIN = 60 * 60_000

export type SealStatus = 'issued' | 'revoked' | 'unknown'

export type StatusParts = {
  readonly views: () => readonly SealView[]
  /** Asks the authority that made the seal; null if it is not known here or not reachable. */
  readonly ask: (seal: ReadableSeal) => Promise<SealStatus | null>
  readonly now: () => Date
  /** Some seal has another state now. */
  readonly changed: () => void
}

/** Knows which seals their authorities have revoked, and asks about each of them once in an hour at most. */
export const createSealStatuses = ({ views, ask, now, changed }: StatusParts) => {
  const revoked = new Set<string>()
  const asked = new Map<string, number>()

  /** `unknown` changes nothing: an authority that has lost its data does not make a revoked seal good again. */
  const learn = (number: string, status: SealStatus | null): void => {
    const before = revoked.has(number)
    if (status === 'revoked') revoked.add(number)
    if (status === 'issued') revoked.delete(number)
    if (revoked.has(number) !== before) changed()
  }

  const isDue = (seal: SealView): seal is ReadableSeal =>
    seal.kind === 'seal' &&
    seal.state !== 'bad-signature' &&
    seal.state !== 'maker-unknown' &&
    now().getTime() - (asked.get(seal.number) ?? 0) > AGAIN

  const look = async (): Promise<void> => {
    for (const seal of views().filter(isDue)) {
      asked.set(seal.number, now().getTime())
      const status = await ask(seal)
      if (status === null) asked.delete(seal.number)
      else learn(seal.number, status)
    }
  }

  return { isRevoked: (number: string): boolean => revoked.has(number), look }
}
