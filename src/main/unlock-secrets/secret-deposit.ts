import type { Keyring, Pin, SecretToLeave, Token, TokenSession } from '../../native/index.ts'
import { toBase64 } from '../../pki/index.ts'
import { isAssistantError } from '../../shared/errors/index.ts'
import type { Accounts } from '../account/index.ts'
import type { Authorities, Authority } from '../authority/index.ts'
import { issuerCertificate, readable } from '../certificates/chain.ts'
import type { Issuers } from '../issuers/part.ts'
import { askedOf } from './asked-token.ts'

/**
 * Leaves the authority a secret with which a soft certificate can be unlocked after its PIN is locked. No business
 * waits for it or fails with it. If it cannot be left now, it is left at the next right PIN.
 */
export type SecretDeposit = {
  /** Runs in a session that is already open. Its result is to be left at the authority after the session. */
  make(tokenId: string, session: TokenSession): Promise<SecretToLeave | null>
  leave(tokenId: string, secret: SecretToLeave): Promise<void>
  /** Does both, after a PIN was right. */
  offer(token: Token, pin: Pin): Promise<void>
}

export type SecretDepositParts = {
  readonly keyring: Pick<Keyring, 'current'> & {
    readonly soft: Pick<Keyring['soft'], 'wantsSecret' | 'secretHeld'>
  }
  readonly authorities: Pick<Authorities, 'of'>
  readonly accounts: Pick<Accounts, 'of'>
  readonly issuers: Pick<Issuers, 'find' | 'issuerOf'>
  readonly log: (line: string) => void
}

export const unlockSecretOf = ({ pin }: SecretToLeave): string =>
  toBase64(new TextEncoder().encode(pin.reveal()))

export const createSecretDeposit = (parts: SecretDepositParts): SecretDeposit => {
  const { keyring, authorities, accounts, issuers, log } = parts

  const present = (tokenId: string) => keyring.current().tokens.find(({ facts }) => facts.id === tokenId)
  const isLoggedInAt = (issuerId: string): boolean => accounts.of(issuerId).state().state === 'signed-in'
  /**
   * The authority that gets a token's secret: the one that certainly issued its certificate, if it accepts such secrets
   * from the person who acts there now. Another authority must not get it, so a matching name alone is not enough.
   */
  const authorityFor = (tokenId: string): Authority | null => {
    const own = readable((present(tokenId)?.certificates ?? []).map(({ der }) => der))
    for (const certificate of own) {
      const issuer = issuers.find(issuers.issuerOf(certificate))
      if (!issuer?.businesses.includes('unlock') || issuer.address === null) continue
      // Asked first: it costs nothing, and the chain is a matter of signatures.
      if (!isLoggedInAt(issuer.id)) continue
      const authority = authorities.of(issuer.id)
      const isSure = issuerCertificate(certificate, readable(authority.chain())) !== null
      if (isSure) return authority
    }
    return null
  }
  const isWanted = (tokenId: string): boolean =>
    keyring.soft.wantsSecret(tokenId) && authorityFor(tokenId) !== null

  const quietly = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work()
    } catch (error) {
      log(`no unlock secret was left: ${isAssistantError(error) ? error.code : String(error)}`)
      return null
    }
  }

  const make: SecretDeposit['make'] = (tokenId, session) =>
    quietly(async () => (isWanted(tokenId) ? ((await session.secretToLeave?.()) ?? null) : null))

  const leave: SecretDeposit['leave'] = async (tokenId, secret) => {
    await quietly(async () => {
      const found = present(tokenId)
      const authority = authorityFor(tokenId)
      if (!found || authority === null) return
      const asked = { token: askedOf(found), unlockSecret: unlockSecretOf(secret) }
      const { canUnlock } = await authority.client().tokens.register(asked)
      if (canUnlock) await keyring.soft.secretHeld(tokenId, secret.id)
    })
    secret.pin.drop()
  }

  return {
    make,
    leave,
    offer: async (token, pin) => {
      if (token.kind !== 'soft' || !isWanted(token.id)) return
      const secret = await quietly(() => token.withSession(pin, (session) => make(token.id, session)))
      // The network may take its time, but the PIN page does not wait.
      if (secret) void leave(token.id, secret)
    },
  }
}
