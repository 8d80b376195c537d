import { createSealsService, type SealsParts } from '../../../../src/main/seals/seals-service.ts'
import { typed } from '../given.ts'
import { keyringOf } from '../keyring-of.ts'
import { tokenOf } from '../sealed.ts'
import type { TokenWish } from '../token-at-hand.ts'
import { user } from './made.ts'

/** Seals on one token. `asked` has what the PIN was asked for. */
export const seals = (wish: TokenWish = {}, parts: Partial<SealsParts> = {}) => {
  const token = tokenOf([user], wish)
  const ring = keyringOf([token.present])
  const asked: string[] = []
  const service = createSealsService({
    ...{ keyring: ring.keyring, issuerOf: () => 'demo', offeredBy: async () => [], busy: () => null },
    context: {
      ...{ authorityOf: () => [], isRevoked: () => false, kept: () => new Set<string>() },
      now: () => new Date('2026-11-20'),
    },
    askPin: async (purpose, tokenId, work) => {
      asked.push(`${purpose} on ${tokenId}`)
      await work(typed())
    },
    ...parts,
  })
  return { service, token, asked, ring, log: token.log }
}
