import {
  checkNewPin,
  checkPin,
  checkSoftPin,
  type Keyring,
  type Pin,
  type PresentToken,
  softPinRule,
} from '../../native/index.ts'
import type { Certificate } from '../../pki/index.ts'
import type { NewPinStrength, PinTries } from '../../shared/contract/index.ts'
import { AssistantError, type ErrorCode, isAssistantError } from '../../shared/errors/index.ts'
import type { PinOutcome, PinRule } from '../../shared/models/index.ts'
import { isRefused, newPinRule, pinWeakness } from '../../shared/pin/new-pin.ts'
import { readable } from '../certificates/chain.ts'
import type { History } from '../history/index.ts'
import type { SecretDeposit } from '../unlock-secrets/secret-deposit.ts'
import { knownNumbers } from './known-numbers.ts'

/** What the person has said beyond the PIN itself. */
export type PinConsent = {
  readonly tries: PinTries
  readonly strength: NewPinStrength
}

export type PinService = {
  verify(tokenId: string, pin: Pin, consent: Pick<PinConsent, 'tries'>): Promise<PinOutcome>
  change(tokenId: string, oldPin: Pin, newPin: Pin, consent: PinConsent): Promise<PinOutcome>
  /** Refuses a new PIN that this token must not get; nothing reaches the token. */
  checkNew(present: PresentToken, newPin: Pin, consent: Pick<PinConsent, 'strength'>): void
  /** The same for a soft certificate that is about to be made, of the issuers that are known by then. */
  checkNewSoft(
    newPin: Pin,
    consent: Pick<PinConsent, 'strength'>,
    issuerIds: readonly (string | null)[],
  ): void
}

export type PinParts = {
  readonly keyring: Pick<Keyring, 'current'>
  /** Whose rules count for a certificate; null where nobody knows. */
  readonly issuerOf: (certificate: Certificate) => string | null
  /** null where the issuer is not known: then the token's own rule is all there is. */
  readonly issuerRule: (issuerId: string | null) => PinRule | null
  readonly history: Pick<History, 'add'>
  /** After a right PIN a soft certificate can leave the authority a secret to be unlocked with. */
  readonly secrets?: Pick<SecretDeposit, 'offer'>
}

/** After these nobody can say which of the two PINs the token has. */
const unsure = new Set<ErrorCode>([
  'token-removed',
  'token-absent',
  'token-refused',
  'token-answered-nonsense',
  'driver-crashed',
  'driver-not-answering',
])

const checkForToken = ({ facts }: PresentToken, pin: Pin): void =>
  facts.kind === 'soft' ? checkSoftPin(pin) : checkPin(pin, facts.pinRule)

/** 修改口令 and 验证口令: one try for each time the person asks, and none before the rules are met. */
export const createPinService = (parts: PinParts): PinService => {
  const { keyring, history, secrets } = parts
  const present = (tokenId: string): PresentToken => {
    const found = keyring.current().tokens.find(({ facts }) => facts.id === tokenId)
    if (!found) throw new AssistantError('token-absent')
    return found
  }

  const busy = new Set<string>()

  /** A second press of the button must not spend a try of its own. */
  const alone = async <T>(tokenId: string, work: () => Promise<T>): Promise<T> => {
    if (busy.has(tokenId)) throw new AssistantError('busy-with-other')
    busy.add(tokenId)
    try {
      return await work()
    } finally {
      busy.delete(tokenId)
    }
  }

  /** The token's own count, asked for now: another program may have spent tries meanwhile. */
  const countsFor = async ({ token }: PresentToken, { tries }: Pick<PinConsent, 'tries'>) => {
    const { pin } = await token.facts()
    if (!pin.initialised) throw new AssistantError('pin-not-initialised')
    if (pin.locked) throw new AssistantError('pin-locked')
    if (pin.lastTry && tries === 'careful') throw new AssistantError('last-try-unconfirmed')
    return pin
  }

  /** It is done whatever becomes of the token now: a key that is pulled out a moment later changes nothing. */
  const countsAfter = async ({ token }: PresentToken) => {
    try {
      return (await token.facts()).pin
    } catch (error) {
      if (isAssistantError(error)) return null
      throw error
    }
  }

  const note = ({ facts }: PresentToken, kind: 'pin-changed' | 'pin-locked'): void =>
    history.add({
      kind,
      tokenId: facts.id,
      tokenName: facts.label || facts.vendor,
      holder: null,
      serial: null,
      detail: null,
    })

  const noteLock = (found: PresentToken, error: unknown): never => {
    if (isAssistantError(error) && error.code === 'pin-locked') note(found, 'pin-locked')
    throw error
  }

  const narrowed = (rule: PinRule, issuerIds: readonly (string | null)[]): PinRule =>
    newPinRule(rule, ...issuerIds.flatMap((id) => parts.issuerRule(id) ?? []))
  /** The narrower of the rules of the token and of the issuers of its certificates. */
  const ruleOn = ({ facts, certificates }: PresentToken): PinRule =>
    narrowed(facts.pinRule, readable(certificates.map(({ der }) => der)).map(parts.issuerOf))

  const checkStrength = (
    newPin: Pin,
    rule: PinRule,
    numbers: readonly string[],
    strength: NewPinStrength,
  ): void => {
    checkPin(newPin, rule)
    if (/\s/.test(newPin.reveal())) throw new AssistantError('pin-not-encodable')
    const weakness = pinWeakness(newPin.reveal(), numbers)
    if (weakness !== null && (isRefused(weakness) || strength === 'checked'))
      throw new AssistantError('pin-weak', { weakness })
  }

  const checkNew: PinService['checkNew'] = (found, newPin, { strength }) =>
    checkStrength(newPin, ruleOn(found), knownNumbers(found), strength)

  const change = async (found: PresentToken, oldPin: Pin, newPin: Pin): Promise<void> => {
    try {
      await found.token.changePin(oldPin, newPin)
    } catch (error) {
      if (isAssistantError(error) && unsure.has(error.code))
        throw new AssistantError('pin-change-unsure', {}, error)
      noteLock(found, error)
    }
  }

  return {
    checkNew,
    checkNewSoft: (newPin, { strength }, issuerIds) =>
      checkStrength(newPin, narrowed(softPinRule, issuerIds), [], strength),
    verify: async (tokenId, pin, consent) => {
      const found = present(tokenId)
      return alone(tokenId, async () => {
        checkForToken(found, pin)
        const before = await countsFor(found, consent)
        await found.token.verifyPin(pin).catch((error: unknown) => noteLock(found, error))
        await secrets?.offer(found.token, pin)
        return { before, after: await countsAfter(found) }
      })
    },
    change: async (tokenId, oldPin, newPin, consent) => {
      const found = present(tokenId)
      return alone(tokenId, async () => {
        checkForToken(found, oldPin)
        checkNew(found, newPin, consent)
        checkNewPin(oldPin, newPin, ruleOn(found))
        const before = await countsFor(found, consent)
        await change(found, oldPin, newPin)
        note(found, 'pin-changed')
        await secrets?.offer(found.token, newPin)
        return { before, after: await countsAfter(found) }
      })
    },
  }
}
