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
import { isUnsure, refuseUnready } from './login.ts'

/** What the person has confirmed besides the PIN itself. */
export type PinConsent = {
  readonly tries: PinTries
  readonly strength: NewPinStrength
}

export type PinService = {
  verify(tokenId: string, pin: Pin, consent: Pick<PinConsent, 'tries'>): Promise<PinOutcome>
  change(tokenId: string, oldPin: Pin, newPin: Pin, consent: PinConsent): Promise<PinOutcome>
  /** Refuses a new PIN that this token must not get. Nothing is sent to the token. */
  checkNew(present: PresentToken, newPin: Pin, consent: Pick<PinConsent, 'strength'>): void
  /** The same for a soft certificate that will be made, with the rules of the issuers known by then. */
  checkNewSoft(
    newPin: Pin,
    consent: Pick<PinConsent, 'strength'>,
    issuerIds: readonly (string | null)[],
  ): void
}

export type PinParts = {
  readonly keyring: Pick<Keyring, 'current'>
  /** The issuer whose rules apply to a certificate; null if it is not known. */
  readonly issuerOf: (certificate: Certificate) => string | null
  /** null if the issuer is not known. Then only the token's own rule applies. */
  readonly issuerRule: (issuerId: string | null) => PinRule | null
  /** Of the persons who are logged in, as far as they are known here. */
  readonly accountNumbers: () => readonly string[]
  readonly history: Pick<History, 'add'>
  /** After a right PIN, a soft certificate can leave the authority a secret to unlock it with. */
  readonly secrets?: Pick<SecretDeposit, 'offer'>
}

/** After these errors nobody can say which of the two PINs the token has. */
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

/** 修改口令 and 验证口令. Each request of the person makes one try, and none before the rules are met. */
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

  /** The token's own count, read now, because another program may have used tries meanwhile. */
  const countsFor = async ({ token }: PresentToken, { tries }: Pick<PinConsent, 'tries'>) => {
    const { pin } = await token.facts()
    refuseUnready({ facts: { pin } }, null)
    if (isUnsure({ pin }, { tries })) throw new AssistantError('last-try-unconfirmed')
    return pin
  }

  /** The PIN business is done. If the key is removed a moment later, that changes nothing. */
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
  /** The token's rule, narrowed by the rules of the issuers of its certificates. */
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
    checkStrength(newPin, ruleOn(found), [...knownNumbers(found), ...parts.accountNumbers()], strength)

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
      checkStrength(newPin, narrowed(softPinRule, issuerIds), parts.accountNumbers(), strength),
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
